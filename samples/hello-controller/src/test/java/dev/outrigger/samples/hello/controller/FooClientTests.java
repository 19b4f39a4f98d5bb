package dev.outrigger.samples.hello.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.junit.ServerExtension;
import dev.outrigger.samples.hello.Foo;
import dev.outrigger.samples.hello.Message;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.cache.Lister;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// fabric8's typed client, shared informers and listers on the author's own types.
class FooClientTests {
    @RegisterExtension
    static final ServerExtension SERVER = ServerExtension.of(Cluster::server);

    private static FooResource foo(String namespace, String name, String msg) {
        return FooResource.of(namespace, name, new Foo.Spec("busybox:1.36", new Message(msg, null)));
    }

    @Test
    void aTypedClientReadsAndWritesThem(KubernetesClient client) {
        var foos = client.resources(FooResource.class).inNamespace("typed");

        var created = foos.resource(foo("typed", "tom", "hello")).create();
        assertThat(created.getStatus()).isEqualTo(new Foo.Status(Foo.Phase.PROCESSING, null));
        foos.withName("tom").edit(tom -> {
            tom.setSpec(new Foo.Spec("busybox:1.37", new Message("good-bye", "for now")));
            return tom;
        });
        assertThat(foos.withName("tom").get().getSpec().config()).isEqualTo(new Message("good-bye", "for now"));
        foos.withName("tom").editStatus(tom -> {
            tom.setStatus(new Foo.Status(Foo.Phase.READY, null));
            return tom;
        });
        assertThat(foos.list().getItems())
                .extracting(tom -> tom.getStatus().phase())
                .containsExactly(Foo.Phase.READY);
        assertThatThrownBy(() -> foos.resource(foo("typed", "tim", "")).create())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        invalid -> assertThat(invalid.getMessage()).contains("spec.config.msg: Required value"));
        foos.withName("tom").delete();
        assertThat(foos.withName("tom").get()).isNull();
    }

    private record Heard(BlockingQueue<String> told) implements ResourceEventHandler<FooResource> {
        @Override
        public void onAdd(FooResource foo) {
            told.add("added " + foo.getSpec().config().msg());
        }

        @Override
        public void onUpdate(FooResource old, FooResource foo) {
            told.add("updated " + foo.getSpec().config().msg());
        }

        @Override
        public void onDelete(FooResource foo, boolean unseen) {
            told.add("deleted " + foo.getSpec().config().msg());
        }

        String next() throws InterruptedException {
            return told.poll(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aSharedInformerHearsOfThemAndAListerFindsThem(KubernetesClient client) throws Exception {
        client.resource(foo("shared", "tom", "hello")).create();
        var informers = client.informers();
        var informer = informers.sharedIndexInformerFor(FooResource.class, 0);
        var heard = new Heard(new LinkedBlockingQueue<>());
        informer.addEventHandler(heard);
        var lister = new Lister<>(informer.getIndexer(), "shared");
        informers.startAllRegisteredInformers().get(20, TimeUnit.SECONDS);
        try {
            assertThat(heard.next()).isEqualTo("added hello");
            assertThat(lister.get("tom").getSpec().image()).isEqualTo("busybox:1.36");
            client.resource(foo("shared", "tom", "good-bye")).forceConflicts().serverSideApply();
            assertThat(heard.next()).isEqualTo("updated good-bye");
            assertThat(lister.list()).hasSize(1);
            client.resource(foo("shared", "tom", "")).delete();
            assertThat(heard.next()).isEqualTo("deleted good-bye");
            assertThat(lister.list()).isEmpty();
        } finally {
            informers.stopAllRegisteredInformers();
        }
    }
}
