package dev.outrigger.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Outrigger's version.
final class Version {
    private Version() {}

    static String text() {
        try (var in = Version.class.getResourceAsStream("version.txt")) {
            return in == null ? "of unknown version" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException _) {
            return "of unknown version";
        }
    }
}
