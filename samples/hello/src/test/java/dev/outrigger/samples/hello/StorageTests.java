package dev.outrigger.samples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.server.RunningServer;
import dev.outrigger.store.etcd.Etcd;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where foos are kept, as the flags say.
class StorageTests {
    private static final String KEY = "/registry/hello.zeng.dev/hello.zeng.dev/foos/default/";

    @TempDir
    Path folder;

    private RunningServer server(String... more) {
        var flags = new ArrayList<>(List.of("--secure-port=0", "--data-dir=" + folder.resolve("data")));
        flags.addAll(List.of(more));
        return Main.server().start(flags.toArray(String[]::new));
    }

    private static KubernetesClient client(RunningServer server) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(server.kubeconfig().toFile()))
                .build();
    }

    @Test
    void theyAreGoneWithTheServerUnlessAFlagSaysWhereTheyAreKept() {
        try (var server = server();
                var client = client(server)) {
            new Api(client, "default").created("a", "nginx", "'msg': 'hi'");
        }
        try (var server = server();
                var client = client(server)) {
            var api = new Api(client, "default");
            assertThat(api.get(api.path("v2", "a")).code()).isEqualTo(404);
        }
        assertThat(folder.resolve("data/objects.db")).doesNotExist();
    }

    @Test
    void inEtcdTheyAreKeptInJsonOrInProtobufAndBothAreRead() {
        try (var etcd = Etcd.start(folder.resolve("etcd"))) {
            var there = "--etcd-servers=" + etcd.url();
            try (var server = server(there);
                    var client = client(server)) {
                new Api(client, "default")
                        .post("/apis/hello.zeng.dev/v1/namespaces/default/foos", Api.v1("json", "nginx", "'msg': 'hi'"))
                        .ok();
            }
            assertThat(etcd.control("get", KEY + "json", "--print-value-only"))
                    .startsWith("{\"kind\":\"Foo\",\"apiVersion\":\"hello.zeng.dev/v2\",\"metadata\":{")
                    .contains("\"spec\":{\"image\":\"nginx\",\"config\":{\"msg\":\"hi\"}}", "\"phase\":\"Processing\"")
                    .doesNotContain("\"annotations\"");

            try (var server = server(there, "--storage-media-type=" + Api.PROTOBUF);
                    var client = client(server)) {
                var api = new Api(client, "default");
                api.created("proto", "httpd", "'msg': 'hi'");
                assertThat(api.get(api.path("v2", "json")).ok().at("/spec/image"))
                        .isEqualTo("nginx");
                assertThat(api.get(api.path("v1", "proto")).ok().at("/metadata/annotations"))
                        .isEqualTo("{\"spec.image\":\"httpd\"}");
            }
            assertThat(etcd.control("get", KEY + "proto", "--print-value-only"))
                    .startsWith("k8s\0")
                    .contains("hello.zeng.dev/v2", "httpd");
        }
    }
}
