package dev.outrigger.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.cache.Root;
import dev.outrigger.cel.CelRules;
import dev.outrigger.meta.Caller;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Authenticator;
import dev.outrigger.pipeline.Authorizer;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.pipeline.Pipeline;
import dev.outrigger.pipeline.Query;
import dev.outrigger.rest.ApiServer;
import dev.outrigger.rest.TimeLimits;
import dev.outrigger.store.MemoryStore;
import dev.outrigger.store.Write;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is in the store and is no object: the others are served, and it can be got rid of (KEP-3926).
class UnreadableObjectTests {
    private static final String CATS = ProtocolCase.ANIMALS + "/namespaces/n/cats";
    private static final String OPTION = "ignoreStoreReadErrorWithClusterBreakingPotential";
    private static final String GOOD =
            ProtocolCase.object("animal.skai.io/v1alpha1", "Cat", "'name': 'good', 'namespace': 'n'", "'name': 'Good'");

    private static String keys(String prefix) {
        return prefix + "/animal.skai.io/cats/n/";
    }

    private static void plant(Root root) {
        put(root, "good", GOOD);
        put(root, "bad", "{\"apiVersion\":");
        put(root, "worse", "[]");
    }

    private static void put(Root root, String name, String value) {
        root.store().write(new Write.Create(keys(root.prefix()) + name, value.getBytes(UTF_8)));
    }

    /// The storage, with something in it.
    private static Options.Storage planted(Options.Storage storage, Path folder) {
        if (storage instanceof Options.Storage.Memory) {
            var memory = new MemoryStore();
            plant(Root.of(memory));
            return new Options.Storage.Own(_ -> memory);
        }
        var options = Options.inMemory(folder.resolve("data")).with(storage);
        try (var stores = new Stores(options, List::of)) {
            plant(stores.root(storage));
        }
        return storage;
    }

    static List<Options.Storage> everyStorage() {
        return ProtocolCase.everyStorage();
    }

    @ParameterizedTest
    @MethodSource("everyStorage")
    void whatCannotBeReadIsInNobodysWayAndCanBeRemoved(Options.Storage storage, @TempDir Path folder) {
        try (var server = ProtocolServer.start(folder, planted(storage, folder))) {
            var admin = server.admin();
            theOthersAreServed(admin);
            whoAsksForItIsTold(admin);
            var since = admin.get(CATS + "/tom").resourceVersion();
            try (var events = admin.watch(CATS + "?watch=true&resourceVersion=" + since)) {
                itIsRemovedOnRequest(admin);
                assertThat(events.next().told()).isEqualTo("MODIFIED good");
                var ended = events.next();
                assertThat(ended.type()).isEqualTo("ERROR");
                assertThat(ended.at("/reason")).isEqualTo("StorageReadError");
                assertThat(ended.at("/code")).isEqualTo(500L);
                events.ended();
            }
            assertThat(admin.get(CATS).ok().names()).containsExactly("good", "tom");
        }
    }

    private static void theOthersAreServed(ProtocolClient admin) {
        admin.get(CATS + "/good").ok();
        admin.merge(CATS + "/good", "{'metadata': {'labels': {'a': 'b'}}}").ok();
        admin.post(CATS, GOOD.replace("good", "tom")).created();
        assertThat(admin.get(CATS + "?fieldSelector=metadata.name=good").ok().names())
                .containsExactly("good");
        admin.get(ProtocolCase.ANIMALS + "/namespaces/other/cats").ok();
    }

