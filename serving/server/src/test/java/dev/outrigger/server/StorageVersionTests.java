package dev.outrigger.server;

import static dev.outrigger.server.VersionTypes.path;
import static dev.outrigger.server.VersionTypes.v1;
import static dev.outrigger.server.VersionTypes.v2;
import static dev.outrigger.server.VersionTypes.v3;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.store.Entry;
import dev.outrigger.store.Store;
import dev.outrigger.store.Write;
import dev.outrigger.store.sql.SqliteStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was stored in one version and is served by a program that writes another, and its migration.
class StorageVersionTests {
    private static final String KEYS = "/registry/hello.example/foos/";

    @TempDir
    Path folder;

    private ProtocolServer storingAs(String version) {
        return ProtocolServer.start(folder, VersionTypes.storedAs(version));
    }

    private void inTheFile(Consumer<Store> step) {
        try (var store = SqliteStore.open(folder.resolve("data").resolve("objects.db"))) {
            step.accept(store);
        }
    }

    private List<String> storedVersions() {
        var versions = new java.util.ArrayList<String>();
        inTheFile(store -> {
            for (Entry entry :
                    store.list(Store.Range.all(KEYS), Store.ReadAt.latest()).entries()) {
                var object =
                        (dev.outrigger.meta.Value.Struct) ProtocolJson.parseExactly(new String(entry.value(), UTF_8));
                versions.add(object.text("apiVersion").orElseThrow().replace("hello.example/", ""));
            }
        });
        return versions;
    }

    private void put(String name, String json) {
        var placed = json.replace("\"name\":", "\"namespace\": \"n\", \"name\":");
        inTheFile(store -> store.write(new Write.Create(KEYS + "n/" + name, placed.getBytes(UTF_8))));
    }

