package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A subresource that does something and stores nothing.
class ActionTests extends HerdCase {
    private final String encode = herds + "/a/encode";

    private ProtocolAnswer ann() {
        return herd("'shepherd': 'ann'");
    }

    private static String encoding(String metadata, String spec) {
        return ProtocolCase.object("encoding.example.com/v1beta1", "Encoding", metadata, spec);
    }

    private static String decoded(ProtocolAnswer answer) {
        return new String(Base64.getDecoder().decode(answer.textAt("/status/output")), StandardCharsets.UTF_8);
    }

    @Test
    void itAnswersInItsOwnKindAndStoresNothing() {
        var herd = ann();
        var answer = admin().post(encode, encoding("", "'field': 'x'")).created();
        assertThat(answer.textAt("/apiVersion")).isEqualTo("encoding.example.com/v1beta1");
        assertThat(answer.textAt("/kind")).isEqualTo("Encoding");
        assertThat(answer.textAt("/metadata/name")).isEqualTo("a");
        assertThat(answer.textAt("/metadata/namespace")).isEqualTo(namespace);
        assertThat(answer.has("/metadata/creationTimestamp")).isTrue();
        assertThat(answer.textAt("/spec/field")).isEqualTo("x");
        assertThat(decoded(answer)).isEqualTo("farm.example.com/v1 ann false kubernetes-admin");
        assertThat(admin().get(herds + "/a").resourceVersion()).isEqualTo(herd.resourceVersion());
    }

    @Test
    void itKnowsTheVersionAndTheDryRun() {
        ann();
        var answer = admin().post(encode.replace("/v1/", "/v1alpha1/") + "?dryRun=All", encoding("", ""));
        assertThat(decoded(answer.created())).startsWith("farm.example.com/v1alpha1 ann true");
    }

    @Test
    void aNameAndANamespaceInTheBodyMustBeThePaths() {
        ann();
        admin().post(encode, encoding("'name': 'a', 'namespace': '" + namespace + "'", ""))
                .created();
        admin().post(encode, encoding("'name': 'b'", ""))
                .refused(
                        422,
                        "Invalid",
                        "Encoding.encoding.example.com \"a\" is invalid: metadata.name: Invalid value: \"b\": must match"
                                + " the herd name if specified")
                .cause(
                        "FieldValueInvalid",
                        "Invalid value: \"b\": must match the herd name if specified",
                        "metadata.name");
        admin().post(encode, encoding("'namespace': 'elsewhere'", ""))
                .refused(422, "Invalid")
                .cause(
                        "FieldValueInvalid",
                        "Invalid value: \"elsewhere\": must match the herd namespace if specified",
                        "metadata.namespace");
    }

    @Test
    void ofWhatIsMissingNothingIsDone() {
        admin().post(encode, encoding("", "")).refused(404, "NotFound", "herds.farm.example.com \"a\" not found");
    }

    @Test
    void itsAuthorMayRefuse() {
        ann();
        admin().post(encode, encoding("", "'field': 'secret'"))
                .refused(400, "BadRequest", "undefined field path secret");
        admin().post(encode, encoding("", "'lines': 7"))
                .refused(
                        422,
                        "Invalid",
                        "Encoding.encoding.example.com \"a\" is invalid: spec.lines: Invalid value: 7: is odd")
                .cause("FieldValueInvalid", "Invalid value: 7: is odd", "spec.lines");
    }

    @Test
    void aBodyIsHeldToItsKind() {
        ann();
        admin().post(encode, SubresourceTypes.herd("v1", "a"))
                .refused(400, "BadRequest")
                .saying("Herd in version \"v1\" cannot be handled as a Encoding");
        admin().post(encode, encoding("", "'lines': 'x'")).refused(400, "BadRequest");
        admin().post(encode, encoding("", "'lines': 1000"))
                .refused(422, "Invalid")
                .saying("spec.lines: Invalid value: 1000");
        admin().post(encode + "?fieldValidation=Strict", encoding("", "'nope': 1"))
                .refused(400, "BadRequest")
                .saying("unknown field \"spec.nope\"");
        assertThat(admin().post(encode, encoding("", "'nope': 1")).created().warnings())
                .containsExactly("299 - \"unknown field \\\"spec.nope\\\"\"");
        admin().send("POST", encode, Optional.of("x"), "Content-Type", "text/plain")
                .refused(415, "UnsupportedMediaType");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/yaml", "application/cbor", "application/json"})
    void everyMediaTypeIsSpoken(String mediaType) {
        ann();
        var yaml = "{apiVersion: encoding.example.com/v1beta1, kind: Encoding}";
        var answer = admin().send(
                        "POST", encode, Optional.of(yaml), "Content-Type", "application/yaml", "Accept", mediaType);
        assertThat(answer.created().header("Content-Type")).isEqualTo(mediaType);
        assertThat(answer.textAt("/kind")).isEqualTo("Encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE"})
    void otherMethodsAreNotAllowed(String method) {
        ann();
        admin().send(method, encode, Optional.of("{}"), "Content-Type", "application/json")
                .refused(405, "MethodNotAllowed");
    }
}