    private static void whoAsksForItIsTold(ProtocolClient admin) {
        admin.get(CATS + "/bad").refused(500, "InternalError").saying("/cats/n/bad is no object: ");
        admin.merge(CATS + "/bad", "{'spec': {'name': 'x'}}").refused(500, "InternalError");
        admin.delete(CATS + "/bad").refused(500, "InternalError");
        admin.post(CATS, GOOD.replace("good", "bad")).refused(409, "AlreadyExists");
        for (String all :
                List.of(CATS, CATS + "?labelSelector=a=b", CATS + "?limit=2&fieldSelector=metadata.name!=x")) {
            var refused = admin.get(all)
                    .refused(
                            500, "StorageReadError", "failed to read one or more cats.animal.skai.io from the storage");
            assertThat(refused.textAt("/details/name")).isEqualTo("list");
            assertThat(refused.textAt("/details/group")).isEqualTo("animal.skai.io");
            assertThat(refused.textAt("/details/kind")).isEqualTo("cats");
            assertThat(refused.textAt("/details/causes/0/reason")).isEqualTo("UnexpectedServerResponse");
            assertThat(refused.textAt("/details/causes/0/field")).endsWith("/cats/n/bad");
            assertThat(refused.textAt("/details/causes/0/message"))
                    .startsWith("StorageError: corrupt object, Code: 7, Key: ")
                    .contains("/cats/n/bad, ResourceVersion: 0, AdditionalErrorMsg: object not decodable revision=");
        }
        assertThat(admin.get(CATS).listAt("/details/causes")).hasSize(2);
        admin.delete(CATS).refused(500, "StorageReadError");
        try (var events = admin.watch(CATS + "?watch=true&fieldSelector=metadata.name=worse")) {
            assertThat(events.next().type()).isEqualTo("ERROR");
            events.ended();
        }
    }

    private static void itIsRemovedOnRequest(ProtocolClient admin) {
        var only =
                "Invalid value: true: is exclusively used to delete corrupt object(s), try again by removing this option";
        for (String name : List.of("good", "missing")) {
            admin.delete(CATS + "/" + name + "?" + OPTION + "=true")
                    .refused(
                            422, "Invalid", "cats.animal.skai.io \"" + name + "\" is invalid: " + OPTION + ": " + only);
        }
        admin.delete(CATS + "?" + OPTION + "=true")
                .refused(422, "Invalid")
                .saying("is not allowed with DELETECOLLECTION, try again after removing the option");
        admin.merge(CATS + "/good", "{'metadata': {'labels': {'a': 'c'}}}").ok();
        var gone = admin.deleteWith(CATS + "/bad", "{'" + OPTION + "': true}").ok();
        assertThat(gone.textAt("/status")).isEqualTo("Success");
        assertThat(gone.textAt("/details")).isEqualTo("{name=bad, kind=Cat}");
        admin.get(CATS + "/bad").refused(404, "NotFound");
        admin.delete(CATS + "/worse?" + OPTION + "=true").ok();
    }

    @Test
    void nothingElseCanBeAskedOfWhatCannotBeRead(@TempDir Path folder) {
        var others = Map.of(
                "dryRun", "['All']",
                "propagationPolicy", "'Background'",
                "orphanDependents", "false",
                "gracePeriodSeconds", "0",
                "preconditions", "{}");
        try (var server = ProtocolServer.start(folder, planted(new Options.Storage.Memory(), folder))) {
            others.forEach((name, value) -> server.admin()
                    .deleteWith(CATS + "/bad", "{'" + OPTION + "': true, '" + name + "': " + value + "}")
                    .refused(
                            422,
                            "Invalid",
                            "DeleteOptions.meta.k8s.io \"\" is invalid: " + OPTION
                                    + ": Invalid value: true: cannot be set together with ." + name));
            server.admin().get(CATS + "/bad").refused(500, "InternalError");
        }
    }

    @Test
    void itTakesARightOfItsOwn() throws Exception {
        Authorizer noUnsafe = call -> call.info().verb().equals("unsafe-delete-ignore-read-errors")
                ? Authorizer.Decision.NO_OPINION
                : Authorizer.Decision.ALLOW;
        Authenticator somebody =
                _ -> new Authenticator.Outcome.Identified(new Caller("somebody", "", List.of(), Map.of()));
        var memory = Root.of(new MemoryStore());
        plant(memory);
        var pipeline = new Pipeline(List.of(somebody), List.of(noUnsafe));
        var types = ProtocolTypes.server().types();
        try (var server = new ApiServer(types, CelRules::of, memory, pipeline, "rights", TimeLimits.USUAL)) {
            RunningServer.awaitReady(server::ready, Duration.ofSeconds(10));
            assertThat(delete(server, OPTION + "=true").status()).isEqualTo(403);
            assertThat(delete(server, "").status()).isEqualTo(500);
        }
    }

    private static ApiResponse delete(ApiServer server, String query) {
        return server.handle(new ApiRequest(
                "DELETE",
                CATS + "/bad",
                Query.parse(query),
                Headers.NONE,
                ApiRequest.Body.NONE,
                new ApiRequest.Peer("127.0.0.1", List.of())));
    }
}
