package dev.outrigger.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.sql.WritingProcess.Acknowledged;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteCrashTests {
    @TempDir
    Path directory;

    @Test
    void everyAcknowledgedWriteSurvivesAKill() throws Exception {
        Path file = directory.resolve("store.db");
        Map<String, Revision> acknowledged = new HashMap<>();
        for (int round = 1; round <= 4; round++) {
            for (Acknowledged one : writesUntilKilled(file, round * 150))
                acknowledged.merge(one.key(), one.revision(), Revision::max);
            try (Store store = SqliteStore.open(file)) {
                acknowledged.forEach((key, revision) -> assertThat(
                                store.get(key).map(Entry::modified).orElseThrow())
                        .as(key)
                        .isGreaterThanOrEqualTo(revision));
                Revision newest =
                        acknowledged.values().stream().max(Revision::compareTo).orElseThrow();
                assertThat(store.revision()).isGreaterThanOrEqualTo(newest);
                assertThat(Stores.changes(store, new Revision(1)))
                        .as("every revision is one change, with no hole")
                        .hasSize((int) store.revision().number() - 1);
            }
        }
    }

    @Test
    void aSecondProcessIsRefusedAtOnceAndTheFirstGoesOn() throws Exception {
        Path file = directory.resolve("store.db");
        try (WritingProcess first = WritingProcess.start(file)) {
            first.read(1);

            assertThatThrownBy(() -> SqliteStore.open(file))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith(file + " is in use by another process (")
                    .hasMessageNotContaining("\n");
            assertThat(first.read(100)).hasSize(100);
        }
        SqliteStore.open(file).close();
    }

    private static List<Acknowledged> writesUntilKilled(Path file, int writes) throws Exception {
        try (WritingProcess process = WritingProcess.start(file)) {
            List<Acknowledged> first = process.read(writes);
            return Stream.concat(first.stream(), process.kill().stream()).toList();
        }
    }
}
