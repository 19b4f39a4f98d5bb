package dev.outrigger.samples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.junit.ServerExtension;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.cache.Lister;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The same Java types in a client: written, watched by an informer, listed from its cache, applied.
class ClientTests {
    @RegisterExtension
    static final ServerExtension SERVER = ServerExtension.of(Main::server);

    /// A foo as fabric8's client takes it.
    @Group("hello.zeng.dev")
    @Version("v2")
    @Kind("Foo")
    @Plural("foos")
    static final class Foos extends CustomResource<Foo.Spec, Foo.Status> implements Namespaced {
        private static final long serialVersionUID = 1;

        static Foos of(String name, String image) {
            var foo = new Foos();
            foo.setMetadata(new ObjectMetaBuilder().withName(name).build());
            foo.setSpec(new Foo.Spec(image, new Message("hi", null)));
            return foo;
        }
    }

    @Test
    void aClientKnowsThemByTheirClasses(KubernetesClient client) throws InterruptedException {
        var foos = client.resources(Foos.class).inNamespace("clients");
        var heard = new LinkedBlockingQueue<String>();
        try (var informer = foos.inform(new Heard(heard))) {
            foos.resource(Foos.of("a", "nginx")).create();
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("added a nginx PROCESSING");

            var applied = Foos.of("a", "httpd");
            foos.resource(applied).forceConflicts().serverSideApply();
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("updated a httpd PROCESSING");

            var ready = Foos.of("a", "other");
            var worker = new Foo.Condition(Foo.Part.WORKER, Foo.Truth.TRUE);
            ready.setStatus(new Foo.Status(Foo.Phase.READY, List.of(worker)));
            foos.resource(ready).updateStatus();
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("updated a httpd READY");

            var lister = new Lister<>(informer.getIndexer(), "clients");
            assertThat(lister.get("a").getStatus().conditions()).containsExactly(worker);
        }
    }

    private record Heard(LinkedBlockingQueue<String> heard) implements ResourceEventHandler<Foos> {
        @Override
        public void onAdd(Foos foo) {
            told("added", foo);
        }

        @Override
        public void onUpdate(Foos old, Foos foo) {
            told("updated", foo);
        }

        @Override
        public void onDelete(Foos foo, boolean unknown) {
            told("deleted", foo);
        }

        private void told(String what, Foos foo) {
            heard.add(what + " " + foo.getMetadata().getName() + " "
                    + foo.getSpec().image() + " " + foo.getStatus().phase());
        }
    }
}
