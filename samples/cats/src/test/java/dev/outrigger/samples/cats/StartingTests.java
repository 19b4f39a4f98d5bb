package dev.outrigger.samples.cats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.transcripts.Kubectl;
import dev.outrigger.transcripts.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The server's process: how it begins, how it ends, and how it says that it cannot begin.
@ExtendWith(Built.class)
class StartingTests {
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void aServerThatIsReadySaysWhereAndWhatToTypeNext(TestReporter reporter) {
        try (var server = CatsServer.start(folder)) {
            reporter.publishEntry("ready after", server.readyAfter().toMillis() + " ms");
            assertThat(server.url().toString()).matches("https://127\\.0\\.0\\.1:\\d+");
            var kubectl = Pattern.quote("kubectl --kubeconfig " + server.kubeconfig() + " ");
            server.says(kubectl + "api-resources");
            server.says(kubectl + "explain cat .*");
            server.says(kubectl + "get cats .*");
            server.stop();
        }
    }

    @Test
    void theLinesThatTheDemoPrintsCanBeTyped() throws IOException {
        var lucky = Path.of("samples/cats/lucky.yaml");
        Files.createDirectories(folder.resolve(lucky).getParent());
        Files.copy(CatsServer.ROOT.resolve(lucky), folder.resolve(lucky));

        try (var server = CatsServer.demo(folder)) {
            // Without a kubeconfig but the one that the lines name.
            var kubectl = new Kubectl(folder, folder.resolve("none"));
            var typed = new ArrayList<String>();
            do {
                typed.add(server.says("kubectl .+").substring("kubectl ".length()));
                assertThat(kubectl.run(typed.getLast()).text()).isNotEmpty();
            } while (!typed.getLast().contains(" delete "));
            assertThat(typed).hasSizeGreaterThan(3).anyMatch(line -> line.endsWith(" apply -f " + lucky));
            server.stop();
        }
    }

    @Test
    void aServerEndsWithItsWatchesOpen() {
        try (var server = CatsServer.start(folder)) {
            var kubectl = new Kubectl(folder, server.kubeconfig());
            kubectl.runReading(Cats.yaml("tom"), "create -f -").text();
            try (var watch = kubectl.start("get cats -w -o name")) {
                watch.out().next("cat.animal.skai.io/tom", AT_ONCE);
                server.stop();
            }
        }
    }

    @Test
    void aPortThatIsTakenIsSaidInOneLine() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            mustFail(CatsServer.launch(folder, taken.getLocalPort()), "127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void aDataFolderThatIsInUseIsSaidInOneLine() {
        try (var server = CatsServer.start(folder)) {
            mustFail(CatsServer.launch(folder, 0), folder.resolve("data") + " is in use");
            server.mustBeRunning();
        }
    }

    @Test
    void aDataFolderThatIsAFileIsSaidInOneLine() throws IOException {
        Files.writeString(folder.resolve("data"), "");
        mustFail(CatsServer.launch(folder, 0), folder.resolve("data").toString());
    }

    @Test
    void aFlagThatIsUnknownIsSaidInOneLine() {
        mustFail(CatsServer.launch(folder, 0, "--secure-prot", "1"), "--secure-prot");
    }

    @Test
    void whatIsKeptInMemoryIsGoneWithTheServer() {
        try (var server = CatsServer.start(folder, "--storage", "memory")) {
            var kubectl = new Kubectl(folder, server.kubeconfig());
            kubectl.runReading(Cats.yaml("tom"), "create -f -").shows("cat.animal.skai.io/tom created");
            server.stop();
        }
        try (var server = CatsServer.start(folder, "--storage", "memory")) {
            new Kubectl(folder, server.kubeconfig()).run("get cats").findsNothing();
        }
    }

    private static void mustFail(Program program, String why) {
        try (program) {
            var exit = program.exit(AT_ONCE);
            assertThat(exit).as("%s", program).isPresent();
            assertThat(exit.getAsInt()).as("%s", program).isNotZero();
            assertThat(program.out().whole(AT_ONCE)).isEmpty();
            assertThat(program.err().whole(AT_ONCE).lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains(why);
        }
    }
}
