package dev.outrigger.samples.hello.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.junit.ServerExtension;
import dev.outrigger.samples.hello.Foo;
import dev.outrigger.samples.hello.Foo.Condition;
import dev.outrigger.samples.hello.Foo.Part;
import dev.outrigger.samples.hello.Foo.Phase;
import dev.outrigger.samples.hello.Foo.Truth;
import dev.outrigger.samples.hello.Message;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The controller at work, each test in a namespace of its own.
class FooControllerTests {
    private static final int PATIENCE = 20;
    private static final Message HELLO = new Message("hello", null);

    @RegisterExtension
    static final ServerExtension SERVER = ServerExtension.of(Cluster::server);

    private static final AtomicInteger COUNT = new AtomicInteger();

    private KubernetesClient client;
    private FooController controller;
    private String namespace;

    @BeforeEach
    void start(KubernetesClient client) {
        this.client = client;
        namespace = "test" + COUNT.incrementAndGet();
        controller = FooController.start(client);
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private FooResource create(String image, Message config) {
        return client.resource(FooResource.of(namespace, "tom", new Foo.Spec(image, config)))
                .create();
    }

    /// Changes what is wanted, again where the controller wrote the status in between.
    private void change(Foo.Spec spec) {
        var tom = client.resources(FooResource.class).inNamespace(namespace).withName("tom");
        for (int attempt = 1; ; attempt++) {
            try {
                tom.edit(foo -> {
                    foo.setSpec(spec);
                    return foo;
                });
                return;
            } catch (KubernetesClientException conflict) {
                if (conflict.getCode() != 409 || attempt == 10) throw conflict;
            }
        }
    }

    /// The object named `tom` of a kind, once it is so.
    private <T extends HasMetadata> T tom(Class<T> kind, Predicate<T> is) {
        return client.resources(kind)
                .inNamespace(namespace)
                .withName("tom")
                .waitUntilCondition(object -> object != null && is.test(object), PATIENCE, TimeUnit.SECONDS);
    }

    private <T extends HasMetadata> T tom(Class<T> kind) {
        return tom(kind, _ -> true);
    }

    private FooResource saying(Phase phase, Truth config, Truth worker) {
        return tom(
                FooResource.class,
                foo -> foo.getStatus().phase() == phase
                        && List.of(new Condition(Part.CONFIG, config), new Condition(Part.WORKER, worker))
                                .equals(foo.getStatus().conditions()));
    }

    private void kubelet(String ready) {
        client.resource(tom(Pod.class)).editStatus(Kubelet.reports(ready));
    }

    /// Waits until this has been told of the foo.
    private Event told(String reason, String message) {
        var events = client.v1().events().inNamespace(namespace).withField("reason", reason);
        return events.informOnCondition(
                        all -> all.stream().anyMatch(event -> event.getMessage().contains(message)))
                .orTimeout(PATIENCE, TimeUnit.SECONDS)
                .join()
                .getFirst();
    }

    private static boolean belongs(HasMetadata object, FooResource foo) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(foo.getMetadata().getUid())
                        && Objects.equals(owner.getController(), true)
                        && owner.getKind().equals("Foo")
                        && owner.getApiVersion().equals("hello.zeng.dev/v2"));
    }

    @Test
    void aFooGetsAConfigMapAndAPodAndIsReadyWhenTheyAre() {
        var foo = create("busybox:1.36", new Message("hello", "and more"));

        var map = tom(ConfigMap.class);
        assertThat(map.getData()).containsOnly(Map.entry("msg", "hello"), Map.entry("msg1", "and more"));
        assertThat(belongs(map, foo)).isTrue();
        assertThat(map.getMetadata().getOwnerReferences()).hasSize(1);
        var pod = tom(Pod.class);
        assertThat(pod.getSpec().getContainers()).singleElement().satisfies(container -> {
            assertThat(container.getImage()).isEqualTo("busybox:1.36");
            assertThat(container.getVolumeMounts()).hasSize(1);
        });
        assertThat(pod.getSpec().getVolumes().getFirst().getConfigMap().getName())
                .isEqualTo("tom");
        assertThat(belongs(pod, foo)).isTrue();
        assertThat(pod.getMetadata().getOwnerReferences()).hasSize(1);

        saying(Phase.PROCESSING, Truth.TRUE, Truth.UNKNOWN);
        kubelet("True");
        var ready = saying(Phase.READY, Truth.TRUE, Truth.TRUE);
        assertThat(ready.getSpec()).isEqualTo(foo.getSpec());
        assertThat(ready.getMetadata().getGeneration()).isEqualTo(1);
        assertThat(ready.getMetadata().getManagedFields())
                .filteredOn(entry -> entry.getManager().equals(FooReconciler.NAME))
                .singleElement()
                .satisfies(entry -> assertThat(entry.getSubresource()).isEqualTo("status"));
        var event = told("Created", "Pod");
        assertThat(event.getInvolvedObject().getUid())
                .isEqualTo(foo.getMetadata().getUid());
        assertThat(event.getType()).isEqualTo("Normal");
        told("Ready", "");
    }

    @Test
    void aPodThatIsNotReadyIsToldInAConditionAndThePhase() {
        create("busybox:1.36", HELLO);
        tom(Pod.class);
        kubelet("True");
        saying(Phase.READY, Truth.TRUE, Truth.TRUE);
        kubelet("False");
        saying(Phase.PROCESSING, Truth.TRUE, Truth.FALSE);
        kubelet("True");
        saying(Phase.READY, Truth.TRUE, Truth.TRUE);
    }

    @Test
    void theConfigMapFollowsTheFooWhileThePodGoesOn() {
        create("busybox:1.36", new Message("hello", "and more"));
        var pod = tom(Pod.class);
        change(new Foo.Spec("busybox:1.36", new Message("good-bye", null)));

        tom(ConfigMap.class, map -> map.getData().equals(Map.of("msg", "good-bye")));
        told("Updated", "ConfigMap");
        saying(Phase.PROCESSING, Truth.TRUE, Truth.UNKNOWN);
        assertThat(uid(tom(Pod.class))).isEqualTo(uid(pod));
    }

    private static String uid(HasMetadata object) {
        return object.getMetadata().getUid();
    }

    @Test
    void whatOthersDoToTheConfigMapIsUndone() {
        create("busybox:1.36", HELLO);
        var first = tom(ConfigMap.class);
        client.resource(first).delete();
        var second = tom(ConfigMap.class, map -> !uid(map).equals(uid(first)));
        assertThat(second.getData()).isEqualTo(first.getData());

        client.resource(second)
                .edit(map -> new ConfigMapBuilder(map)
                        .addToData("msg", "drift")
                        .addToData("note", "somebody else's")
                        .build());
        tom(ConfigMap.class, map -> map.getData().equals(Map.of("msg", "hello", "note", "somebody else's")));
    }

    @Test
    void anotherImageIsAnotherPod() {
        var foo = create("busybox:1.36", HELLO);
        var first = tom(Pod.class);
        kubelet("True");
        saying(Phase.READY, Truth.TRUE, Truth.TRUE);
        change(new Foo.Spec("busybox:1.37", HELLO));

        var second = tom(Pod.class, pod -> !uid(pod).equals(uid(first)));
        assertThat(second.getSpec().getContainers().getFirst().getImage()).isEqualTo("busybox:1.37");
        assertThat(belongs(second, foo)).isTrue();
        saying(Phase.PROCESSING, Truth.TRUE, Truth.UNKNOWN);
        told("Replacing", "which ran busybox:1.36, to run busybox:1.37");
        kubelet("True");
        saying(Phase.READY, Truth.TRUE, Truth.TRUE);
    }

    @Test
    void aPodThatTakesItsTimeToEndIsWaitedFor() {
        create("busybox:1.36", HELLO);
        tom(Pod.class);
        var pods = client.pods().inNamespace(namespace).withName("tom");
        var first = pods.edit(pod -> {
            pod.addFinalizer("example.com/slow");
            return pod;
        });
        change(new Foo.Spec("busybox:1.37", HELLO));
        tom(Pod.class, HasMetadata::isMarkedForDeletion);
        saying(Phase.PROCESSING, Truth.TRUE, Truth.FALSE);

        pods.edit(pod -> {
            pod.removeFinalizer("example.com/slow");
            return pod;
        });
        tom(Pod.class, pod -> !uid(pod).equals(uid(first)));
    }

    @Test
    void withoutAGarbageCollectorWhatAFooLeavesGoesToTheNextOfItsName() {
        var foo = create("busybox:1.36", HELLO);
        var map = tom(ConfigMap.class);
        var pod = tom(Pod.class);
        assertThat(foo.getFinalizers()).isEmpty();
        client.resource(foo).delete();
        assertThat(client.resource(foo).get()).isNull();
        assertThat(client.resource(map).get()).isNotNull();

        var next = create("busybox:1.36", new Message("again", null));
        var taken =
                tom(ConfigMap.class, one -> belongs(one, next) && one.getData().containsValue("again"));
        assertThat(taken.getMetadata().getOwnerReferences()).hasSize(1);
        tom(Pod.class, one -> belongs(one, next) && !uid(one).equals(uid(pod)));
    }

    @Test
    void aConfigMapOfSomebodyElseIsLeftAloneAndTriedAgainForUntilItIsGone() {
        var metadata = new ObjectMeta();
        metadata.setNamespace(namespace);
        metadata.setName("tom");
        var others = client.resource(new ConfigMapBuilder()
                        .withMetadata(metadata)
                        .addToData("theirs", "yes")
                        .build())
                .create();
        create("busybox:1.36", HELLO);

        var warning = told("Failed", "configmaps \"tom\" is there already and does not belong to it");
        assertThat(warning.getType()).isEqualTo("Warning");
        saying(Phase.PROCESSING, Truth.FALSE, Truth.UNKNOWN);
        assertThat(client.resource(others).get().getData()).isEqualTo(others.getData());
        client.resource(others).delete();
        saying(Phase.PROCESSING, Truth.TRUE, Truth.UNKNOWN);
    }

    @Test
    void aControllerThatWasAwayCatchesUp() {
        create("busybox:1.36", HELLO);
        var pod = tom(Pod.class);
        saying(Phase.PROCESSING, Truth.TRUE, Truth.UNKNOWN);
        controller.close();

        kubelet("True");
        client.resource(tom(ConfigMap.class)).delete();
        change(new Foo.Spec("busybox:1.37", new Message("news", null)));
        controller = FooController.start(client);

        tom(ConfigMap.class, map -> map.getData().containsValue("news"));
        tom(Pod.class, one -> !uid(one).equals(uid(pod)));
        saying(Phase.PROCESSING, Truth.TRUE, Truth.UNKNOWN);
    }

    @Test
    void foosOfOneNameInTwoNamespacesKeepApart() {
        var here = create("busybox:1.36", HELLO);
        var there = client.resource(
                        FooResource.of("elsewhere", "tom", new Foo.Spec("busybox:1.37", new Message("there", null))))
                .create();
        tom(Pod.class);
        kubelet("True");
        saying(Phase.READY, Truth.TRUE, Truth.TRUE);
        assertThat(belongs(tom(ConfigMap.class), here)).isTrue();

        namespace = "elsewhere";
        saying(Phase.PROCESSING, Truth.TRUE, Truth.UNKNOWN);
        assertThat(tom(ConfigMap.class).getData()).containsEntry("msg", "there");
        assertThat(belongs(tom(ConfigMap.class), there)).isTrue();
        assertThat(tom(Pod.class).getSpec().getContainers().getFirst().getImage())
                .isEqualTo("busybox:1.37");
    }
}
