package dev.outrigger.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Store.Range;
import dev.outrigger.store.Store.ReadAt;
import dev.outrigger.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Disks that are full or refuse, and files that must not grow for ever.
class SqliteSpaceTests {
    private static final byte[] PAGE = new byte[4096];

    @TempDir
    Path directory;

    @Test
    void aFullDiskRefusesWritesAndNothingElseUntilThereIsSpace() throws Exception {
        try (SqliteStore store = open(new SqliteStore.Options(Duration.ofMinutes(5), 100_000, 1 << 20))) {
            int written = fill(store);
            Revision last = store.revision();

            assertThat(written).isGreaterThan(50);
            assertThat(store.list(Range.all("/"), ReadAt.latest()).entries()).hasSize(written);
            assertThat(Stores.changes(store, new Revision(1))).hasSize(written);
            refusesToGrow(store);

            store.onWriter(log -> limit(log, 2 << 20));

            assertThat(Stores.create(store, "/more", PAGE).number()).isEqualTo(last.number() + 1);
            assertThat(Stores.changes(store, last)).hasSize(1);
        }
    }

    @Test
    void aFullStoreReopensAndStillAnswers() throws Exception {
        SqliteStore.Options small = new SqliteStore.Options(Duration.ofMinutes(5), 100_000, 1 << 20);
        int written;
        try (SqliteStore store = open(small)) {
            written = fill(store);
        }
        try (SqliteStore store = open(small)) {
            assertThat(store.list(Range.all("/"), ReadAt.latest()).entries()).hasSize(written);
            refusesToGrow(store);
        }
    }

    @Test
    void oneWriteThatFindsNoSpaceDoesNotFailThoseBesideIt() throws Exception {
        try (SqliteStore store = open(new SqliteStore.Options(Duration.ofMinutes(5), 100_000, 4 << 20));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> tooLarge = threads.submit(() -> Stores.create(store, "/large", new byte[8 << 20]));
            for (int i = 0; i < 100; i++) Stores.create(store, "/small/" + i, "x");

            assertThatThrownBy(tooLarge::get).hasCauseInstanceOf(StoreException.class);
            assertThat(store.revision()).isEqualTo(new Revision(101));
        }
    }

    @Test
    void aDatabaseThatCannotBeWrittenSaysSoAndIsRead() {
        try (SqliteStore store = open(SqliteStore.Options.defaults())) {
            Stores.create(store, "/a", "x");
            store.onWriter(log -> run(log, "PRAGMA query_only = 1"));

            assertThatThrownBy(() -> Stores.create(store, "/b", "x"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("cannot be written: let the server's user write to the file");
            assertThat(store.get("/a")).isPresent();

            store.onWriter(log -> run(log, "PRAGMA query_only = 0"));
            assertThat(Stores.create(store, "/b", "x")).isEqualTo(new Revision(3));
        }
    }

    @Test
    void theFileStopsGrowingWhereTheSameKeysAreWrittenForEver() throws IOException {
        try (SqliteStore store = open(new SqliteStore.Options(Duration.ofMinutes(5), 200, 0))) {
            Revision at = Stores.create(store, "/a", PAGE);
            for (int i = 0; i < 1000; i++) at = Stores.replace(store, "/a", PAGE, at);
            long settled = Files.size(file());
            for (int i = 0; i < 2000; i++) at = Stores.replace(store, "/a", PAGE, at);

            assertThat(store.compacted().number()).isBetween(at.number() - 240, at.number() - 199);
            assertThat(Files.size(file())).isLessThan(settled * 3 / 2).isLessThan(8 << 20);
        }
    }

    @Test
    void oldHistoryIsCompactedByTheClock() {
        try (SqliteStore store = open(new SqliteStore.Options(Duration.ofMillis(20), 1_000_000, 0))) {
            Revision first = Stores.create(store, "/a", "x");
            Revision at = first;
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (store.compacted().compareTo(first) <= 0 && System.nanoTime() < deadline)
                at = Stores.replace(store, "/a", PAGE, at);

            assertThat(store.compacted()).isGreaterThan(first).isLessThanOrEqualTo(at);
        }
    }

    @Test
    void theWalIsBoundedThoughSomeReadIsAlwaysUnderWay() throws Exception {
        byte[] large = new byte[256 << 10];
        try (SqliteStore store = open(new SqliteStore.Options(Duration.ofMinutes(5), 20, 0));
                OverlappingReads _ = OverlappingReads.start(file())) {
            long most = 0;
            Revision at = Stores.create(store, "/a", large);
            for (int i = 0; i < 300; i++) {
                at = Stores.replace(store, "/a", large, at);
                most = Math.max(most, Files.size(directory.resolve("store.db-wal")));
            }
            assertThat(most).isLessThan(68 << 20);
        }
    }

    private Path file() {
        return directory.resolve("store.db");
    }

    private SqliteStore open(SqliteStore.Options options) {
        return SqliteStore.open(file(), options);
    }

    private static int fill(SqliteStore store) {
        for (int i = 0; i < 1000; i++) {
            try {
                Stores.create(store, "/" + i, PAGE);
            } catch (StoreException e) {
                assertThat(e).hasMessageContaining("cannot grow: the disk is full or the size limit is reached");
                return i;
            }
        }
        throw new AssertionError("the store grows without bound");
    }

    private static void refusesToGrow(SqliteStore store) {
        Revision before = store.revision();
        assertThatThrownBy(() -> Stores.create(store, "/again", PAGE))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot grow");
        assertThat(store.revision()).isEqualTo(before);
        assertThat(store.get("/again")).isEmpty();
    }

    private static boolean limit(Log log, long bytes) throws SQLException {
        SqliteFile.limit(log, bytes);
        return true;
    }

    private static boolean run(Log log, String sql) throws SQLException {
        log.run(sql);
        return true;
    }
}
