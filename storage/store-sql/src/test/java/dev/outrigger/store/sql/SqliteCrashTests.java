package dev.outrigger.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.contract.WritingProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
            WritingProcess.killedAfter(round * 150, SqlStoreAt.class, file.toString(), acknowledged);
            try (Store store = SqliteStore.open(file)) {
                WritingProcess.assertKept(acknowledged, store);
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
        try (WritingProcess first = WritingProcess.start(SqlStoreAt.class, file.toString())) {
            first.await(1);

            assertThatThrownBy(() -> SqliteStore.open(file))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith(file + " is in use by another process (")
                    .hasMessageNotContaining("\n");
            first.await(100);
        }
        SqliteStore.open(file).close();
    }
}
