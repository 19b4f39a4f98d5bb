package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that no well-behaved client sends: none is answered with a 500.
class ProtocolErrorTests extends ProtocolCase {
    private static final int LONGEST_HEAD = 1024 * 1024;
    private static final int LIMIT = 3 * 1024 * 1024;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "{]",
                "[",
                "{'a'}",
                "{'a':}",
                "{'a': 1,}",
                "{'a': 1 'b': 2}",
                "{'a': 01}",
                "{'a': +1}",
                "{'a': .5}",
                "{'a': 1e}",
                "{'a': NaN}",
                "{'a': tru}",
                "{'a': 'x}",
                "{'a': '\\x'}",
                "{'a': '\\u12'}",
                "{'a': '\n'}",
                "{} {}",
                "{}x",
                "nonsense",
                "\u0000",
                "// comment\n{}",
                "{a: 1}"
            })
    void malformedJsonIsABadRequest(String body) {
        var answer = admin().send(
                        "POST", cats(), Optional.of(ProtocolJson.quoted(body)), "Content-Type", "application/json");

        answer.refused(400, "BadRequest");
        assertThat(answer.textAt("/message")).isNotEmpty();
    }

    @Test
    void malformedJsonIsExplained() {
        admin().post(cats(), "nonsense")
                .refused(400, "BadRequest")
                .saying(
                        "the object provided is unrecognized (must be of type Cat): couldn't get version/kind; json"
                                + " parse error: ",
                        "(6e6f6e73656e7365)");
        admin().post(cats(), "{\"kind\"")
                .refused(400, "BadRequest")
                .saying("the object provided is unrecognized (must be of type Cat): ", "({\"kind\")");
    }

    @Test
    void anEmptyBodyIsABadRequest() {
        admin().send("POST", cats(), new byte[0], "Content-Type", "application/json")
                .refused(400, "BadRequest");
        createCat("tom");
        admin().send("PUT", cats("tom"), new byte[0], "Content-Type", "application/json")
                .refused(400, "BadRequest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "'text'",
                "12",
                "true",
                "{'kind': 5}",
                "{'apiVersion': []}",
                "{'apiVersion': 'a/b/c'}"
            })
    void aDocumentThatIsNoObjectOfAKindIsABadRequest(String body) {
        var answer = admin().post(cats(), json(body));

        assertThat(answer.code()).as(answer.text()).isIn(400, 422);
        assertThat(answer.at("/kind")).isEqualTo("Status");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'metadata': 5",
                "'metadata': []",
                "'metadata': {'name': 5}",
                "'metadata': {'name': 'tom', 'labels': 5}",
                "'metadata': {'name': 'tom', 'labels': {'a': 5}}",
                "'metadata': {'name': 'tom', 'labels': ['a']}",
                "'metadata': {'name': 'tom', 'annotations': {'a': {}}}",
                "'metadata': {'name': 'tom', 'finalizers': 'a'}",
                "'metadata': {'name': 'tom', 'finalizers': [5]}",
                "'metadata': {'name': 'tom', 'ownerReferences': {}}",
                "'metadata': {'name': 'tom', 'ownerReferences': [5]}",
                "'metadata': {'name': 'tom', 'managedFields': 5}",
                "'metadata': {'name': 'tom', 'managedFields': [5]}",
                "'metadata': {'name': 'tom', 'creationTimestamp': 'yesterday'}",
                "'metadata': {'name': 'tom', 'creationTimestamp': 5}",
                "'metadata': {'name': 'tom', 'generation': 'x'}",
                "'metadata': {'name': 'tom'}, 'spec': 5",
                "'metadata': {'name': 'tom'}, 'spec': []",
                "'metadata': {'name': 'tom'}, 'spec': {'name': 5}",
                "'metadata': {'name': 'tom'}, 'spec': {'name': 'x', 'lives': 'nine'}",
                "'metadata': {'name': 'tom'}, 'spec': {'name': 'x', 'lives': 1.5}",
                "'metadata': {'name': 'tom'}, 'spec': {'name': 'x', 'likes': 'fish'}",
                "'metadata': {'name': 'tom'}, 'spec': {'name': 'x', 'likes': [{}]}",
                "'metadata': {'name': 'tom'}, 'spec': {'name': 'x', 'traits': []}",
                "'metadata': {'name': 'tom'}, 'spec': {'name': 'x', 'traits': {'a': 1}}"
            })
    void aMemberOfTheWrongTypeIsABadRequest(String members) {
        var body = json("{'apiVersion': 'animal.skai.io/v1alpha1', 'kind': 'Cat', " + members + "}");

        admin().post(cats(), body)
                .refused(400, "BadRequest")
                .saying("Cat in version \"v1alpha1\" cannot be handled as a Cat: ");
        var patch = admin().apply(cats("tom") + "?fieldManager=me", body);
        assertThat(patch.code()).as(patch.text()).isIn(400, 422);
        admin().get(cats("tom")).is(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'metadata': 5}",
                "{'metadata': {'labels': 5}}",
                "{'metadata': {'labels': {'a': 5}}}",
                "{'metadata': {'finalizers': 'a'}}",
                "{'spec': 5}",
                "{'spec': {'lives': 'nine'}}",
                "{'spec': {'likes': {}}}",
                "{'metadata': {'managedFields': 5}}",
                "{'metadata': {'managedFields': [{'fieldsV1': 5}]}}"
            })
    void aPatchToTheWrongTypeIsRefused(String patch) {
        var tom = createCat("tom");

        for (String type : List.of("application/merge-patch+json", "application/strategic-merge-patch+json")) {
            var answer = admin().patch(cats("tom"), type, patch);
            assertThat(answer.code()).as(answer.text()).isIn(400, 422);
            assertThat(answer.at("/kind")).isEqualTo("Status");
        }
        assertThat(admin().get(cats("tom")).json()).isEqualTo(tom.json());
    }

    @Test
    void managedFieldsThatMakeNoSenseAreIgnored() {
        var tom = createCat("tom");

        var answer =
                admin().merge(cats("tom"), "{'metadata': {'managedFields': [{'manager': 'x', 'operation': 'Nope'}]}}");

        assertThat(answer.ok().json()).isEqualTo(tom.json());
    }

    @Test
    void aDeeplyNestedBodyIsRefused() {
        var deep = "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000);
        admin().post(cats(), deep).refused(400, "BadRequest");
        var list = "[".repeat(100_000);
        admin().post(cats(), list).refused(400, "BadRequest");
        createCat("tom");
        admin().merge(cats("tom"), deep).refused(400, "BadRequest");
        var yaml = admin().apply(cats("kitty") + "?fieldManager=me", list);
        assertThat(yaml.code()).as(yaml.text()).isEqualTo(400);
    }

    @Test
    void textThatIsNoUtf8DoesNoHarm() {
        var bytes = cat("tom", "'mood': '????'").replace("????", "\u00ff\u00fe").getBytes(StandardCharsets.ISO_8859_1);

        var answer = admin().send("POST", cats(), bytes, "Content-Type", "application/json");

        assertThat(answer.code()).isIn(201, 400);
    }

    @Test
    void anUnknownMediaTypeIsRefused() {
        admin().post(cats(), cat("tom"), "Content-Type", "text/plain")
                .refused(415, "UnsupportedMediaType")
                .saying(
                        "the body of the request was in an unknown format - accepted media types include: ",
                        "application/json",
                        "application/yaml");
        createCat("tom");
        admin().put(cats("tom"), cat("tom"), "Content-Type", "application/xml").refused(415, "UnsupportedMediaType");
    }

    @Test
    void aBodyOverThreeMebibytesIsTooLarge() {
        admin().post(cats(), cat("tom", "'mood': '" + "x".repeat(LIMIT) + "'"))
                .refused(413, "RequestEntityTooLarge")
                .saying("limit is 3145728");
        createCat("tom");
        admin().merge(cats("tom"), "{'spec': {'mood': '" + "x".repeat(LIMIT) + "'}}")
                .refused(413, "RequestEntityTooLarge");
    }

    @Test
    void aBodyOfTenMebibytesIsRefusedOnBothProtocols() {
        var body = cat("tom", "'mood': '" + "x".repeat(10 * 1024 * 1024) + "'");

        admin().post(cats(), body).refused(413, "RequestEntityTooLarge");
        try (var client = server().adminOnHttp1()) {
            client.post(cats(), body).refused(413, "RequestEntityTooLarge");
        }
    }

    @Test
    void aBodyJustUnderTheLimitIsTaken() {
        var body = cat("tom", "'mood': 'fine'") + " ".repeat(LIMIT - 1000);

        admin().post(cats(), body).created();

        assertThat(admin().get(cats("tom")).ok().textAt("/spec/mood")).isEqualTo("fine");
    }

    @Test
    void anObjectOfMoreThanAMebibyteAndAHalfIsRefusedAndOneOfLessIsKept() {
        var most = 1536 * 1024;

        admin().post(cats(), cat("tom", "'mood': '" + "x".repeat(most) + "'"))
                .refused(413, "RequestEntityTooLarge")
                .saying("the limit is " + most);
        admin().post(cats(), cat("tom", "'mood': '" + "x".repeat(most - 2000) + "'"))
                .created();

        assertThat(admin().get(cats("tom")).ok().textAt("/spec/mood")).hasSize(most - 2000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS", "TRACE", "PROPFIND", "FOO"})
    void anotherMethodIsNotAllowed(String method) {
        createCat("tom");

        for (String path : List.of(cats(), cats("tom")))
            admin().send(method, path, new byte[0]).is(405);
    }

    @Test
    void anUnknownResourceIsAStatus() {
        for (String path : List.of(ANIMALS + "/dogs", ANIMALS + "/namespaces/" + namespace + "/dogs/rex")) {
            admin().get(path).refused(404, "NotFound", "the server could not find the requested resource");
            admin().delete(path).refused(404, "NotFound");
        }
    }

    @Test
    void aCollectionWithATrailingSlashHasNoName() {
        admin().get(cats() + "/").refused(400, "BadRequest", "name must be provided");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/apis//animal.skai.io/v1alpha1/cats", "//apis/animal.skai.io/v1alpha1/cats"})
    void aDoubledSlashReachesNothing(String path) {
        assertThat(admin().get(path).code()).isIn(301, 404);
    }

    @Test
    void aDoubledSlashDoesNotReachAnObject() {
        createCat("tom");

        assertThat(admin().get(cats() + "//tom").code()).isIn(301, 400, 404);
        assertThat(admin().get(cats("tom") + "/").code()).isIn(301, 400, 404);
        assertThat(admin().delete(cats() + "//tom").code()).isIn(301, 400, 404, 405);
        admin().get(cats("tom")).ok();
    }

    @Test
    void namesArePercentDecodedOnce() {
        createCat("tom");

        assertThat(admin().get(cats("%74om")).ok().at("/metadata/name")).isEqualTo("tom");
        assertThat(admin().get(cats("%2574om")).code()).isIn(400, 404);
        assertThat(admin().get(cats("..%2Ftom")).code()).isIn(400, 404);
        assertThat(admin().get(cats("a%2Fb")).code()).isIn(400, 404);
        assertThat(admin().get(cats("%00")).code()).isIn(400, 404);
        assertThat(admin().get(cats("%C3%A9")).code()).isIn(400, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/apis/%zz", "/apis/%", "/apis/%4"})
    void aBadEscapeIsABadRequest(String path) {
        var answer = ProtocolWire.exchange(server(), "GET " + path + " HTTP/1.1\r\n");

        assertThat(ProtocolWire.code(answer)).isEqualTo(400);
        assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("content-type: text/plain");
    }

    @Test
    void aBadEscapeInTheQueryDoesNoHarm() {
        var answer = ProtocolWire.exchange(server(), "GET " + cats() + "?labelSelector=%zz HTTP/1.1\r\n");

        assertThat(ProtocolWire.code(answer)).isIn(200, 400);
    }

    @Test
    void anOverlongHeaderIsRefused() {
        var answer = ProtocolWire.exchange(
                server(), "GET /healthz HTTP/1.1\r\nX-Long: " + "x".repeat(LONGEST_HEAD) + "\r\n");

        assertThat(ProtocolWire.code(answer)).isEqualTo(431);
    }

    @Test
    void theConnectionServesOnAfterEveryError() {
        for (int i = 0; i < 5; i++) {
            admin().get(cats("nope")).is(404);
            admin().post(cats(), "{").is(400);
            admin().send("OPTIONS", cats(), new byte[0]).is(405);
        }
        admin().get(cats()).ok();
    }

    @Test
    void aStatusIsInTheMediaTypeAskedFor() {
        var yaml = admin().get(cats("nope"), "Accept", "application/yaml");

        assertThat(yaml.header("Content-Type")).isEqualTo("application/yaml");
        yaml.refused(404, "NotFound", "cats.animal.skai.io \"nope\" not found");
    }
}
