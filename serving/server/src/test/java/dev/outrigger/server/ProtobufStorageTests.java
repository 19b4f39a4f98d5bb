package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.codec.Json;
import dev.outrigger.codec.Protobuf;
import dev.outrigger.kinds.ProtoNumber;
import dev.outrigger.kinds.Resource;
import dev.outrigger.meta.Value;
import dev.outrigger.store.MemoryStore;
import dev.outrigger.store.Store;
import dev.outrigger.store.Write;
import dev.outrigger.store.sql.SqliteStore;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Objects in the store as protobuf, beside others as JSON.
class ProtobufStorageTests {
    private static final String CRATES = "/apis/things.example.com/v1/namespaces/n/crates";
    private static final String KEY = "/registry/things.example.com/crates/n/";

    record Crate(CrateSpec spec, CrateStatus status) {}

    record CrateSpec(
            @ProtoNumber(1) String name,
            @ProtoNumber(2) Integer size,
            @ProtoNumber(3) Map<String, String> marks) {}

    record CrateStatus(@ProtoNumber(1) String phase) {}

    record Plain(PlainSpec spec) {}

    record PlainSpec(String name) {}

    private static String crate(String name) {
        return ProtocolJson.quoted(
                "{'apiVersion': 'things.example.com/v1', 'kind': 'Crate', 'metadata': {'namespace': 'n', 'name': '"
                        + name
                        + "', 'labels': {'wood': 'oak'}}, 'spec': {'name': '', 'size': 0, 'marks': {'a': 'b'}}}");
    }

    private static ProtocolServer start(Path folder, Options.Storage storage, Options.Written written) {
        var types = Outrigger.server()
                .name("crates")
                .resource(
                        Resource.of(Crate.class).in("things.example.com", "v1").selectableField(".spec.size"))
                .resource(Resource.of(Plain.class).in("things.example.com", "v1"));
        var options = Options.inMemory(folder.resolve("data")).with(storage).with(written);
        return ProtocolServer.start(types, folder, options, false);
    }

    private static byte[] stored(Store store, String key) {
        return store.list(Store.Range.all(key), new Store.ReadAt.Latest())
                .entries()
                .getFirst()
                .value();
    }

    @Test
    void objectsAreWrittenAsDocumentsAndBothFormatsAreRead(@TempDir Path folder) {
        var store = new MemoryStore();
        store.write(new Write.Create(KEY + "old", Json.encode(json("old"))));
        try (var server = start(folder, new Options.Storage.Own(_ -> store), Options.Written.PROTOBUF)) {
            var admin = server.admin();
            var created = admin.post(CRATES, crate("new")).created();
            var document = stored(store, KEY + "new");

            assertThat(Protobuf.isDocument(document)).isTrue();
            assertThat(Protobuf.opened(document).kind()).isEqualTo("Crate");
            var read = admin.get(CRATES + "/new");
            assertThat(read.json()).isEqualTo(created.json());
            assertThat(read.at("/spec/name")).isEqualTo("");
            assertThat(read.at("/spec/size")).isEqualTo(0L);
            assertThat(admin.get(CRATES + "?labelSelector=wood%3Doak").names()).containsExactly("new", "old");
            assertThat(admin.get(CRATES + "?fieldSelector=spec.size%3D0").names())
                    .containsExactly("new", "old");
            assertThat(Protobuf.isDocument(stored(store, KEY + "old"))).isFalse();

            admin.patch(CRATES + "/old", "application/merge-patch+json", "{'spec': {'size': 3}}")
                    .ok();
            assertThat(Protobuf.isDocument(stored(store, KEY + "old"))).isTrue();
            admin.patch(CRATES + "/new/status", "application/merge-patch+json", "{'status': {'phase': 'full'}}")
                    .ok();
            assertThat(admin.get(CRATES + "/new").at("/status/phase")).isEqualTo("full");

            var plain = crate("p").replace("Crate", "Plain");
            admin.post(CRATES.replace("crates", "plains"), plain).created();
            assertThat(Protobuf.isDocument(stored(store, KEY.replace("crates", "plains") + "p")))
                    .isFalse();
        }
    }

    @Test
    void aServerThatWritesJsonReadsWhatWasWrittenInProtobuf(@TempDir Path folder) {
        var sqlite = new Options.Storage.Sqlite();
        try (var server = start(folder, sqlite, Options.Written.PROTOBUF)) {
            server.admin().post(CRATES, crate("a")).created();
            server.admin().post(CRATES, crate("b")).created();
        }
        try (var server = start(folder, sqlite, Options.Written.JSON)) {
            assertThat(server.admin().get(CRATES + "/a").at("/spec/marks")).isEqualTo(Map.of("a", "b"));
            server.admin()
                    .patch(CRATES + "/a", "application/merge-patch+json", "{'spec': {'size': 1}}")
                    .ok();
        }
        try (var store = SqliteStore.open(folder.resolve("data/objects.db"))) {
            assertThat(Protobuf.isDocument(stored(store, KEY + "a"))).isFalse();
            assertThat(Protobuf.isDocument(stored(store, KEY + "b"))).isTrue();
        }
    }

    private static Value json(String name) {
        return Json.decode(crate(name).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .value();
    }
}
