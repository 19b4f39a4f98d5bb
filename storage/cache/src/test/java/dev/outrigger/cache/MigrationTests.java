package dev.outrigger.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.codec.Json;
import dev.outrigger.kinds.Conversion;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.kinds.Strategy;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import dev.outrigger.store.Entry;
import dev.outrigger.store.MemoryStore;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.Store;
import dev.outrigger.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MigrationTests {
    private static final int OBJECTS = 1_200;
    private static final String KEYS = "/registry/sea.example/boats/";
    private final Store store = new MemoryStore();

    private static final class Renaming implements Conversion {
        @Override
        public Value.Struct toHub(Value.Struct object) {
            return object.with("masts", object.get("sails").orElseThrow()).without("sails");
        }

        @Override
        public Value.Struct fromHub(Value.Struct hub) {
            return hub.with("sails", hub.get("masts").orElseThrow()).without("masts");
        }
    }

    private static ResourceType boats(String storedAs) {
        var schema = Schema.of(Schema.Type.OBJECT);
        return new ResourceType(
                "sea.example",
                new ResourceType.Names("Boat", "boats", "boat", List.of(), List.of()),
                ResourceType.Scope.NAMESPACED,
                List.of(
                        new ResourceType.Version("v2", schema, List.of(), Conversion.IDENTITY),
                        new ResourceType.Version("v1", schema, List.of(), new Renaming())),
                "v2",
                storedAs,
                Strategy.NONE,
                List.of(),
                Optional.empty());
    }

    private static byte[] stored(String version, String member, int number) {
        return ("{\"apiVersion\":\"sea.example/" + version + "\",\"kind\":\"Boat\",\"metadata\":{\"name\":\"b\"},\""
                        + member + "\":" + number + "}")
                .getBytes(UTF_8);
    }

    private List<Value.Struct> all() {
        var all = new ArrayList<Value.Struct>();
        for (Entry entry :
                store.list(Store.Range.all(KEYS), Store.ReadAt.latest()).entries()) {
            all.add((Value.Struct) Json.decode(entry.value()).value());
        }
        return all;
    }

    /// Other servers count every boat up, in the version that they write, while all are migrated.
    @Test
    void nothingThatIsWrittenBesideItIsLost() throws Exception {
        for (int i = 0; i < OBJECTS; i++) {
            store.write(new Write.Create(KEYS + "n/b" + i, stored("v1", "sails", 0)));
        }
        var writers = new ArrayList<Thread>();
        for (int writer = 0; writer < 4; writer++) {
            writers.add(Thread.ofVirtual().start(() -> {
                for (int i = OBJECTS - 1; i >= 0; i--) countUp(KEYS + "n/b" + i);
            }));
        }
        var migration = new Migration(boats("v2"), Root.of(store));
        var counts = migration.run(_ -> {}, _ -> {});
        for (var writer : writers) writer.join();

        assertThat(counts.rewritten() + counts.kept()).isEqualTo(OBJECTS);
        assertThat(all()).hasSize(OBJECTS).allSatisfy(boat -> {
            assertThat(boat.text("apiVersion")).contains("sea.example/v2");
            assertThat(boat.get("masts")).contains(Value.of(4));
        });
        var again = new Migration(boats("v2"), Root.of(store)).run(_ -> {}, _ -> {});
        assertThat(again).isEqualTo(new Migration.Counts(OBJECTS, 0, 0));
    }

    private void countUp(String key) {
        var entry = store.get(key);
        while (entry.isPresent()) {
            var object = (Value.Struct) Json.decode(entry.get().value()).value();
            var number = (Value.Int)
                    object.get("masts").or(() -> object.get("sails")).orElseThrow();
            var next = stored("v2", "masts", (int) number.value() + 1);
            switch (store.write(new Write.Replace(key, next, entry.get().modified()))) {
                case Outcome.Committed _ -> {
                    return;
                }
                case Outcome.Stale(var actual) -> entry = actual;
            }
        }
    }

    @Test
    void itGoesBackToAnOlderVersionToo() throws Exception {
        store.write(new Write.Create(KEYS + "n/b", stored("v2", "masts", 3)));
        new Migration(boats("v1"), Root.of(store)).run(_ -> {}, _ -> {});
        assertThat(all().getFirst().get("sails")).contains(Value.of(3));
        assertThat(all().getFirst().get("masts")).isEmpty();
    }
}
