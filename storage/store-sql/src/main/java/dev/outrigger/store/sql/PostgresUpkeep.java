package dev.outrigger.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What keeps the database small. All servers do it and share the work: the row of `upkeep` says what is due, and its
/// lock whose turn it is.
///
/// - Each interval by the database's clock, history older than one to two intervals is compacted; where changes come so
///   fast that they exceed the bound sooner, then sooner.
/// - Compacting moves one number; deleting the rows behind it is the sweep, in small transactions. The database's own
///   autovacuum gives the space back for use.
final class PostgresUpkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresUpkeep.class);
    private static final int STEP = 2_000;
    private static final long PAUSE_MILLIS = 1_000;

    /// What was the last revision a whole interval ago, where nobody asked since.
    private static final String TICK = """
            WITH due AS (SELECT last_then FROM upkeep WHERE ticked <= clock_timestamp() - ? * interval '1 millisecond'
            FOR UPDATE SKIP LOCKED),
            moved AS (UPDATE upkeep SET ticked = clock_timestamp(), last_then = (SELECT last FROM meta)
            WHERE EXISTS (SELECT 1 FROM due))
            SELECT last_then FROM due""";

    /// The last revision of the next step.
    private static final String BOUNDARY = """
            SELECT COALESCE((SELECT revision FROM log WHERE revision > ? AND revision <= ? ORDER BY revision
            OFFSET ? LIMIT 1), ?)""";

    private final PostgresSessions sessions;
    private final Duration history;
    private final long mostChanges;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private boolean failing;

    PostgresUpkeep(PostgresSessions sessions, Duration history, long mostChanges) {
        this.sessions = sessions;
        this.history = history;
        this.mostChanges = mostChanges;
        this.thread =
                Thread.ofPlatform().daemon().name("outrigger-store-upkeep").start(this::run);
    }

    /// Gives up what was before a revision; the rows go little by little.
    static void compact(Log log, long upTo) throws SQLException {
        log.update("UPDATE meta SET compacted = ? WHERE compacted < ? AND last >= ?", upTo, upTo, upTo);
    }

    @Override
    public void close() {
        closed.countDown();
        Threads.join(List.of(thread));
    }

    private void run() {
        Log log = null;
        try {
            while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) log = round(log);
        } catch (InterruptedException _) {
            // Nobody does.
        } finally {
            if (log != null) log.close();
        }
    }

    private @Nullable Log round(@Nullable Log open) {
        Log log = open;
        try {
            if (log == null) log = sessions.writing();
            work(log);
            failing = false;
            return log;
        } catch (SQLException | RuntimeException e) {
            if (!failing) LOG.warn("compaction pauses: {}", e.getMessage());
            failing = true;
            if (log != null) log.close();
            return null;
        }
    }

    private void work(Log log) throws SQLException {
        OptionalLong due = tick(log);
        if (due.isPresent()) {
            compact(log, due.getAsLong());
            log.run("DELETE FROM writers WHERE seen < now() - interval '1 day'");
        }
        Log.State state = log.state();
        if (state.last() - state.compacted() > mostChanges + mostChanges / 10) compact(log, state.last() - mostChanges);
        long compacted = log.state().compacted();
        while (closed.getCount() > 0 && log.writing(open -> sweep(open, compacted))) {
            // Between two steps others may have their turn.
        }
    }

    private OptionalLong tick(Log log) throws SQLException {
        PreparedStatement tick = log.statement(TICK);
        tick.setLong(1, history.toMillis());
        try (ResultSet row = tick.executeQuery()) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
    }

    /// Whether there is more to do for this server.
    private static boolean sweep(Log log, long compacted) throws SQLException {
        long from = log.number("SELECT swept FROM upkeep FOR UPDATE SKIP LOCKED");
        if (from == 0 || from >= compacted) return false;
        PreparedStatement boundary = log.statement(BOUNDARY);
        boundary.setLong(1, from);
        boundary.setLong(2, compacted);
        boundary.setLong(3, STEP);
        boundary.setLong(4, compacted);
        try (ResultSet row = boundary.executeQuery()) {
            if (!row.next()) return false;
            long upTo = row.getLong(1);
            log.sweep(from, upTo);
            log.update("UPDATE upkeep SET swept = ?", upTo);
            return upTo < compacted;
        }
    }
}
