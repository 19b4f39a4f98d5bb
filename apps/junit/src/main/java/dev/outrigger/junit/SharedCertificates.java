package dev.outrigger.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The certificates that all test servers of this process have in common: making keys is the slowest part of a start.
///
/// The first server makes them, as a server does whose data folder is empty; the others find them there.
final class SharedCertificates {
    private static final String FOLDER = "pki";
    private static final ReentrantLock MAKING = new ReentrantLock();
    private static volatile Map<String, byte[]> made = Map.of();

    private SharedCertificates() {}

    /// Runs a start, with the certificates in the folder where there are some.
    static <T> T lentTo(Path dataFolder, Supplier<T> start) {
        if (!made.isEmpty()) return lent(dataFolder, start);
        MAKING.lock();
        try {
            if (!made.isEmpty()) return lent(dataFolder, start);
            var started = start.get();
            made = read(dataFolder.resolve(FOLDER));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            MAKING.unlock();
        }
    }

    private static <T> T lent(Path dataFolder, Supplier<T> start) {
        var folder = dataFolder.resolve(FOLDER);
        try {
            Files.createDirectories(folder);
            for (var file : made.entrySet()) Files.write(folder.resolve(file.getKey()), file.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return start.get();
    }

    private static Map<String, byte[]> read(Path folder) throws IOException {
        var read = new TreeMap<String, byte[]>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) read.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
        return read;
    }
}
