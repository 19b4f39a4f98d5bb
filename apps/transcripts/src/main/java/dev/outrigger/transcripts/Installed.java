package dev.outrigger.transcripts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The programs that nobody here wrote: those of the PATH, or else where `.ci/install-clients` puts them, which is run
/// for that.
public final class Installed {
    private Installed() {}

    /// A program.
    ///
    /// @throws AssertionError where it is missing and cannot be fetched, with the line that says what to install
    public static Path program(String name) {
        return onPath(name).orElseGet(() -> Fetched.FOLDER.resolve(name));
    }

    /// A program of the PATH; empty where it is not there.
    public static Optional<Path> onPath(String name) {
        return Stream.of(path().split(":"))
                .map(entry -> Path.of(entry).resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// The folders with programs, as the environment lists them.
    static String path() {
        var path = System.getenv("PATH");
        return path == null ? "" : path;
    }

    private static final class Fetched {
        static final Path FOLDER = folder();

        private static Path folder() {
            var builder = new ProcessBuilder(
                    Checkout.ROOT.resolve(".ci/install-clients").toString());
            try {
                var process = builder.redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .start();
                var folder = text(process.getInputStream());
                var complaint = text(process.getErrorStream());
                if (process.waitFor() != 0) throw new AssertionError(complaint);
                return Path.of(folder);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (InterruptedException interrupted) {
                throw new AssertionError("interrupted while fetching clients", interrupted);
            }
        }

        private static String text(InputStream stream) throws IOException {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
