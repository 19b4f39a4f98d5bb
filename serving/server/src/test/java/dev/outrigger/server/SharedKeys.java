package dev.outrigger.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// The certificates that the tests' servers have in common: making keys is the slowest part of a first start.
final class SharedKeys {
    private SharedKeys() {}

    private static final class Made {
        static final Map<String, byte[]> FILES = make();

        private static Map<String, byte[]> make() {
            try {
                var folder = Files.createTempDirectory("keys");
                var files = new TreeMap<String, byte[]>();
                try {
                    Pki.open(folder, HostNames.of("127.0.0.1"), Instant.now());
                    try (var kept = Files.list(folder)) {
                        for (var file : kept.toList()) {
                            files.put(file.getFileName().toString(), Files.readAllBytes(file));
                        }
                    }
                } finally {
                    ProtocolServer.delete(folder);
                }
                return files;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Puts them where a server with these options looks for its own, if it has none yet.
    static Options lentTo(Options options) {
        var folder = options.dataFolder().resolve("pki");
        if (Files.exists(folder)) return options;
        try {
            Files.createDirectories(folder);
            for (var file : Made.FILES.entrySet()) Files.write(folder.resolve(file.getKey()), file.getValue());
            return options;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
