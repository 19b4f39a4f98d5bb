package dev.outrigger.samples.cats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.transcripts.Installed;
import dev.outrigger.transcripts.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients in other languages lead their usual life, which stands in `src/test/resources/clients`.
@KubectlTest
class ForeignClientTests {
    private static final Path SCRIPTS = CatsServer.ROOT.resolve("samples/cats/src/test/resources/clients");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void theJavaScriptClientFindsEverythingAsItIsUsedTo(CatsServer server) throws IOException {
        long tests = matches("(?m)^test\\(", Files.readString(SCRIPTS.resolve("life.cjs")));
        try (var life = start(server, "node-kubernetes", "--test-reporter=tap", "life.cjs")) {
            assertThat(life.exit(PATIENCE)).as("%s", life).isEqualTo(OptionalInt.of(0));
            assertThat(life.out().whole(PATIENCE).lines())
                    .contains("# tests " + tests, "# pass " + tests, "# skipped 0", "# todo 0");
        }
    }

    @Test
    void thePythonClientFindsEverythingAsItIsUsedTo(CatsServer server) throws IOException {
        long tests = matches("(?m)^ +def test_", Files.readString(SCRIPTS.resolve("life.py")));
        try (var life = start(server, "python3-kubernetes", "-B", "life.py")) {
            assertThat(life.exit(PATIENCE)).as("%s", life).isEqualTo(OptionalInt.of(0));
            assertThat(life.err().whole(PATIENCE))
                    .contains("\nRan " + tests + " tests in ")
                    .endsWith("\nOK\n");
        }
    }

    @Test
    void theJavaScriptClientSpeaksToPods(@TempDir Path folder) throws IOException {
        long tests = matches("(?m)^test\\(", Files.readString(SCRIPTS.resolve("pods.cjs")));
        try (var pods = PodServer.start(folder);
                var life = start(pods.kubeconfig(), "node-kubernetes", "--test-reporter=tap", "pods.cjs")) {
            assertThat(life.exit(PATIENCE)).as("%s", life).isEqualTo(OptionalInt.of(0));
            assertThat(life.out().whole(PATIENCE).lines())
                    .contains("# tests " + tests, "# pass " + tests, "# skipped 0", "# todo 0");
        }
    }

    @Test
    void thePythonClientSpeaksToPods(@TempDir Path folder) throws IOException {
        long tests = matches("(?m)^ +def test_", Files.readString(SCRIPTS.resolve("pods.py")));
        try (var pods = PodServer.start(folder);
                var life = start(pods.kubeconfig(), "python3-kubernetes", "-B", "pods.py")) {
            assertThat(life.exit(PATIENCE)).as("%s", life).isEqualTo(OptionalInt.of(0));
            assertThat(life.err().whole(PATIENCE))
                    .contains("\nRan " + tests + " tests in ")
                    .endsWith("\nOK\n");
        }
    }

    @Test
    void theJavaScriptInformerGoesOnWhereItWasAfterARestart(@TempDir Path folder) throws IOException {
        try (var first = CatsServer.start(folder);
                var administrator = first.administrator();
                var informer = start(first, "node-kubernetes", "informer.cjs")) {
            informer.out().next("connect", PATIENCE);
            administrator.post(Administrator.CATS, Cats.json("tom", "Tom", ""));
            administrator.post(Administrator.CATS, Cats.json("felix", "Felix", ""));
            informer.out().next("add felix Felix", PATIENCE);
            first.stop();
            informer.out().next("error .*", PATIENCE);

            try (var second =
                    CatsServer.await(CatsServer.launch(folder, first.url().getPort()), folder)) {
                administrator.delete(Administrator.CATS + "/tom");
                informer.out().next("delete tom Tom", PATIENCE);
                administrator.post(Administrator.CATS, Cats.json("kitty", "Kitty", ""));
                informer.out().next("add kitty Kitty", PATIENCE);
                second.stop();
            }
            assertThat(matches("add felix", informer.out().soFar())).isOne();
        }
    }

    private static Program start(CatsServer server, String program, String... words) {
        return start(server.kubeconfig(), program, words);
    }

    private static Program start(Path kubeconfig, String program, String... words) {
        var command = new ArrayList<>(List.of(Installed.program(program).toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(SCRIPTS.toFile());
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        return Program.start(builder, "");
    }

    private static long matches(String regex, String text) {
        return Pattern.compile(regex).matcher(text).results().count();
    }
}
