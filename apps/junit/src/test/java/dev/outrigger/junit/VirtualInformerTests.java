package dev.outrigger.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.kinds.Resource;
import dev.outrigger.kinds.Virtual;
import dev.outrigger.server.Outrigger;
import dev.outrigger.server.ServerBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An informer of fabric8's follows objects that no store keeps.
class VirtualInformerTests {
    private static final Map<String, Cat> CATS = new ConcurrentHashMap<>();

    @RegisterExtension
    static final ServerExtension SERVER = ServerExtension.of(VirtualInformerTests::cats);

    private static ServerBuilder cats() {
        return Outrigger.server()
                .resource(Resource.of(Cat.class)
                        .virtual(Virtual.<Cat>list(() -> List.copyOf(CATS.values()))
                                .every(Duration.ofMillis(20))));
    }

    private static void put(String name, int lives) {
        var cat = Cat.named(name, lives);
        cat.getMetadata().setNamespace("default");
        CATS.put(name, cat);
    }

    private static final class Heard implements ResourceEventHandler<Cat> {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public void onAdd(Cat cat) {
            tell("added", cat);
        }

        @Override
        public void onUpdate(Cat old, Cat cat) {
            tell("updated", cat);
        }

        @Override
        public void onDelete(Cat cat, boolean unseen) {
            tell("deleted", cat);
        }

        private void tell(String what, Cat cat) {
            heard.add(what + " " + cat.getMetadata().getName() + " " + cat.getSpec().lives);
        }

        private String next() throws InterruptedException {
            return heard.poll(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void itHearsOfWhatTheAuthorsCodeSays(KubernetesClient client) throws Exception {
        put("tom", 9);
        var heard = new Heard();
        try (var informer = client.resources(Cat.class).inNamespace("default").inform(heard)) {
            assertThat(heard.next()).isEqualTo("added tom 9");
            put("tom", 8);
            assertThat(heard.next()).isEqualTo("updated tom 8");
            CATS.remove("tom");
            assertThat(heard.next()).isEqualTo("deleted tom 8");
            assertThat(informer.getStore().list()).isEmpty();
        }
    }
}
