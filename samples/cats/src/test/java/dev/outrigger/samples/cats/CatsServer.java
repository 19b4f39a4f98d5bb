package dev.outrigger.samples.cats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.transcripts.Checkout;
import dev.outrigger.transcripts.Program;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// A built server as a process of its own. Closing it is SIGKILL where it still runs.
final class CatsServer implements AutoCloseable {
    /// The root of the repository.
    static final Path ROOT = Checkout.ROOT;

    private static final Duration UNTIL_READY = Duration.ofSeconds(60);
    private static final Duration UNTIL_STOPPED = Duration.ofSeconds(5);

    /// Building from nothing, on a slow machine.
    private static final Duration UNTIL_BUILT = Duration.ofMinutes(8);

    private static final Pattern INFORMATION = Pattern.compile("^\\d{2}:\\d{2}:\\d{2}\\.\\d{3} INFO ");

    private static boolean built;

    private final Program program;
    private final Path kubeconfig;
    private final URI url;
    private final Duration readyAfter;
    private int heard;

    private CatsServer(Program program, Path kubeconfig, URI url, Duration readyAfter) {
        this.program = program;
        this.kubeconfig = kubeconfig;
        this.url = url;
        this.readyAfter = readyAfter;
    }

    /// The cats sample, started by the repository's launcher on a free port; its objects are kept below that folder.
    static CatsServer start(Path folder, String... flags) {
        return await(launch(folder, 0, flags), folder);
    }

    /// The launcher's process, which may come to nothing.
    static Program launch(Path folder, int port, String... flags) {
        var words = new ArrayList<>(List.of("sample", "cats"));
        words.addAll(flags(folder, port));
        words.addAll(List.of(flags));
        return launcher(words);
    }

    /// The same sample as the launcher's demonstration.
    static CatsServer demo(Path folder) {
        var words = new ArrayList<>(List.of("demo"));
        words.addAll(flags(folder, 0));
        return await(launcher(words), folder);
    }

    private static Program launcher(List<String> words) {
        var command = new ArrayList<>(List.of(ROOT.resolve("outrigger").toString()));
        command.addAll(words);
        return Program.start(new ProcessBuilder(command).directory(ROOT.toFile()), "");
    }

    /// Lets the launcher build what is out of date, once for all tests, so that none of them waits for it.
    static synchronized void build() {
        if (built) return;
        try (var program = launcher(List.of("sample", "cats", "--version"))) {
            var exit = program.exit(UNTIL_BUILT);
            if (!exit.equals(OptionalInt.of(0))) throw new AssertionError("the launcher cannot build: " + program);
        }
        built = true;
    }

    /// A server's flags: that port, 0 for any free one, and everything it writes below that folder.
    static List<String> flags(Path folder, int port) {
        return List.of(
                "--secure-port", Integer.toString(port),
                "--data-dir", folder.resolve("data").toString(),
                "--kubeconfig-out", folder.resolve("kubeconfig").toString());
    }

    /// The server that this process becomes when it is ready.
    static CatsServer await(Program program, Path folder) {
        long started = System.nanoTime();
        try {
            var line = program.out().next("ready https://\\S+", UNTIL_READY);
            var url = URI.create(line.substring("ready ".length()));
            return new CatsServer(
                    program, folder.resolve("kubeconfig"), url, Duration.ofNanos(System.nanoTime() - started));
        } catch (AssertionError | RuntimeException failed) {
            program.close();
            throw new AssertionError("not ready: " + program, failed);
        }
    }

    /// How long it took from the start of the process until it was ready.
    Duration readyAfter() {
        return readyAfter;
    }

    URI url() {
        return url;
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    /// A client over HTTP with the administrator's certificate.
    Administrator administrator() {
        return Administrator.of(kubeconfig, url);
    }

    /// Ends it as an operator does, with SIGTERM.
    void stop() {
        program.terminate();
        assertThat(program.exit(UNTIL_STOPPED))
                .as("exit code within %s of SIGTERM of %s", UNTIL_STOPPED, program)
                .isEqualTo(OptionalInt.of(0));
        mustBeUnharmed();
    }

    /// Ends it as a power cut does, with SIGKILL.
    void kill() {
        program.kill();
    }

    /// It has not complained of anything since this was last asked.
    void mustBeUnharmed() {
        var said = program.err().soFar().substring(heard);
        heard += said.length();
        assertThat(said.lines().filter(line -> !INFORMATION.matcher(line).find()))
                .as("complaints of the server")
                .isEmpty();
        assertThat(program.out().soFar()).as("standard output of the server").doesNotContain("Exception");
    }

    /// The next line it says that matches.
    String says(String regex) {
        return program.out().next(regex, UNTIL_READY);
    }

    void mustBeRunning() {
        assertThat(program.isAlive()).as("the server runs: %s", program).isTrue();
        mustBeUnharmed();
    }

    @Override
    public void close() {
        program.close();
    }

    @Override
    public String toString() {
        return program.toString();
    }
}
