package dev.outrigger.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.cache.Root;
import dev.outrigger.cel.CelRules;
import dev.outrigger.meta.Caller;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Authenticator;
import dev.outrigger.pipeline.BuiltinAuthorizers;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.pipeline.Pipeline;
import dev.outrigger.pipeline.Query;
import dev.outrigger.rest.ApiServer;
import dev.outrigger.rest.TimeLimits;
import dev.outrigger.store.MemoryStore;
import dev.outrigger.store.Store;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Writes through a server that has not heard yet what another one wrote: all that clients are told is as if it had.
class LaggingCacheTests {
    private static final String CATS = ProtocolCase.ANIMALS + "/namespaces/default/cats";
    private static final String TOM = CATS + "/tom";
    private static final String MERGE = "application/merge-patch+json";
    private static final String APPLY = "application/apply-patch+yaml";

    private final MemoryStore store = new MemoryStore();
    private final LaggingStore lag = new LaggingStore(store);
    private final ApiServer other = server(store);
    private final ApiServer lagging = server(lag);

    /// An answer's code and object.
    private record Answer(int code, Value.Struct object) {
        String at(String pointer) {
            return ProtocolAnswer.find(object, pointer)
                    .map(ProtocolJson::text)
                    .orElse("")
                    .replace("\"", "");
        }

        String version() {
            return at("/metadata/resourceVersion");
        }

        Answer is(int expected) {
            assertThat(code).as(ProtocolJson.text(object)).isEqualTo(expected);
            return this;
        }
    }

    private static ApiServer server(Store store) {
        return new ApiServer(
                ProtocolTypes.server().types(),
                CelRules::of,
                Root.of(store),
                new Pipeline(List.of(LaggingCacheTests::everybody), List.of(BuiltinAuthorizers.masters())),
                "test",
                TimeLimits.USUAL);
    }

    private static Authenticator.Outcome everybody(ApiRequest request) {
        return new Authenticator.Outcome.Identified(new Caller("admin", "", List.of(Caller.MASTERS), Map.of()));
    }

    private static Answer ask(ApiServer server, String method, String path, String query, String type, String body) {
        var peer = new ApiRequest.Peer("127.0.0.1", List.of());
        var content = new ApiRequest.Body.Bytes(ProtocolJson.quoted(body).getBytes(UTF_8));
        var request = new ApiRequest(method, path, Query.parse(query), Headers.of("Content-Type", type), content, peer);
        var whole = new ByteArrayOutputStream();
        if (server.handle(request) instanceof ApiResponse.Body(var status, var headers, var parts)) {
            parts.forEach(whole::writeBytes);
            return new Answer(status, (Value.Struct) ProtocolJson.parseExactly(whole.toString(UTF_8)));
        }
        throw new AssertionError("an answer without an end");
    }

    private static Answer get(ApiServer server, String path, String query) {
        return ask(server, "GET", path, query, "application/json", "");
    }

    private static Answer post(ApiServer server, String object) {
        return ask(server, "POST", CATS, "", "application/json", object).is(201);
    }

    private static Answer put(ApiServer server, String object) {
        return ask(server, "PUT", TOM, "", "application/json", object);
    }

    private static Answer merge(ApiServer server, String patch) {
        return ask(server, "PATCH", TOM, "", MERGE, patch);
    }

    private static Answer delete(ApiServer server) {
        return ask(server, "DELETE", TOM, "", "application/json", "");
    }

    private static String tom(String version, String lives) {
        return ProtocolCase.labelled("tom", "'resourceVersion': '" + version + "'")
                .replace("\"spec\": {", "\"spec\": {\"lives\": " + lives + ", ");
    }

    private Answer first;

    /// The lagging server knows the first Tom, and will not hear of the next on its own.
    @BeforeEach
    void aCatThatBothKnow() {
        for (ApiServer server : List.of(other, lagging))
            RunningServer.awaitReady(server::ready, Duration.ofSeconds(10));
        first = post(other, ProtocolCase.cat("tom", "'lives': 9"));
        get(lagging, TOM, "").is(200);
        lag.asked.set(0);
    }

    @AfterEach
    void close() {
        lagging.close();
        other.close();
        store.close();
    }

