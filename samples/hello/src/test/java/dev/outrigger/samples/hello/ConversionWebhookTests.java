package dev.outrigger.samples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.server.Options;
import dev.outrigger.server.Outrigger;
import dev.outrigger.server.RunningConversionWebhook;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a cluster that serves foos as custom resources has converted.
class ConversionWebhookTests {
    private static final String PATH = "/convert/hello.zeng.dev";

    @TempDir
    static Path folder;

    private static RunningConversionWebhook webhook;
    private static KubernetesClient client;

    private final Api api = new Api(client, "n");

    @BeforeAll
    static void start() {
        webhook = Outrigger.conversionWebhook()
                .name("hello")
                .resource(Main.foos())
                .start(Options.inMemory(folder.resolve("data")));
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withAutoConfigure(false)
                        .withMasterUrl(webhook.url())
                        .withCaCertFile(webhook.authority().orElseThrow().toString())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        webhook.close();
    }

    private Api.Answer converted(String version, String... objects) {
        return api.post(
                        PATH,
                        "{'apiVersion': 'apiextensions.k8s.io/v1', 'kind': 'ConversionReview', 'request': {'uid': '705ab4f5',"
                                + " 'desiredAPIVersion': 'hello.zeng.dev/" + version + "', 'objects': ["
                                + String.join(", ", objects) + "]}}")
                .ok();
    }

    @Test
    void bothDirectionsGoThroughTheSameHub() {
        var newer = converted("v2", Api.v1("a", "nginx", "'msg': 'hi', 'msg1': 'there'"), Api.v1("b", "'msg': 'ho'"));
        assertThat(newer.at("/kind")).isEqualTo("ConversionReview");
        assertThat(newer.at("/apiVersion")).isEqualTo("apiextensions.k8s.io/v1");
        assertThat(newer.at("/response/uid")).isEqualTo("705ab4f5");
        assertThat(newer.at("/response/result/status")).isEqualTo("Success");
        assertThat(newer.at("/response/convertedObjects/0/apiVersion")).isEqualTo("hello.zeng.dev/v2");
        assertThat(newer.at("/response/convertedObjects/0/spec"))
                .isEqualTo("{\"image\":\"nginx\",\"config\":{\"msg\":\"hi\",\"msg1\":\"there\"}}");
        assertThat(newer.at("/response/convertedObjects/1/spec/image")).isEqualTo("busybox:1.36");

        var older = converted("v1", newer.at("/response/convertedObjects/0"));
        assertThat(older.at("/response/convertedObjects/0/apiVersion")).isEqualTo("hello.zeng.dev/v1");
        assertThat(older.at("/response/convertedObjects/0/spec")).isEqualTo("{\"msg\":\"hi\",\"msg1\":\"there\"}");
        assertThat(older.at("/response/convertedObjects/0/metadata/annotations"))
                .isEqualTo("{\"spec.image\":\"nginx\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{'apiVersion': 'apiextensions.k8s.io/v1', 'kind': 'ConversionReview'}",
                "{'apiVersion': 'apiextensions.k8s.io/v1', 'kind': 'Other', 'request': {}}"
            })
    void aBadOrEmptyReviewIsABadRequest(String review) {
        assertThat(api.post(PATH, review).code()).isEqualTo(400);
    }

    @Test
    void whatIsNotJsonIsNotTaken() {
        assertThat(api.send("POST", PATH, "application/yaml", Api.json("{}"), Api.JSON)
                        .code())
                .isEqualTo(415);
    }
}
