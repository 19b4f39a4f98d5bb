package dev.outrigger.samples.hello;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.junit.ServerExtension;
import dev.outrigger.kinds.ProtoFiles;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The kinds in protobuf, by the numbers that the original's Go types give their fields.
class ProtobufTests {
    @RegisterExtension
    static final ServerExtension SERVER = ServerExtension.of(Main::server);

    @Test
    void theFilesHaveTheNumbersOfTheOriginal() {
        var files = ProtoFiles.of(List.of(Main.foos().type()));
        var metadata = "  optional .k8s.io.apimachinery.pkg.apis.meta.v1.ObjectMeta metadata = 1;\n";

        assertThat(files.get("hello.zeng.dev_v1.proto"))
                .contains("message Foo {\n" + metadata + "  optional Message spec = 2;\n}")
                .contains("message Message {\n  optional string msg = 1;\n  optional string msg1 = 2;\n}");
        assertThat(files.get("hello.zeng.dev_v2.proto"))
                .contains("message Foo {\n" + metadata
                        + "  optional FooSpec spec = 2;\n  optional FooStatus status = 3;\n}")
                .contains("message FooSpec {\n  optional string image = 1;\n  optional Message config = 2;\n}")
                .contains(
                        "message FooStatus {\n  optional string phase = 1;\n  repeated FooCondition conditions = 2;\n}")
                .contains("message FooCondition {\n  optional string type = 1;\n  optional string status = 2;\n}")
                .contains("message Config {\n" + metadata + "  optional Message spec = 2;\n}");
        assertThat(files.get("transformation.zeng.dev_v1beta1.proto"))
                .contains("message Base64 {\n" + metadata
                        + "  optional Base64Spec spec = 2;\n  optional Base64Status status = 3;\n}")
                .contains("message Base64Spec {\n  optional string fieldPath = 1;\n}")
                .contains("message Base64Status {\n  optional string output = 1;\n}");
    }

    @Test
    void aFooIsWrittenAndReadByThem(KubernetesClient client) {
        var api = new Api(client, "proto");
        var config = field(2, field(1, "hi"), field(2, "there"));
        var foo = document("hello.zeng.dev/v2", "Foo", field(1, field(1, "a")), field(2, field(1, "nginx"), config));
        var created = api.send("POST", api.path("v2"), Api.PROTOBUF, foo, Api.PROTOBUF);
        assertThat(created.code()).as(created.text()).isEqualTo(201);
        assertThat(created.text()).startsWith("k8s\0").contains("hello.zeng.dev/v2", "nginx");
        assertThat(created.body()).containsSequence(field(3, field(1, "Processing")));

        assertThat(api.get(api.path("v2", "a")).at("/spec"))
                .isEqualTo("{\"image\":\"nginx\",\"config\":{\"msg\":\"hi\",\"msg1\":\"there\"}}");
        assertThat(api.get(api.path("v1", "a"), Api.PROTOBUF).body()).containsSequence(config);
        api.patch(
                        api.path("v2", "a", "status"),
                        Api.MERGE,
                        "{'status': {'phase': 'Ready', 'conditions': [{'type': 'Worker', 'status': 'True'}]}}")
                .ok();
        assertThat(api.get(api.path("v2", "a"), Api.PROTOBUF).body())
                .containsSequence(field(3, field(1, "Ready"), field(2, field(1, "Worker"), field(2, "True"))));
    }

    @Test
    void theKindsOfItsSubresourcesAreTooAndAnEmptyMessageIsNoMessage(KubernetesClient client) {
        var api = new Api(client, "proto-subresources");
        api.created("a", "nginx", "'msg': 'hi'");
        var sent = document("hello.zeng.dev/v2", "Config", field(1, field(1, "a")), field(2, field(1, "ho")));
        var put = api.send("PUT", api.path("v2", "a", "config"), Api.PROTOBUF, sent, Api.PROTOBUF);
        assertThat(put.code()).as(put.text()).isEqualTo(200);
        assertThat(put.body()).containsSequence(field(2, field(1, "ho")));

        var question = document("transformation.zeng.dev/v1beta1", "Base64", field(2, field(1, "spec.image")));
        var answer = api.send(
                "POST", api.path("v1", "a", "base64").replace("/v1/", "/v2/"), Api.PROTOBUF, question, Api.PROTOBUF);
        assertThat(answer.code()).as(answer.text()).isEqualTo(201);
        var encoded = java.util.Base64.getEncoder().encodeToString("\"nginx\"".getBytes(UTF_8));
        assertThat(answer.body()).containsSequence(field(3, field(1, encoded)));

        // Clients in Go write every string, the empty ones too.
        var empty = document("hello.zeng.dev/v2", "Config", field(1, field(1, "a")), field(2, field(1, "")));
        var refused = api.send("PUT", api.path("v2", "a", "config"), Api.PROTOBUF, empty, Api.JSON);
        refused.refused(422, "Foo.hello.zeng.dev \"a\" is invalid: spec.config.msg: Required value");
    }

    private static byte[] document(String apiVersion, String kind, byte[]... message) {
        var unknown = joined(field(1, field(1, apiVersion), field(2, kind)), field(2, message));
        return joined("k8s\0".getBytes(UTF_8), unknown);
    }

    private static byte[] field(int number, String text) {
        return field(number, text.getBytes(UTF_8));
    }

    /// A field that holds bytes: fewer than 128 of them, so that their number is one byte.
    private static byte[] field(int number, byte[]... parts) {
        var content = joined(parts);
        assertThat(content.length).isLessThan(128);
        return joined(new byte[] {(byte) (number << 3 | 2), (byte) content.length}, content);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) all.writeBytes(part);
        return all.toByteArray();
    }
}