    private void assertLagging() {
        assertThat(get(lagging, TOM, "resourceVersion=0").is(200).version()).isEqualTo(first.version());
    }

    @Test
    void aWriteAsksForNoRevisionWhereTheStateAtHandIsTheMostRecent() {
        var put = put(lagging, tom(first.version(), "8")).is(200);
        assertThat(lag.asked).hasValue(0);
        assertThat(get(other, TOM, "").version()).isEqualTo(put.version());
    }

    @Test
    void aPutOfTheMostRecentVersionIsTakenAndOneOfAnOldVersionIsNot() {
        var second = merge(other, "{'spec': {'lives': 8}}").is(200);
        assertLagging();
        var conflict = put(lagging, tom(first.version(), "1")).is(409);
        assertThat(conflict.at("/reason")).isEqualTo("Conflict");
        assertThat(conflict.at("/message")).contains("now " + second.version());
        put(lagging, tom(second.version(), "7")).is(200);
        assertThat(get(other, TOM, "").at("/spec/lives")).isEqualTo("7");
    }

    @Test
    void aPutOfAVersionThatHasNotArrivedYetIsTaken() {
        var second = merge(other, "{'spec': {'lives': 8}}").is(200);
        assertLagging();
        assertThat(put(lagging, tom(second.version(), "7")).is(200).at("/spec/lives"))
                .isEqualTo("7");
    }

    @Test
    void aPatchIsMadeOfTheMostRecentObject() {
        merge(other, "{'metadata': {'labels': {'a': 'b'}}}").is(200);
        assertLagging();
        var patched = merge(lagging, "{'metadata': {'labels': {'c': 'd'}}}").is(200);
        assertThat(patched.at("/metadata/labels")).isEqualTo("{a:b,c:d}");
    }

    @Test
    void whatChangesNothingInTheStateAtHandIsWrittenWhereItChangesTheMostRecent() {
        merge(other, "{'spec': {'lives': 8}}").is(200);
        assertLagging();
        merge(lagging, "{'spec': {'lives': 9}}").is(200);
        assertThat(get(other, TOM, "").at("/spec/lives")).isEqualTo("9");
    }

    @Test
    void whatChangesNothingInTheMostRecentStateIsToldItsVersion() {
        var second = merge(other, "{'spec': {'lives': 8}}").is(200);
        assertLagging();
        assertThat(merge(lagging, "{'spec': {'lives': 8}}").is(200).version()).isEqualTo(second.version());
        assertThat(merge(lagging, "{'spec': {'lives': 8}}").is(200).version()).isEqualTo(second.version());
    }

    @Test
    void anObjectThatIsGoneIsNotFound() {
        delete(other).is(200);
        assertLagging();
        merge(lagging, "{'spec': {'lives': 8}}").is(404);
    }

    @Test
    void nothingChangedInAnObjectThatIsGoneIsNotFoundEither() {
        delete(other).is(200);
        assertLagging();
        merge(lagging, "{'spec': {'lives': 9}}").is(404);
    }

    @Test
    void anObjectThatTheServerHasNotHeardOfIsChanged() {
        delete(other).is(200);
        get(lagging, TOM, "").is(404);
        post(other, ProtocolCase.cat("tom", "'lives': 3"));
        get(lagging, TOM, "resourceVersion=0").is(404);
        assertThat(merge(lagging, "{'spec': {'mood': 'good'}}").is(200).at("/spec/lives"))
                .isEqualTo("3");
    }

    @Test
    void anAppliedObjectThatTheServerHasNotHeardOfIsNotMadeAnew() {
        delete(other).is(200);
        get(lagging, TOM, "").is(404);
        var second = post(other, ProtocolCase.cat("tom", "'lives': 3"));
        get(lagging, TOM, "resourceVersion=0").is(404);
        var configuration = "{'apiVersion': 'animal.skai.io/v1alpha1', 'kind': 'Cat', 'metadata': {'name': 'tom'},"
                + " 'spec': {'mood': 'good'}}";
        var applied = ask(lagging, "PATCH", TOM, "fieldManager=a", APPLY, configuration)
                .is(200);
        assertThat(applied.at("/metadata/uid")).isEqualTo(second.at("/metadata/uid"));
        assertThat(applied.at("/spec/lives")).isEqualTo("3");
    }

