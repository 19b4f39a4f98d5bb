package dev.outrigger.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Event;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/// Transactions that want to commit in another order than they began.
class PostgresTurnTests {
    private static final String SLOW_WRITER = """
            INSERT INTO log (revision, key, created, previous, deleted, value)
            SELECT last + 1, '/slow', last + 1, 0, 0, 'x' FROM meta;
            UPDATE meta SET last = last + 1;""";

    private final Database database = Database.shared();
    private final String schema = Database.schema();

    @Test
    void aRevisionIsNeitherHandedOutNorSeenBeforeTheOneBelowItIsCommitted() throws Exception {
        try (PostgresStore store = PostgresStore.open(database.url(schema));
                PostgresStore other = PostgresStore.open(database.url(schema));
                Connection slow = connection();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Revision first = Stores.create(store, "/first", "x");
            // As a server does that is held up between handing out its revision and committing it.
            run(slow, "BEGIN; SELECT last FROM meta FOR UPDATE;" + SLOW_WRITER);
            Callable<Revision> write = () -> Stores.create(other, "/fast", "x");
            Future<Revision> fast = threads.submit(write);
            awaitWhoWaitsFor(slow);

            assertThat(store.revision()).isEqualTo(first);
            assertThat(other.revision()).isEqualTo(first);
            assertThat(fast.isDone()).isFalse();
            run(slow, "COMMIT");

            assertThat(fast.get().number()).isEqualTo(first.number() + 2);
            for (PostgresStore one : new PostgresStore[] {store, other})
                assertThat(Stores.changes(one, first)).extracting(Event::key).containsExactly("/slow", "/fast");
        }
    }

    @Test
    void aTurnThatIsGivenUpLeavesNoHole() throws Exception {
        try (PostgresStore store = PostgresStore.open(database.url(schema));
                Connection slow = connection();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            run(slow, "BEGIN; SELECT last FROM meta FOR UPDATE;" + SLOW_WRITER);
            Callable<Revision> write = () -> Stores.create(store, "/fast", "x");
            Future<Revision> fast = threads.submit(write);
            awaitWhoWaitsFor(slow);
            run(slow, "ROLLBACK");

            assertThat(fast.get()).isEqualTo(new Revision(2));
            assertThat(Stores.changes(store, new Revision(1)))
                    .extracting(Event::key)
                    .containsExactly("/fast");
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + database.port() + "/postgres?currentSchema=" + schema, "postgres", "");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Until somebody waits for the turn that this one has.
    private void awaitWhoWaitsFor(Connection slow) throws SQLException {
        String waiting = "SELECT count(*) FROM pg_stat_activity WHERE %d = ANY(pg_blocking_pids(pid))"
                .formatted(slow.unwrap(PGConnection.class).getBackendPID());
        while (database.sql(waiting).equals("0")) Thread.onSpinWait();
    }
}
