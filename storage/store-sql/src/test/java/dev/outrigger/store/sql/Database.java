package dev.outrigger.store.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// A PostgreSQL server of the tests' own, with what makes its commits durable switched on.
final class Database implements AutoCloseable {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final Path folder;
    private final int port;
    private EmbeddedPostgres running;

    private Database(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        running = start();
    }

    /// The one that tests share, each with a schema of its own.
    static Database shared() {
        return Shared.DATABASE;
    }

    private static final class Shared {
        static final Database DATABASE = fresh();
    }

    /// An empty one.
    static Database fresh() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path folder = Files.createTempDirectory("database");
            int port = free.getLocalPort();
            free.close();
            return new Database(folder, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(30))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .start();
    }

    /// A URL of a schema that nobody has used.
    String url() {
        return url("s" + SCHEMAS.incrementAndGet());
    }

    String url(String schema) {
        return "postgres://postgres@127.0.0.1:" + port + "/postgres?currentSchema=" + schema;
    }

    int port() {
        return port;
    }

    /// Runs SQL as the administrator; the first value of its answer, if any.
    String sql(String sql) {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "");
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) return "";
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? String.valueOf(row.getString(1)) : "";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Ends its processes as `kill -9` does.
    void kill() {
        try {
            String pid = Files.readAllLines(folder.resolve("postmaster.pid")).getFirst();
            ProcessHandle postmaster =
                    ProcessHandle.of(Long.parseLong(pid.trim())).orElseThrow();
            var workers = postmaster.descendants().toList();
            postmaster.destroyForcibly();
            workers.forEach(ProcessHandle::destroyForcibly);
            postmaster.onExit().join();
            for (ProcessHandle worker : workers) worker.onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts it again on the same port and data.
    void restart() {
        try {
            Files.deleteIfExists(folder.resolve("postmaster.pid"));
            running = start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
