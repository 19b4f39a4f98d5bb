package dev.outrigger.samples.hello.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.junit.ServerExtension;
import dev.outrigger.junit.TestServer;
import dev.outrigger.transcripts.Kubectl;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// fabric8's own classes of four kinds of the core group, served as they are: to fabric8's client and to
/// kubectl.
class CoreKindTests {
    @RegisterExtension
    static final ServerExtension SERVER = ServerExtension.of(Cluster::server);

    private static ConfigMap map(String namespace, String name, Map<String, String> data) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withData(data)
                .build();
    }

    private static Pod pod(String namespace, String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("busybox:1.36")
                .addNewPort()
                .withContainerPort(80)
                .endPort()
                .withNewLivenessProbe()
                .withNewHttpGet()
                .withPort(new IntOrString("http"))
                .endHttpGet()
                .endLivenessProbe()
                .withNewResources()
                .addToLimits("cpu", new Quantity("500m"))
                .endResources()
                .endContainer()
                .addNewContainer()
                .withName("aside")
                .withImage("busybox:1.36")
                .endContainer()
                .endSpec()
                .build();
    }

    @Test
    void theCoreGroupIsToldOfAtApi(KubernetesClient client) {
        assertThat(client.raw("/api")).contains("\"v1\"");
        assertThat(client.getApiResources("v1").getResources())
                .extracting(resource -> resource.getName() + " " + resource.getNamespaced())
                .containsExactlyInAnyOrder(
                        "configmaps true",
                        "events true",
                        "namespaces false",
                        "namespaces/status false",
                        "pods true",
                        "pods/status true");
        assertThat(client.raw("/openapi/v3/api/v1")).contains("io.k8s.api.core.v1.Pod");
        assertThat(client.raw("/openapi/v2")).contains("io.k8s.api.core.v1.PodSpec", "dev.zeng.hello.v2.Foo");
    }

    @Test
    void aConfigMapIsCreatedReadChangedListedAndDeleted(KubernetesClient client) {
        var maps = client.configMaps().inNamespace("crud");

        var created = maps.resource(map("crud", "one", Map.of("msg", "a"))).create();
        assertThat(created.getMetadata().getUid()).isNotEmpty();
        maps.withName("one")
                .edit(one -> new ConfigMapBuilder(one).addToData("msg", "b").build());
        assertThat(maps.withName("one").get().getData()).containsExactly(Map.entry("msg", "b"));
        assertThat(maps.list().getItems()).hasSize(1);
        assertThatThrownBy(() -> maps.resource(created).update())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        stale -> assertThat(stale.getCode()).isEqualTo(409));
        maps.withName("one").delete();
        assertThat(maps.list().getItems()).isEmpty();
    }

    @Test
    void aPodIsAsItWasSentAndItsStatusIsWrittenApart(KubernetesClient client) {
        var sent = pod("status", "one");
        var created = client.resource(sent).create();

        var container = created.getSpec().getContainers().getFirst();
        assertThat(container.getPorts().getFirst().getProtocol()).isEqualTo("TCP");
        assertThat(container.getLivenessProbe())
                .isEqualTo(sent.getSpec().getContainers().getFirst().getLivenessProbe());
        assertThat(container.getResources().getLimits()).containsEntry("cpu", new Quantity("500m"));

        var running = client.resource(created).editStatus(Kubelet.reports("True"));
        assertThat(running.getStatus().getConditions()).hasSize(1);
        var emptied = client.pods()
                .inNamespace("status")
                .withName("one")
                .edit(pod -> new PodBuilder(pod)
                        .editMetadata()
                        .addToLabels("color", "black")
                        .endMetadata()
                        .withStatus(null)
                        .build());
        assertThat(emptied.getMetadata().getLabels()).containsEntry("color", "black");
        assertThat(emptied.getStatus().getConditions()).hasSize(1);
        assertThat(client.pods()
                        .inNamespace("status")
                        .withField("status.phase", "Running")
                        .list()
                        .getItems())
                .hasSize(1);
    }

    @Test
    void aNamespaceIsInNone(KubernetesClient client) {
        var namespace = new NamespaceBuilder()
                .withNewMetadata()
                .withName("here")
                .endMetadata()
                .build();

        assertThat(client.resource(namespace).create().getMetadata().getNamespace())
                .isNull();
        client.namespaces()
                .withName("here")
                .editStatus(one -> new NamespaceBuilder(one)
                        .withNewStatus()
                        .withPhase("Active")
                        .endStatus()
                        .build());
        assertThat(client.namespaces().withName("here").get().getStatus().getPhase())
                .isEqualTo("Active");
        client.namespaces().withName("here").delete();
        assertThat(client.namespaces().withName("here").get()).isNull();
    }

    @Test
    void anEventIsFoundByWhatItIsAbout(KubernetesClient client) {
        for (String name : List.of("tom", "tim")) {
            client.resource(new EventBuilder()
                            .withNewMetadata()
                            .withNamespace("news")
                            .withGenerateName(name)
                            .endMetadata()
                            .withNewInvolvedObject()
                            .withKind("Foo")
                            .withName(name)
                            .endInvolvedObject()
                            .withNewEventTime("2026-11-28T12:00:00.000001Z")
                            .withReason("Seen")
                            .build())
                    .create();
        }

        var found = client.v1()
                .events()
                .inNamespace("news")
                .withField("involvedObject.name", "tom")
                .list()
                .getItems();
        assertThat(found).singleElement().satisfies(event -> {
            assertThat(event.getReason()).isEqualTo("Seen");
            assertThat(event.getEventTime().getTime()).isEqualTo("2026-11-28T12:00:00.000001Z");
        });
    }

    @Test
    void aStrategicPatchChangesTheContainerOfThatNameAndLeavesTheOther(KubernetesClient client) {
        client.resource(pod("patch", "one")).create();

        var patched = client.pods()
                .inNamespace("patch")
                .withName("one")
                .patch(
                        PatchContext.of(PatchType.STRATEGIC_MERGE),
                        "{\"spec\":{\"containers\":[{\"name\":\"aside\",\"image\":\"busybox:1.37\"}]}}");

        assertThat(patched.getSpec().getContainers())
                .extracting(container -> container.getName() + " " + container.getImage())
                .containsExactly("main busybox:1.36", "aside busybox:1.37");
    }

    @Test
    void appliersOwnTheContainersTheyApply(KubernetesClient client) {
        client.resource(applied("main", "one", "A")).fieldManager("first").serverSideApply();
        var both = client.resource(applied("aside", "two", "B"))
                .fieldManager("second")
                .serverSideApply();
        assertThat(both.getSpec().getContainers()).hasSize(2);
        assertThat(both.getMetadata().getManagedFields())
                .extracting(entry -> entry.getManager() + " " + entry.getOperation())
                .containsExactlyInAnyOrder("first Apply", "second Apply");

        assertThatThrownBy(() -> client.resource(applied("main", "three", "A"))
                        .fieldManager("second")
                        .serverSideApply())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        conflict -> assertThat(conflict.getMessage())
                                .contains("conflict with \"first\"", ".spec.containers[name=\"main\"].image"));
    }

    private static Pod applied(String container, String image, String variable) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("apply")
                .withName("one")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName(container)
                .withImage(image)
                .withEnv(new EnvVar(variable, "1", null))
                .endContainer()
                .endSpec()
                .build();
    }

    private record Heard(BlockingQueue<String> told) implements ResourceEventHandler<ConfigMap> {
        @Override
        public void onAdd(ConfigMap map) {
            told.add("added " + map.getData());
        }

        @Override
        public void onUpdate(ConfigMap old, ConfigMap map) {
            told.add("updated " + map.getData());
        }

        @Override
        public void onDelete(ConfigMap map, boolean unseen) {
            told.add("deleted " + map.getData());
        }

        String next() throws InterruptedException {
            return told.poll(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void anInformerHearsOfThem(KubernetesClient client) throws Exception {
        var heard = new Heard(new LinkedBlockingQueue<>());
        var maps = client.configMaps().inNamespace("inform");
        maps.resource(map("inform", "one", Map.of("a", "1"))).create();

        try (var informer = maps.inform(heard)) {
            assertThat(heard.next()).isEqualTo("added {a=1}");
            maps.withName("one")
                    .edit(one -> new ConfigMapBuilder(one).addToData("a", "2").build());
            assertThat(heard.next()).isEqualTo("updated {a=2}");
            maps.withName("one").delete();
            assertThat(heard.next()).isEqualTo("deleted {a=2}");
            assertThat(informer.getStore().list()).isEmpty();
        }
    }

    @Test
    void kubectlTakesThemForThoseOfACluster(TestServer server, @TempDir Path folder) {
        var kubectl = new Kubectl(Kubectl.NEW, folder, server.kubeconfig());
        kubectl.file("pod.yaml", """
            apiVersion: v1
            kind: Pod
            metadata:
              name: tom
            spec:
              containers:
              - name: foo
                image: busybox:1.36
                resources:
                  limits: {cpu: 0.5, memory: 64Mi}
              - name: aside
                image: busybox:1.36
            """);

        assertThat(kubectl.run("create configmap greeting --from-literal=msg=hello")
                        .text())
                .isEqualTo("configmap/greeting created\n");
        assertThat(kubectl.run("get cm greeting -o yaml").text())
                .contains("data:\n  msg: hello\n", "kind: ConfigMap\n");
        assertThat(kubectl.run("apply -f pod.yaml").text()).isEqualTo("pod/tom created\n");
        assertThat(kubectl.run("apply -f pod.yaml").text()).isEqualTo("pod/tom unchanged\n");
        assertThat(kubectl.run("set image pod/tom foo=busybox:1.37").text()).isEqualTo("pod/tom image updated\n");
        assertThat(kubectl.run("get po tom -o jsonpath={.spec.containers[*].image}")
                        .text())
                .isEqualTo("busybox:1.37 busybox:1.36");
        assertThat(kubectl.run("get pods").text().lines().map(line -> line.split(" +")[0]))
                .containsExactly("NAME", "tom");
        assertThat(kubectl.run("describe pod tom").text()).contains("Image:      busybox:1.37", "Events:  ");
        assertThat(kubectl.run("delete pod/tom cm/greeting").text())
                .contains("pod \"tom\" deleted", "configmap \"greeting\" deleted");
    }
}
