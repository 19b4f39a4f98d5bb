package dev.outrigger.server;

import java.util.Locale;

/// Where Jazzer comes in; `.ci/fuzz` runs it. The system property `fuzz.target` says what is fed.
public final class FuzzEntry {
    private static final FuzzTarget TARGET =
            FuzzTarget.valueOf(System.getProperty("fuzz.target", "json").toUpperCase(Locale.ROOT));

    private FuzzEntry() {}

    /// Feeds what is kept, so that starting the server is not taken for a hang. Jazzer finds this method by its name.
    public static void fuzzerInitialize() {
        TARGET.kept().forEach(TARGET::run);
    }

    /// Feeds the target once. Jazzer finds this method by its name.
    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.run(input);
    }
}
