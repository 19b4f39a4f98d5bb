package dev.outrigger.transcripts;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The folder that the repository is checked out in.
public final class Checkout {
    /// Its root, found from the folder that the test runs in.
    public static final Path ROOT = root();

    private Checkout() {}

    private static Path root() {
        for (@Nullable Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))) return folder;
        }
        throw new AssertionError("no folder above this one has an mvnw");
    }
}
