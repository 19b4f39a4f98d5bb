package dev.outrigger.samples.cats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.transcripts.Installed;
import dev.outrigger.transcripts.Kubectl;
import dev.outrigger.transcripts.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// What people do with pods through kubectl, with those that speak SPDY and those that speak WebSocket.
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {Kubectl.OLD, Kubectl.PATHS, Kubectl.NEW})
class PodTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path SCRIPTS = CatsServer.ROOT.resolve("samples/cats/src/test/resources/clients");
    private static PodServer server;

    @Parameter
    private String program;

    @TempDir
    private Path folder;

    private Kubectl kubectl;

    @BeforeAll
    static void start(@TempDir Path data) {
        server = PodServer.start(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void kubectl() {
        kubectl = new Kubectl(program, folder, server.kubeconfig());
    }

    @Test
    void aCommandSaysWhatItIsToldAndSucceeds() {
        kubectl.run("exec tom -- echo 'two words' three").shows("two words three");
    }

    @Test
    void theExitCodeIsTheCommands() {
        var failed = kubectl.run("exec tom -- exit 42");
        assertThat(failed.exit()).isEqualTo(42);
        assertThat(failed.err()).isEqualTo("command terminated with exit code 42\n");
    }

    @Test
    void errorsGoApart() {
        var screen = kubectl.run("exec tom -- complain");
        assertThat(screen.exit()).isZero();
        assertThat(screen.out()).isEmpty();
        assertThat(screen.err()).isEqualTo("oh no\n");
    }

    @Test
    void aRefusalIsToldInItsWords() {
        kubectl.run("exec tom -- refuse").refuses("error: the pod does not want to");
        assertThat(kubectl.run("exec nobody -- echo").err())
                .isEqualTo("Error from server (NotFound): pods \"nobody\" not found\n");
    }

    @Test
    void inputIsReadToItsEnd() {
        var screen = kubectl.runReading("meow\npurr\n", "exec -i tom -- cat");
        assertThat(screen.exit()).as("%s", screen).isZero();
        assertThat(screen.out()).isEqualTo("meow\npurr\n");
    }

    @Test
    void megabytesGoInAndOutWhole() {
        var input = "a line of some length, so that there are not too many\n".repeat(100_000);
        var sent = Pod.Machine.sha().digest(input.getBytes(StandardCharsets.UTF_8));
        assertThat(kubectl.runReading(input, "exec -i tom -- digest").out())
                .isEqualTo(HexFormat.of().formatHex(sent) + "\n");
        assertThat(kubectl.runReading(input, "exec -i tom -- cat").out()).isEqualTo(input);
    }

    @Test
    void aTerminalTellsItsSizes() {
        var command = List.of(
                Installed.program("python3-kubernetes").toString(),
                "-B",
                "terminal.py",
                Installed.onPath(program)
                        .orElseGet(() -> Installed.program(program))
                        .toString(),
                "exec",
                "-it",
                "tom",
                "--",
                "sizes",
                "2");
        var builder = new ProcessBuilder(command).directory(SCRIPTS.toFile());
        builder.environment().put("KUBECONFIG", server.kubeconfig().toString());
        builder.environment().put("HOME", folder.toString());
        try (var terminal = Program.start(builder, "")) {
            assertThat(terminal.exit(PATIENCE)).as("%s", terminal).isEqualTo(OptionalInt.of(0));
            assertThat(terminal.out().whole(PATIENCE))
                    .contains("TerminalSize[width=111, height=33]")
                    .contains("TerminalSize[width=99, height=44]");
        }
    }

    @Test
    void whoLeavesStopsTheCommand() throws InterruptedException {
        try (var waiting = kubectl.start("exec tom -- wait")) {
            waiting.out().next("waiting", PATIENCE);
            waiting.terminate();
            assertThat(server.machine().ended.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo("wait");
        }
    }

    @Test
    void whatRunsIsAttachedTo() {
        assertThat(kubectl.run("attach tom").out()).endsWith("attached to tom\n");
    }

    @Test
    void aLogIsShownAsItIsWanted() {
        kubectl.run("logs tom").shows("born", "fed", "asleep");
        kubectl.run("logs tom --tail=1 --timestamps").shows("2026-11-28T12:02:00.000000000Z asleep");
        kubectl.run("logs tom --since-time=2026-11-28T12:00:30Z").shows("fed", "asleep");
        assertThat(kubectl.run("logs tom --limit-bytes=7").out()).isEqualTo("born\nfe");
        kubectl.run("get --raw /api/v1/namespaces/default/pods/tom/log?tailLines=2")
                .shows("fed", "asleep");
    }

    @Test
    void aLogThatIsRefusedIsAStatus() {
        kubectl.run("logs tom --previous")
                .refuses("Error from server (BadRequest): previous terminated container not found");
    }

    @Test
    void aLogIsFollowedToItsEnd() {
        try (var follow = kubectl.start("logs tom -f")) {
            follow.out().next("asleep", PATIENCE);
            server.machine().news.add("awake");
            follow.out().next("awake", PATIENCE);
            server.machine().news.add("end");
            assertThat(follow.exit(PATIENCE)).as("%s", follow).isEqualTo(OptionalInt.of(0));
        }
    }

    @Test
    void whoLeavesALogStopsIt() throws InterruptedException {
        try (var follow = kubectl.start("get --raw /api/v1/namespaces/default/pods/tom/log?follow=true")) {
            follow.out().next("asleep", PATIENCE);
            follow.terminate();
            assertThat(server.machine().ended.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo("log of tom");
        }
    }

    @Test
    void everythingWorksThroughAProxyInFront() throws IOException {
        try (var proxy = new ConnectProxy()) {
            var through = new ArrayList<String>();
            for (var line : Files.readAllLines(server.kubeconfig())) {
                through.add(line);
                if (line.strip().startsWith("server: ")) {
                    through.add(line.replaceAll("server: .*", "proxy-url: http://127.0.0.1:" + proxy.port()));
                }
            }
            var kubeconfig = Files.write(folder.resolve("through"), through);
            var behind = new Kubectl(program, folder, kubeconfig);
            behind.runReading("meow\n", "exec -i tom -- cat").shows("meow");
            assertThat(behind.run("exec tom -- exit 7").exit()).isEqualTo(7);
            try (var follow = behind.start("logs tom -f")) {
                follow.out().next("asleep", PATIENCE);
                server.machine().news.add("end");
                assertThat(follow.exit(PATIENCE)).isEqualTo(OptionalInt.of(0));
            }
            assertThat(proxy.connections()).isGreaterThanOrEqualTo(3);
        }
    }
}
