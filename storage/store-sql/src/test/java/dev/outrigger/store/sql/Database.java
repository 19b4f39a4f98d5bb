package dev.outrigger.store.sql;

import dev.outrigger.store.contract.ReservedPort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A PostgreSQL server of the tests' own, with what makes its commits durable switched on.
final class Database implements AutoCloseable {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final Path folder;
    private final int port;
    private final EmbeddedPostgres running;
    private List<String> command = List.of();

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
        try {
            return new Database(Files.createTempDirectory("database"), ReservedPort.next());
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

    /// A schema that nobody has used.
    static String schema() {
        return "s" + SCHEMAS.incrementAndGet();
    }

    /// A URL of such a schema.
    String url() {
        return url(schema());
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
        ProcessHandle postmaster = postmaster();
        command = command(postmaster);
        var workers = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        workers.forEach(ProcessHandle::destroyForcibly);
        postmaster.onExit().join();
        for (ProcessHandle worker : workers) worker.onExit().join();
    }

    private ProcessHandle postmaster() {
        try {
            String pid = Files.readAllLines(folder.resolve("postmaster.pid")).getFirst();
            return ProcessHandle.of(Long.parseLong(pid.trim())).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// PostgreSQL does not run as root; in a user namespace of its own it cannot tell.
    private static List<String> command(ProcessHandle process) {
        List<String> command = new ArrayList<>();
        if (process.info().user().orElse("").equals("root")) command.addAll(List.of("unshare", "-U"));
        command.add(process.info().command().orElseThrow());
        command.addAll(List.of(process.info().arguments().orElseThrow()));
        return command;
    }

    /// Starts it again on the same port and data.
    void restart() {
        try {
            Files.deleteIfExists(folder.resolve("postmaster.pid"));
            Path log = folder.resolve("restart.log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            while (!answers()) {
                if (process.waitFor(5, TimeUnit.MILLISECONDS)) throw new AssertionError(Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private boolean answers() {
        try {
            return sql("SELECT 1").equals("1");
        } catch (IllegalStateException _) {
            return false;
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
