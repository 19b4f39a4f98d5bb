package dev.outrigger.samples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.junit.ServerExtension;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `foos/config`: the configuration of a foo as a kind of its own.
class ConfigTests {
    @RegisterExtension
    static final ServerExtension SERVER = ServerExtension.of(Main::server);

    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    private Api api;
    private String config;

    @BeforeEach
    void open(KubernetesClient client) {
        api = new Api(client, "n" + NAMESPACES.incrementAndGet());
        config = api.path("v2", "a", "config");
    }

    private static String config(String metadata, String spec) {
        return "{'apiVersion': 'hello.zeng.dev/v2', 'kind': 'Config', 'metadata': {" + metadata + "}, 'spec': {" + spec
                + "}}";
    }

    @Test
    void itHasTheIdentityOfItsFooAndNothingElseOfIt() {
        var foo = api.post(
                        api.path("v2"),
                        Api.v2("a", "nginx", "'msg': 'hi', 'msg1': 'there'")
                                .replace("'name': 'a'", "'name': 'a', 'labels': {'x': 'y'}"))
                .ok();
        var seen = api.get(config).ok();

        assertThat(seen.at("/apiVersion")).isEqualTo("hello.zeng.dev/v2");
        assertThat(seen.at("/kind")).isEqualTo("Config");
        assertThat(seen.json().get("metadata").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("name", "namespace", "uid", "resourceVersion", "creationTimestamp");
        for (var member : seen.json().get("metadata").properties()) {
            assertThat(member.getValue()).isEqualTo(foo.json().get("metadata").get(member.getKey()));
        }
        assertThat(seen.at("/spec")).isEqualTo("{\"msg\":\"hi\",\"msg1\":\"there\"}");
        assertThat(api.get(api.path("v1", "a", "config")).ok().json()).isEqualTo(seen.json());
    }

    @Test
    void aPutWritesTheConfigurationAndNothingElse() {
        api.created("a", "nginx", "'msg': 'hi', 'msg1': 'there'");
        var put = api.put(config, config("'name': 'a', 'labels': {'x': 'y'}", "'msg': 'ho'"))
                .ok();
        assertThat(put.at("/spec")).isEqualTo("{\"msg\":\"ho\"}");

        var foo = api.get(api.path("v2", "a")).ok();
        assertThat(foo.at("/spec")).isEqualTo("{\"image\":\"nginx\",\"config\":{\"msg\":\"ho\"}}");
        assertThat(foo.at("/metadata/labels")).isEmpty();
        assertThat(foo.at("/status/phase")).isEqualTo("Processing");
        assertThat(foo.at("/metadata/resourceVersion")).isEqualTo(put.at("/metadata/resourceVersion"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                Api.MERGE + " | {'spec': {'msg': 'ho'}}",
                Api.STRATEGIC + " | {'spec': {'msg': 'ho'}}",
                Api.JSON_PATCH + " | [{'op': 'replace', 'path': '/spec/msg', 'value': 'ho'}]"
            })
    void aPatchIsOfTheConfiguration(String type, String patch) {
        api.created("a", "nginx", "'msg': 'hi', 'msg1': 'there'");

        assertThat(api.patch(config, type, patch).ok().at("/spec")).isEqualTo("{\"msg\":\"ho\",\"msg1\":\"there\"}");
        assertThat(api.get(api.path("v1", "a")).at("/spec/msg")).isEqualTo("ho");
    }

    @Test
    void theRulesOfTheFooHold() {
        api.created("a", "nginx", "'msg': 'hi'");

        api.patch(config, Api.MERGE, "{'spec': {'msg': ''}}")
                .refused(422, "Foo.hello.zeng.dev \"a\" is invalid: spec.config.msg: Required value");
        api.put(config, config("'name': 'a'", "'msg1': 'there'"))
                .refused(422, "Config.hello.zeng.dev \"a\" is invalid: spec.msg: Required value");
    }

    @Test
    void theConfigurationOfAnotherFooIsAConflict() {
        var foo = api.created("a", "nginx", "'msg': 'hi'");
        var uid = foo.at("/metadata/uid");

        var other = api.put(config, config("'name': 'a', 'uid': 'other'", "'msg': 'ho'"));
        assertThat(other.code()).isEqualTo(409);
        assertThat(other.at("/message"))
                .contains("Precondition failed: UID in precondition: other, UID in object meta: " + uid);
        var stale = api.put(config, config("'name': 'a', 'resourceVersion': '1'", "'msg': 'ho'"));
        assertThat(stale.code()).isEqualTo(409);
        api.put(config, config("'name': 'a', 'uid': '" + uid + "'", "'msg': 'ho'"))
                .ok();
    }

    @Test
    void thereIsNoneOfAFooThatIsNotThere() {
        var missing = "foos.hello.zeng.dev \"a\" not found";

        api.get(config).refused(404, missing);
        api.put(config, config("'name': 'a'", "'msg': 'ho'")).refused(404, missing);
        api.patch(config, Api.MERGE, "{'spec': {'msg': 'ho'}}").refused(404, missing);
    }
}