    @Test
    void aConflictOfOwnersIsToldOfTheMostRecentOwnersAlone() {
        var mine = "{'apiVersion': 'animal.skai.io/v1alpha1', 'kind': 'Cat', 'metadata': {'name': 'tom'},"
                + " 'spec': {'mood': '%s'}}";
        ask(other, "PATCH", TOM, "fieldManager=b", APPLY, mine.formatted("bad")).is(200);
        ask(lagging, "PATCH", TOM, "fieldManager=a", APPLY, mine.formatted("good"))
                .is(409);
        merge(other, "{'spec': {'mood': null}}").is(200);
        ask(lagging, "PATCH", TOM, "fieldManager=a", APPLY, mine.formatted("good"))
                .is(200);
    }

    @Test
    void anObjectThatWasMadeAnewIsAnother() {
        var uid = first.at("/metadata/uid");
        delete(other).is(200);
        var second = post(other, ProtocolCase.cat("tom", "'lives': 3"));
        assertLagging();
        var old = ProtocolCase.labelled("tom", "'uid': '" + uid + "', 'resourceVersion': '" + second.version() + "'");
        put(lagging, old).is(409);
        assertThat(merge(lagging, "{'spec': {'mood': 'good'}}").is(200).at("/metadata/uid"))
                .isEqualTo(second.at("/metadata/uid"));
    }

    @Test
    void aPatchThatFailsOnTheStateAtHandIsMadeOnTheMostRecent() {
        merge(other, "{'spec': {'lives': 8}}").is(200);
        assertLagging();
        var patch = "[{'op': 'test', 'path': '/spec/lives', 'value': %s},"
                + " {'op': 'replace', 'path': '/spec/lives', 'value': 7}]";
        ask(lagging, "PATCH", TOM, "", "application/json-patch+json", patch.formatted("8"))
                .is(200);
        merge(other, "{'spec': {'lives': 6}}").is(200);
        ask(lagging, "PATCH", TOM, "", "application/json-patch+json", patch.formatted("7"))
                .is(422);
    }

    @Test
    void whatWouldBeTooLargeOfTheStateAtHandIsStoredWhereTheMostRecentIsSmall() {
        var large = "x".repeat(1_000_000);
        first = merge(lagging, "{'spec': {'traits': {'a': '" + large + "'}}}").is(200);
        get(lagging, TOM, "").is(200);
        merge(other, "{'spec': {'traits': {'a': null}}}").is(200);
        assertLagging();
        merge(lagging, "{'spec': {'traits': {'b': '" + large + "'}}}").is(200);
        merge(lagging, "{'spec': {'traits': {'c': '" + large + "'}}}").is(413);
    }

    @Test
    void aDryRunIsOfTheMostRecentObject() {
        merge(other, "{'metadata': {'labels': {'a': 'b'}}}").is(200);
        assertLagging();
        var rehearsed = ask(lagging, "PATCH", TOM, "dryRun=All", MERGE, "{'spec': {'lives': 1}}")
                .is(200);
        assertThat(rehearsed.at("/metadata/labels/a")).isEqualTo("b");
    }

    @Test
    void theLastFinalizerRemovesWhatWasDeletedMeanwhile() {
        first = merge(lagging, "{'metadata': {'finalizers': ['example.com/a']}}")
                .is(200);
        get(lagging, TOM, "").is(200);
        delete(other).is(200);
        assertLagging();
        merge(lagging, "{'metadata': {'finalizers': null}}").is(200);
        get(other, TOM, "").is(404);
        get(lagging, TOM, "").is(404);
    }

    @Test
    void aDeletionIsOfTheMostRecentObject() {
        var second =
                merge(other, "{'metadata': {'finalizers': ['example.com/a']}}").is(200);
        assertLagging();
        assertThat(delete(lagging).is(200).at("/metadata/uid")).isEqualTo(second.at("/metadata/uid"));
        assertThat(get(other, TOM, "").is(200).at("/metadata/deletionTimestamp"))
                .isNotEmpty();
    }
}
