package dev.outrigger.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Somebody at a keyboard, in a folder of their own, who types what a page shows and looks whether the screen shows it
/// too.
///
/// A server that is started with `./outrigger` goes on until the terminal is closed. It listens on a free port,
/// which is meant where the page's port is named from then on.
public final class Terminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration UNTIL_STOPPED = Duration.ofSeconds(5);
    private static final Pattern PROMPT = Pattern.compile("(?m)^\\$ ");
    private static final Pattern TYPED = Pattern.compile("(?:.*\\\\\\R)*.*");
    private static final Pattern VARIABLE = Pattern.compile("export (\\w+)=(\\S+)");
    private static final Pattern OUTRIGGER = Pattern.compile("\\./outrigger (demo|sample \\w+|build \\w+ \\w+)(.*)");
    private static final Pattern PORT = Pattern.compile(" --secure-port[= ](\\d+)");
    private static final String USUAL_PORT = "6443";

    private final Path folder;
    private final UnaryOperator<List<String>> outrigger;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> places = new LinkedHashMap<>();
    private final List<Program> servers = new ArrayList<>();

    private Terminal(Path folder, UnaryOperator<List<String>> outrigger) {
        this.folder = folder;
        this.outrigger = outrigger;
        var home = created(folder.resolve(".home")).toString();
        environment.putAll(Map.of("PATH", Installed.path(), "HOME", home, "TMPDIR", home, "LANG", "C.UTF-8"));
    }

    /// A terminal in a folder, with the launcher of the repository as its `./outrigger`.
    ///
    /// @param folder takes all that is written
    public static Terminal in(Path folder) {
        var launcher = Checkout.ROOT.resolve("outrigger").toString();
        return new Terminal(
                folder,
                words -> Stream.concat(Stream.of(launcher), words.stream()).toList());
    }

    /// A terminal in a folder, where the program of a sample is run for `./outrigger sample NAME` and
    /// `./outrigger build … NAME`: as the launcher does, but not built anew.
    ///
    /// @param folder takes all that is written
    public static Terminal in(Path folder, JavaProgram sample) {
        return new Terminal(
                folder, words -> sample.command(words.getFirst().equals("build") ? words.subList(0, 2) : List.of()));
    }

    /// The same with a file of the repository, at the same place below the folder.
    public Terminal with(String file) {
        var copy = folder.resolve(file);
        try {
            created(copy.resolveSibling(".").normalize());
            Files.copy(Checkout.ROOT.resolve(file), copy);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return this;
    }

    /// The same where the page names something that is elsewhere for this test, such as an etcd.
    public Terminal where(String named, String actual) {
        places.put(named, actual);
        return this;
    }

    /// Types what is typed in a block of a page, and compares the screen with the block. Times, ages, uids and
    /// revisions may be others. A command of which the block shows nothing may say what it likes, but must go well.
    ///
    /// @throws AssertionError where the screen differs
    public void follow(String console) {
        var shown = new StringBuilder();
        for (String part : PROMPT.split(console)) {
            var typed = TYPED.matcher(part);
            if (part.isBlank() || !typed.lookingAt()) continue;
            var command = typed.group();
            boolean silent = part.substring(typed.end()).isBlank();
            shown.append("$ ").append(command).append('\n').append(shown(typed(command), silent));
        }
        assertThat(masked(shown.toString())).isEqualTo(masked(console));
    }

    private static String masked(String text) {
        return Screen.mask(text)
                .replaceAll("(?m)(?<= )\\d+s(?: +|$)", "<age> ")
                .replaceAll("(\"?resourceVersion\"?: ?)\"\\d+\"", "$1\"<revision>\"")
                .stripTrailing();
    }

    /// What the screen shows, with everything where the page has it.
    private String shown(Screen screen, boolean silent) {
        if (silent && screen.exit() == 0) return "";
        var text = screen.out() + screen.err();
        for (var place : places.entrySet()) text = text.replace(place.getValue(), place.getKey());
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }

    private Screen typed(String command) {
        var variable = VARIABLE.matcher(command);
        if (variable.matches()) {
            environment.put(group(variable, 1), group(variable, 2));
            return new Screen(command, 0, "", "");
        }
        var program = OUTRIGGER.matcher(command);
        if (!program.matches()) return run(command, command);
        var words = List.of(group(program, 1).split(" "));
        return words.getFirst().equals("build")
                ? run(command, line(words) + group(program, 2))
                : started(command, line(words), group(program, 2));
    }

    private Screen run(String command, String line) {
        try (var program = start(line)) {
            var exit = program.exit(PATIENCE);
            if (exit.isEmpty()) throw new AssertionError("no end after " + PATIENCE + " of " + program);
            var out = program.out().whole(PATIENCE);
            return new Screen(command, exit.getAsInt(), out, program.err().whole(PATIENCE));
        }
    }

    private Screen started(String command, String program, String flags) {
        var port = PORT.matcher(flags);
        var named = port.find() ? group(port, 1) : USUAL_PORT;
        var server = start("exec " + program + port.replaceAll("") + " --secure-port 0");
        servers.add(server);
        var ready = server.out().next("ready https://\\S+", PATIENCE);
        var actual = ready.substring(ready.lastIndexOf(':') + 1);
        for (String host : List.of("127.0.0.1", "localhost")) places.put(host + ":" + named, host + ":" + actual);
        return new Screen(command, 0, ready + "\n", "");
    }

    /// What is run for `./outrigger` and these words.
    private String line(List<String> words) {
        return outrigger.apply(words).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    }

    private Program start(String line) {
        var placed = line;
        for (var place : places.entrySet()) placed = placed.replace(place.getKey(), place.getValue());
        var builder = new ProcessBuilder("/bin/sh", "-c", placed).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return Program.start(builder, "");
    }

    private static String group(Matcher matcher, int number) {
        var group = matcher.group(number);
        return group == null ? "" : group;
    }

    private static Path created(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Ends the servers, as an operator does.
    ///
    /// @throws AssertionError where one does not end well
    @Override
    public void close() {
        try {
            for (Program server : servers) {
                server.terminate();
                assertThat(server.exit(UNTIL_STOPPED))
                        .as("exit code of %s", server)
                        .isEqualTo(OptionalInt.of(0));
            }
        } finally {
            servers.forEach(Program::close);
        }
    }
}