    /// What the command prints, on standard output and then on standard error.
    private String migrate(String version) throws InterruptedException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        boolean all = new MigrateCommand(
                        VersionTypes.storedAs(version), new PrintStream(out, true), new PrintStream(err, true))
                .run(Options.inMemory(folder.resolve("data")).with(new Options.Storage.Sqlite()));
        assertThat(all).isEqualTo(err.size() == 0);
        return out.toString(UTF_8) + err.toString(UTF_8);
    }

    @Test
    void oldObjectsAreServedInEveryVersionAndWrittenInTheNewOneWhenTheyChange() {
        try (var server = storingAs("v1")) {
            for (String name : List.of("a", "b", "c")) {
                server.admin()
                        .post(path("v1", ""), v1(name, "'msg': 'hi', 'level': 'low'"))
                        .created();
            }
            server.admin()
                    .merge(path("v2", "a") + "/status", "{'status': {'phase': 'Ready'}}")
                    .ok();
        }
        assertThat(storedVersions()).containsExactly("v1", "v1", "v1");
        try (var server = storingAs("v3alpha1")) {
            var admin = server.admin();
            assertThat(admin.get(path("v3alpha1", "")).ok().textAt("/items/1/says/in"))
                    .isEqualTo("busybox:1.36");
            assertThat(admin.get(path("v1", "")).ok().textAt("/items/1/spec/level"))
                    .isEqualTo("low");
            assertThat(admin.get(path("v2", "") + "?fieldSelector=spec.config.msg=hi")
                            .ok()
                            .names())
                    .containsExactly("a", "b", "c");
            try (var events = admin.watch(path("v2", "") + "?watch=true")) {
                events.expect("ADDED a", "ADDED b", "ADDED c");
                admin.merge(path("v1", "b"), "{'spec': {'msg': 'ho'}}").ok();
                assertThat(events.next().at("/spec/config/msg")).isEqualTo("ho");
                // As upstream: a write that changes nothing but the form is one.
                var same = admin.get(path("v2", "c")).ok();
                var written = admin.put(path("v2", "c"), ProtocolJson.text(same.json()))
                        .ok();
                assertThat(written.revision()).isGreaterThan(same.revision());
                events.expect("MODIFIED c");
                admin.put(path("v2", "c"), ProtocolJson.text(written.json())).ok();
                admin.delete(path("v3alpha1", "b")).ok();
                events.expect("DELETED b");
            }
        }
        assertThat(storedVersions()).containsExactly("v1", "v3alpha1");
    }

    @Test
    void aMigrationRewritesWhatIsInOtherVersionsAndNothingElse() throws Exception {
        ProtocolAnswer before;
        try (var server = storingAs("v3alpha1")) {
            for (String name : List.of("a", "b", "c")) {
                server.admin()
                        .post(path("v3alpha1", ""), v3(name, "'what': 'hi', 'in': 'nginx'"))
                        .created();
            }
            before = server.admin().get(path("v3alpha1", "a")).ok();
        }
        try (var server = storingAs("v2")) {
            server.admin()
                    .post(path("v2", ""), v2("d", "'image': 'x', 'config': {'msg': 'hi'}"))
                    .created();
            assertThatThrownBy(() -> migrate("v2")).hasMessageContaining("is in use by another server");
        }
        assertThat(migrate("v2")).isEqualTo("foos.hello.example: 3 rewritten as v2, 1 in it already, 0 failed\n");
        assertThat(migrate("v2")).isEqualTo("foos.hello.example: 0 rewritten as v2, 4 in it already, 0 failed\n");
        assertThat(storedVersions()).containsExactly("v2", "v2", "v2", "v2");
        try (var server = storingAs("v2")) {
            var after = server.admin().get(path("v3alpha1", "a")).ok();
            assertThat(after.revision()).isGreaterThan(before.revision());
            assertThat(after.without("/metadata/resourceVersion"))
                    .isEqualTo(before.without("/metadata/resourceVersion"));
        }
    }

    @Test
    void aMigrationThatWasKilledIsBegunAgainAndEnds() throws Exception {
        int count = 1_500;
        inTheFile(store -> {
            var threads = new java.util.ArrayList<Thread>();
            for (int part = 0; part < 30; part++) {
                int from = part * count / 30;
                threads.add(Thread.ofVirtual().start(() -> {
                    for (int i = from; i < from + count / 30; i++) {
                        var object = v1("f" + i, "'msg': 'hi'").getBytes(UTF_8);
                        store.write(new Write.Create(KEYS + "n/f" + i, object));
                    }
                }));
            }
            for (var thread : threads) join(thread);
        });
        var flags = List.of("dev.outrigger.server.FooServer", "migrate", "--data-dir=data");
        try (var program = Program.run(folder, flags)) {
            assertThat(program.line())
                    .isEqualTo("foos.hello.example: 500 rewritten as v2, 0 in it already, 0 failed so far");
            program.kill();
            program.exitCode();
        }
        long left = storedVersions().stream().filter("v1"::equals).count();
        assertThat(left).isLessThanOrEqualTo(count - 500);
        try (var program = Program.run(folder, flags)) {
            var line = program.line();
            while (line.endsWith(" so far")) line = program.line();
            assertThat(line)
                    .isEqualTo("foos.hello.example: %d rewritten as v2, %d in it already, 0 failed"
                            .formatted(left, count - left));
            assertThat(program.exitCode()).isZero();
        }
        assertThat(storedVersions()).hasSize(count).containsOnly("v2");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anObjectThatCannotBeConvertedIsToldOfAndTheOthersAreServed() throws Exception {
        put("good", v2("good", "'image': 'x', 'config': {'msg': 'hi', 'level': 1}"));
        put("loud", v2("loud", "'image': 'x', 'config': {'msg': 'hi', 'level': 9}"));
        put("odd", v2("odd", "'image': 'x'").replace("hello.example/v2", "hello.example/v0"));
        put("sad", v1("sad", "'msg': 'hi', 'level': 'broken'"));
        try (var server = storingAs("v2")) {
            var admin = server.admin();
            admin.get(path("v1", "good")).ok();
            admin.get(path("v2", "loud")).ok();
            admin.get(path("v1", "loud"))
                    .refused(
                            500,
                            "InternalError",
                            "Internal error occurred: Foo \"n/loud\" cannot be converted from hello.example/v2 to"
                                    + " hello.example/v1: v1 has no word for the level 9");
            admin.get(path("v2", "odd"))
                    .refused(500, "InternalError")
                    .saying("a version that this server does not know");
            var failed =
                    admin.get(path("v2", "sad")).refused(500, "InternalError").saying("Foo \"n/sad\"");
            assertThat(failed.text()).doesNotContain("secret", "Exception");
            var list = admin.get(path("v2", ""))
                    .refused(500, "StorageReadError", "failed to read one or more foos.hello.example from the storage");
            assertThat(list.listAt("/details/causes")).hasSize(2);
            assertThat(list.textAt("/details/causes/0/field")).isEqualTo(KEYS + "n/odd");
            assertThat(list.textAt("/details/causes/1/reason")).isEqualTo("UnexpectedServerResponse");
            assertThat(list.textAt("/details/causes/1/message"))
                    .startsWith("StorageError: corrupt object, Code: 7, Key: " + KEYS + "n/sad, ResourceVersion: 0,")
                    .contains("object not decodable revision=", "Foo \"n/sad\" cannot be converted")
                    .doesNotContain("secret");
            assertThat(admin.get(path("v2", "") + "?fieldSelector=metadata.name=good")
                            .ok()
                            .names())
                    .containsExactly("good");
            try (var events = admin.watch(path("v2", "") + "?watch=true&fieldSelector=metadata.name=sad")) {
                var event = events.next();
                assertThat(event.type()).isEqualTo("ERROR");
                assertThat(event.at("/code")).isEqualTo(500L);
                events.ended();
            }
            admin.merge(path("v2", "sad"), "{'metadata': {'labels': {'a': 'b'}}}")
                    .refused(500, "InternalError");
            admin.merge(path("v1", "loud"), "{'spec': {'level': 'low'}}").refused(500, "InternalError");
            admin.post(path("v2", ""), v2("good", "'image': 'x', 'config': {'msg': 'hi'}"))
                    .refused(409, "AlreadyExists");
            admin.merge(path("v2", "loud"), "{'spec': {'config': {'level': 1}}}")
                    .ok();
            admin.get(path("v1", "loud")).ok();
        }
        assertThat(migrate("v3alpha1"))
                .contains("foos.hello.example: 2 rewritten as v3alpha1, 0 in it already, 2 failed")
                .contains(
                        "Foo \"n/odd\" cannot be converted from hello.example/v0 to hello.example/v2: it is stored in a")
                .contains("Foo \"n/sad\" cannot be converted", "(java.lang.IllegalStateException: a secret");
        assertThat(storedVersions()).containsExactlyInAnyOrder("v3alpha1", "v3alpha1", "v0", "v1");
    }
}
