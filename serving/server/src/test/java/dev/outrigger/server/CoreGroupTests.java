package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.outrigger.kinds.Resource;
import dev.outrigger.rest.TimeLimits;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.kubernetes.client.proto.IntStr;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.V1;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// fabric8's classes of the core group's kinds, to clients that take them for Kubernetes' own.
class CoreGroupTests {
    private static final String PODS = "/api/v1/namespaces/n/pods";
    private static final String PROTOBUF = ProtocolProto.TYPE;

    private static ProtocolServer server;

    @BeforeAll
    static void start() throws Exception {
        var types = Outrigger.server()
                .name("core")
                .resource(Resource.of(Pod.class))
                .resource(Resource.of(ConfigMap.class))
                .resource(Resource.of(Namespace.class))
                .resource(Resource.of(Event.class));
        server = ProtocolServer.start(types, new Options.Storage.Memory(), TimeLimits.USUAL);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String pod(String name) {
        return ProtocolJson.quoted(
                "{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': '" + name + "'}, 'spec': {'containers':"
                        + " [{'name': 'main', 'image':"
                        + " 'a', 'resources': {'limits':"
                        + " {'cpu': 0.5}},'env': [{'name':"
                        + " 'A', 'valueFrom':"
                        + " {'configMapKeyRef': {'name':"
                        + " 'm', 'key': 'k', 'optional':"
                        + " false}}}],'ports':"
                        + " [{'containerPort': 80},"
                        + " {'containerPort': 80,"
                        + " 'protocol':"
                        + " 'UDP'}],'livenessProbe':"
                        + " {'httpGet': {'port': 'http'},"
                        + " 'periodSeconds':"
                        + " 3},'volumeMounts': [{'name':"
                        + " 'v', 'mountPath':"
                        + " '/v'}]}],'volumes': [{'name':"
                        + " 'v', 'configMap': {'name':"
                        + " 'm', 'items': [{'key': 'k',"
                        + " 'path':"
                        + " 'p'}]}}],'topologySpreadConstraints':"
                        + " [{'maxSkew': 1, 'topologyKey':"
                        + " 'z', 'whenUnsatisfiable':"
                        + " 'ScheduleAnyway','labelSelector':"
                        + " {'matchLabels': {'a': 'b'},"
                        + " 'matchExpressions': [{'key':"
                        + " 'c', 'operator':"
                        + " 'Exists'}]}}]}}");
    }

    @Test
    void aPodIsKubernetesMessageAndUnchangedByAnUpdateInIt() {
        var created = server.admin().post(PODS, pod("read")).created();
        var answer = server.admin().get(PODS + "/read", "Accept", PROTOBUF);
        var pod = ProtocolProto.read(answer.body(), "v1", "Pod", V1.Pod.parser());

        var container = pod.getSpec().getContainers(0);
        assertThat(container
                        .getEnv(0)
                        .getValueFrom()
                        .getConfigMapKeyRef()
                        .getLocalObjectReference()
                        .getName())
                .isEqualTo("m");
        assertThat(container
                        .getLivenessProbe()
                        .getHandler()
                        .getHttpGet()
                        .getPort()
                        .getStrVal())
                .isEqualTo("http");
        assertThat(container.getResources().getLimitsMap().get("cpu").getString())
                .isEqualTo("0.5");
        assertThat(container.getPorts(0).getProtocol()).isEqualTo("TCP");
        var volume = pod.getSpec().getVolumes(0).getVolumeSource().getConfigMap();
        assertThat(volume.getLocalObjectReference().getName()).isEqualTo("m");
        assertThat(volume.getItems(0).getPath()).isEqualTo("p");
        var selector = pod.getSpec().getTopologySpreadConstraints(0).getLabelSelector();
        assertThat(selector.getMatchLabelsMap()).containsEntry("a", "b");
        assertThat(selector.getMatchExpressions(0).getOperator()).isEqualTo("Exists");

        var put = server.admin()
                .send("PUT", PODS + "/read", answer.body(), "Content-Type", PROTOBUF)
                .ok();
        assertThat(put.at("/spec/volumes")).isEqualTo(created.at("/spec/volumes"));
        assertThat(put.at("/spec/containers/0/env")).isEqualTo(created.at("/spec/containers/0/env"));
    }

    @Test
    void whatAClientInGoSendsIsWhatItMeans() {
        var probe = V1.Probe.newBuilder()
                .setHandler(V1.ProbeHandler.newBuilder()
                        .setTcpSocket(V1.TCPSocketAction.newBuilder()
                                .setPort(IntStr.IntOrString.newBuilder()
                                        .setType(0)
                                        .setIntVal(80))));
        var container = V1.Container.newBuilder()
                .setName("main")
                .setImage("a")
                .setWorkingDir("")
                .setStdin(false)
                .setResources(V1.ResourceRequirements.getDefaultInstance())
                .setReadinessProbe(probe);
        var volume = V1.Volume.newBuilder()
                .setName("v")
                .setVolumeSource(V1.VolumeSource.newBuilder()
                        .setEmptyDir(V1.EmptyDirVolumeSource.newBuilder().setMedium("Memory")));
        var started = Instant.parse("2026-11-28T12:00:00Z");
        var pod = V1.Pod.newBuilder()
                .setMetadata(Meta.ObjectMeta.newBuilder().setName("sent").setNamespace(""))
                .setSpec(V1.PodSpec.newBuilder().addContainers(container).addVolumes(volume))
                .setStatus(V1.PodStatus.newBuilder()
                        .setPhase("Running")
                        .setStartTime(Meta.Time.newBuilder().setSeconds(started.getEpochSecond())))
                .build();

        server.admin()
                .send("POST", PODS, ProtocolProto.document("v1", "Pod", pod), "Content-Type", PROTOBUF)
                .created();
        server.admin()
                .send("PUT", PODS + "/sent/status", ProtocolProto.document("v1", "Pod", pod), "Content-Type", PROTOBUF)
                .ok();
        var json = server.admin().get(PODS + "/sent").ok();
        assertThat(json.textAt("/spec/volumes/0/emptyDir/medium")).isEqualTo("Memory");
        assertThat(json.at("/spec/containers/0/readinessProbe/tcpSocket/port")).isEqualTo(80L);
        assertThat(json.has("/spec/containers/0/workingDir")).isFalse();
        assertThat(json.textAt("/status/startTime")).isEqualTo("2026-11-28T12:00:00Z");
    }

    @Test
    void bytesAreBytes() {
        var map = V1.ConfigMap.newBuilder()
                .setMetadata(Meta.ObjectMeta.newBuilder().setName("bytes"))
                .putData("msg", "hello")
                .putBinaryData("raw", ByteString.copyFrom(new byte[] {0, 1}))
                .build();
        var created = server.admin()
                .send(
                        "POST",
                        "/api/v1/namespaces/n/configmaps",
                        ProtocolProto.document("v1", "ConfigMap", map),
                        "Content-Type",
                        PROTOBUF)
                .created();

        assertThat(created.textAt("/data/msg")).isEqualTo("hello");
        assertThat(created.textAt("/binaryData/raw")).isEqualTo("AAE=");
        var text = ProtocolJson.quoted(
                "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'no'}, 'binaryData': {'raw': '?'}}");
        assertThat(server.admin().post("/api/v1/namespaces/n/configmaps", text).code())
                .isEqualTo(422);
    }

    @Test
    void aNamespaceIsFoundByItsOwnPath() {
        var here = ProtocolJson.quoted("{'apiVersion': 'v1', 'kind': 'Namespace', 'metadata': {'name': 'here'}}");
        var created = server.admin().post("/api/v1/namespaces", here).created();

        assertThat(created.has("/metadata/namespace")).isFalse();
        var read = server.admin().get("/api/v1/namespaces/here").ok();
        assertThat(read.has("/metadata/namespace")).isFalse();
        server.admin()
                .patch(
                        "/api/v1/namespaces/here/status",
                        "application/merge-patch+json",
                        "{'status': {'phase': 'Active'}}")
                .ok();
        assertThat(server.admin().get("/api/v1/namespaces").textAt("/items/0/status/phase"))
                .isEqualTo("Active");
        server.admin().delete("/api/v1/namespaces/here").ok();
        assertThat(server.admin().get("/api/v1/namespaces/here").code()).isEqualTo(404);
    }

    @Test
    void aStrategicPatchFindsItemsByAllThatKubernetesKnowsThemBy() {
        server.admin().post(PODS, pod("patched")).created();
        var patched = server.admin()
                .patch(
                        PODS + "/patched",
                        "application/strategic-merge-patch+json",
                        "{'spec': {'$setElementOrder/containers': [{'name': 'main'}],"
                                + "'containers': [{'name': 'main', 'image': 'b'}]}}")
                .ok();

        assertThat(patched.textAt("/spec/containers/0/image")).isEqualTo("b");
        assertThat(patched.at("/spec/containers/0/env/0/name")).isEqualTo("A");
        var twice = ProtocolJson.quoted("{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': 'twice'}, 'spec': {"
                + "'containers': [{'name': 'a'}, {'name': 'a'}]}}");
        assertThat(server.admin().post(PODS, twice).textAt("/message"))
                .contains("spec.containers[1]: Duplicate value: {\"name\":\"a\"}");
        var unnamed = ProtocolJson.quoted("{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': 'none'}, 'spec': {"
                + "'containers': [{'image': 'a'}]}}");
        assertThat(server.admin().post(PODS, unnamed).textAt("/message")).contains("spec.containers[0].name: Required");
    }
}
