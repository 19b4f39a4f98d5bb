package dev.outrigger.server;

import dev.outrigger.store.etcd.Etcd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The stores with the etcd among them that all tests of a process share, each with a folder of keys of its own. It
/// ends with the process.
final class ProtocolEtcd {
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private ProtocolEtcd() {}

    private static final class Shared {
        static final Etcd ETCD = start();

        private static Etcd start() {
            try {
                var folder = Files.createTempDirectory("protocol-etcd");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(folder)));
                return Etcd.start(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void end(Path folder) {
            ETCD.close();
            ProtocolServer.delete(folder);
        }
    }

    static Options.Storage storage() {
        return storage(Shared.ETCD, "/registry/" + PREFIXES.incrementAndGet());
    }

    static Options.Storage storage(Etcd etcd, String prefix) {
        return new Options.Storage.Etcd(
                List.of(etcd.url()), prefix, Optional.empty(), Optional.empty(), Duration.ofMinutes(5));
    }
}
