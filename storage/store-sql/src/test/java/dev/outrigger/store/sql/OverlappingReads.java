package dev.outrigger.store.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Two readers of a database of which at least one is in a transaction at any time: each ends its own only when the
/// other has begun its next. SQLite never resets the WAL by itself meanwhile.
final class OverlappingReads implements AutoCloseable {
    /// Takes much longer than a commit, as the list of a large collection does.
    private static final String LONG = """
            WITH RECURSIVE n(i) AS (SELECT last FROM meta UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
            SELECT count(*) FROM n""";

    private final Semaphore firstsTurn = new Semaphore(0);
    private final Semaphore secondsTurn = new Semaphore(0);
    private final List<Thread> threads;
    private volatile boolean done;

    private OverlappingReads(Path file) throws InterruptedException {
        Semaphore begun = new Semaphore(0);
        threads = List.of(
                Thread.ofPlatform().start(() -> read(file, begun, secondsTurn, firstsTurn)),
                Thread.ofPlatform().start(() -> read(file, begun, firstsTurn, secondsTurn)));
        begun.acquire(2);
    }

    static OverlappingReads start(Path file) throws InterruptedException {
        return new OverlappingReads(file);
    }

    @Override
    public void close() {
        done = true;
        firstsTurn.release();
        secondsTurn.release();
        Threads.join(threads);
    }

    private void read(Path file, Semaphore begun, Semaphore others, Semaphore mine) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            while (!done) {
                statement.execute("BEGIN");
                statement.executeQuery(LONG).close();
                begun.release();
                others.release();
                mine.acquire();
                statement.execute("COMMIT");
            }
        } catch (SQLException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
