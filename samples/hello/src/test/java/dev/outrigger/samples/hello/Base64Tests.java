package dev.outrigger.samples.hello;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.junit.ServerExtension;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `foos/base64`: a foo, or one field of it, in Base64.
class Base64Tests {
    @RegisterExtension
    static final ServerExtension SERVER = ServerExtension.of(Main::server);

    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    private Api api;

    @BeforeEach
    void open(KubernetesClient client) {
        api = new Api(client, "n" + NAMESPACES.incrementAndGet());
        api.created("a", "nginx", "'msg': 'hi', 'msg1': 'there'");
    }

    private Api.Answer asked(String version, String metadata, String spec) {
        return api.post(
                api.path(version, "a", "base64"),
                "{'apiVersion': 'transformation.zeng.dev/v1beta1', 'kind': 'Base64', 'metadata': {" + metadata
                        + "}, 'spec': {" + spec + "}}");
    }

    private static String decoded(Api.Answer answer) {
        return new String(java.util.Base64.getDecoder().decode(answer.ok().at("/status/output")), UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void theWholeFooIsInTheVersionThatIsSpoken(String version) {
        var before = api.get(api.path(version, "a"));
        var answer = asked(version, "", "");

        assertThat(answer.code()).isEqualTo(201);
        assertThat(answer.at("/apiVersion")).isEqualTo("transformation.zeng.dev/v1beta1");
        assertThat(answer.at("/kind")).isEqualTo("Base64");
        assertThat(new Api.Answer(200, decoded(answer).getBytes(UTF_8)).json()).isEqualTo(before.json());
        assertThat(api.get(api.path(version, "a")).json())
                .as("nothing is stored")
                .isEqualTo(before.json());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "v2 | spec.image      | \"nginx\"",
                "v2 | spec.config     | {\"msg\":\"hi\",\"msg1\":\"there\"}",
                "v2 | spec.config.msg | \"hi\"",
                "v2 | status.phase    | \"Processing\"",
                "v1 | spec.msg        | \"hi\"",
                "v1 | kind            | \"Foo\""
            })
    void aFieldIsItsJson(String version, String path, String json) {
        assertThat(decoded(asked(version, "", "'fieldPath': '" + path + "'"))).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({"v2, spec.nope", "v2, spec.image.deeper", "v1, spec.image", "v2, .spec", "v2, spec."})
    void aFieldThatIsNotThereIsABadRequest(String version, String path) {
        asked(version, "", "'fieldPath': '" + path + "'").refused(400, "undefined field path " + path);
    }

    @Test
    void aNameAndANamespaceMustBeTheFoosWhereTheyAreSaid() {
        asked("v2", "'name': 'a', 'namespace': '" + api.namespace() + "'", "").ok();
        asked("v2", "'name': 'b'", "")
                .refused(
                        422,
                        "Base64.transformation.zeng.dev \"a\" is invalid: metadata.name: Invalid value: \"b\": must match the foo"
                                + " name if specified");
        asked("v2", "'namespace': 'other'", "")
                .refused(
                        422,
                        "Base64.transformation.zeng.dev \"a\" is invalid: metadata.namespace: Invalid value: \"other\": must match"
                                + " the foo namespace if specified");
    }

    @Test
    void itTakesPostsAloneAndItsOwnKindOnly() {
        var path = api.path("v2", "a", "base64");
        assertThat(api.get(path).code()).isEqualTo(405);
        assertThat(api.put(path, "{}").code()).isEqualTo(405);
        assertThat(api.patch(path, Api.MERGE, "{}").code()).isEqualTo(405);
        assertThat(api.send("DELETE", path, Api.JSON, new byte[0], Api.JSON).code())
                .isEqualTo(405);

        assertThat(api.post(path, Api.v2("a", "nginx", "'msg': 'hi'")).code()).isEqualTo(400);
        assertThat(api.post(
                                api.path("v2", "b", "base64"),
                                "{'apiVersion': 'transformation.zeng.dev/v1beta1', 'kind': 'Base64'}")
                        .code())
                .isEqualTo(404);
    }
}
