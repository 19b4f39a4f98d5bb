package dev.outrigger.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A PostgreSQL server of the tests' own.
final class ProtocolDatabase implements AutoCloseable {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final Path folder;
    private final int port;
    private EmbeddedPostgres running;

    /// An empty one.
    ProtocolDatabase() {
        try {
            folder = Files.createTempDirectory("database");
            running = start(0);
            port = running.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        static final ProtocolDatabase DATABASE = new ProtocolDatabase();
    }

    /// Every storage that needs no more than a schema of its own; what speaks of more than rules and words should be
    /// shown on all of them.
    static List<Options.Storage> andFiles() {
        return List.of(new Options.Storage.Memory(), new Options.Storage.Sqlite(), Shared.DATABASE.storage());
    }

    /// A schema that nobody has used.
    Options.Storage storage() {
        return new Options.Storage.Postgres(
                "postgres://postgres@127.0.0.1:" + port + "/postgres?currentSchema=s" + SCHEMAS.incrementAndGet());
    }

    void stop() {
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void startAgain() {
        try {
            running = start(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EmbeddedPostgres start(int onPort) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(onPort)
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(30))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    @Override
    public void close() {
        stop();
    }
}
