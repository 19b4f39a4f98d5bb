package dev.outrigger.store.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What keeps the file small. All of it happens on the writer's thread, in small steps between its batches, so that
/// no write waits long and nothing needs a lock.
///
/// - Each interval, history older than one to two intervals is compacted, as kube-apiserver does with etcd; where
///   changes come so fast that they exceed the bound sooner, then sooner.
/// - Compacting moves one number; deleting the rows behind it is the sweep. Freed pages are used again, so the file
///   stops growing; it does not shrink.
/// - Where readers keep SQLite's own checkpoints from resetting the WAL, they are waited for.
final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final int SMALLEST_STEP = 200;
    private static final long WAL_BYTES = 32 << 20;

    private final Log log;
    private final Path wal;
    private final SqliteStore.Options options;
    private volatile long compacted;
    private long swept;
    private long lastAtTick;
    private long tickAt;
    private boolean paused;
    private long checkpointAbove = WAL_BYTES;

    /// @param swept up to here compaction has deleted what it may
    Upkeep(Log log, Path wal, Log.State state, long swept, SqliteStore.Options options) {
        this.log = log;
        this.wal = wal;
        this.options = options;
        compacted = state.compacted();
        this.swept = swept;
        lastAtTick = state.compacted();
        tickAt = System.nanoTime() + options.history().toNanos();
    }

    /// The oldest revision that can be read.
    long compacted() {
        return compacted;
    }

    /// How long the writer may sleep where there is nothing to write.
    long nanosToWait() {
        return sweeping() ? 0 : Math.max(0, tickAt - System.nanoTime());
    }

    /// On the writer's thread, between two batches.
    ///
    /// @param changes how many the last batch had: the sweep must be faster than the writers
    void after(long last, int changes) {
        try {
            if (tickAt - System.nanoTime() <= 0) tick(last);
            else if (!paused && last - compacted > options.mostChanges() + options.mostChanges() / 10)
                compact(last - options.mostChanges());
            if (sweeping()) sweep(Math.max(SMALLEST_STEP, 2 * changes));
            if (changes > 0) boundWal();
        } catch (SQLException | IOException e) {
            // On a full disk, say. Writes and reads have their own say about it; this waits for the next tick.
            paused = true;
            LOG.warn("compaction pauses for {}: {}", options.history(), e.getMessage());
        }
    }

    /// Gives up everything before a revision; the rows go little by little.
    boolean compact(long upTo) throws SQLException {
        if (upTo <= compacted) return false;
        log.writing(open -> {
            open.compacted(upTo);
            return true;
        });
        compacted = upTo;
        return true;
    }

    private boolean sweeping() {
        return swept < compacted && !paused;
    }

    private void tick(long last) throws SQLException {
        tickAt = System.nanoTime() + options.history().toNanos();
        paused = false;
        long upTo = lastAtTick;
        lastAtTick = last;
        compact(upTo);
    }

    private void sweep(int step) throws SQLException {
        long upTo = Math.min(compacted, swept + step);
        log.writing(open -> {
            open.sweep(swept, upTo);
            open.update("UPDATE meta SET swept = ?", upTo);
            return true;
        });
        swept = upTo;
    }

    private void boundWal() throws SQLException, IOException {
        long size = Files.exists(wal) ? Files.size(wal) : 0;
        if (size <= checkpointAbove) return;
        log.run("PRAGMA wal_checkpoint(TRUNCATE)");
        // Where a long read stood in the way, not again at once: the attempt waits for it and the writers with it.
        checkpointAbove = Math.max(WAL_BYTES, Files.size(wal) + WAL_BYTES / 2);
    }
}
