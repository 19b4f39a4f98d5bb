package dev.outrigger.transcripts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A real kubectl, as somebody at a keyboard uses it: in a folder of files, with one kubeconfig.
///
/// Its home and so its caches are the test's own.
public final class Kubectl {
    /// The one that this machine's PATH has.
    public static final String PATHS = "kubectl";

    /// Of 2021: it asks for OpenAPI v2 in protobuf and validates by itself.
    public static final String OLD = "kubectl-1.20";

    /// Of 2025.
    public static final String NEW = "kubectl-1.35";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private final Path binary;
    private final Path folder;
    private final Map<String, String> environment;

    /// The one of the PATH.
    ///
    /// @param folder where it is run; made where it is missing
    public Kubectl(Path folder, Path kubeconfig) {
        this(PATHS, folder, kubeconfig);
    }

    /// One of several.
    ///
    /// @param program which one: [#PATHS], [#OLD] or [#NEW]
    /// @param folder where it is run; made where it is missing
    public Kubectl(String program, Path folder, Path kubeconfig) {
        this(
                program.equals(PATHS) ? ofThePath() : Installed.program(program),
                folder,
                Map.of(
                        "PATH", Installed.path(),
                        "HOME", folder.resolve(".home").toString(),
                        "TMPDIR", folder.resolve(".home").toString(),
                        "LANG", "C.UTF-8",
                        "KUBECONFIG", kubeconfig.toString()));
        try {
            Files.createDirectories(folder.resolve(".home"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Kubectl(Path binary, Path folder, Map<String, String> environment) {
        this.binary = binary;
        this.folder = folder;
        this.environment = environment;
    }

    private static Path ofThePath() {
        return Installed.onPath(PATHS)
                .orElseThrow(() -> new AssertionError(
                        "there is no kubectl on the PATH, run: export PATH=\"$PATH:$(.ci/install-kubectl)\""));
    }

    /// The same with a variable in its environment.
    public Kubectl with(String variable, String value) {
        var more = new HashMap<>(environment);
        more.put(variable, value);
        return new Kubectl(binary, folder, more);
    }

    /// Writes a file where kubectl is run.
    public Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Reads a file where kubectl is run.
    public String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Writes a script where kubectl is run.
    public Path script(String name, String text) {
        var file = file(name, "#!/bin/sh\n" + text);
        if (!file.toFile().setExecutable(true)) throw new AssertionError("cannot make executable: " + file);
        return file;
    }

    /// Runs `kubectl` and these words, where `'…'` is one word, to its end.
    public Screen run(String words) {
        return runReading("", words);
    }

    /// The same, with something to read on its standard input.
    public Screen runReading(String input, String words) {
        try (var program = start(input, words)) {
            var exit = program.exit(PATIENCE);
            if (exit.isEmpty()) throw new AssertionError("no end after " + PATIENCE + " of " + program);
            return new Screen(
                    "kubectl " + words,
                    exit.getAsInt(),
                    program.out().whole(PATIENCE),
                    program.err().whole(PATIENCE));
        }
    }

    /// Starts `kubectl` and these words, for commands that go on until they are ended.
    public Program start(String words) {
        return start("", words);
    }

    private Program start(String input, String words) {
        var builder = new ProcessBuilder(command(words)).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return Program.start(builder, input);
    }

    private List<String> command(String words) {
        var command = new ArrayList<String>();
        command.add(binary.toString());
        var matcher = WORD.matcher(words);
        while (matcher.find()) {
            var quoted = matcher.group(1);
            command.add(quoted == null ? matcher.group() : quoted);
        }
        return command;
    }
}
