package dev.outrigger.samples.cats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.transcripts.JavaProgram;
import dev.outrigger.transcripts.Kubectl;
import dev.outrigger.transcripts.Page;
import dev.outrigger.transcripts.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the README shows is so.
@ExtendWith(Built.class)
class ReadmeTests {
    private static final int LONGEST = 15;

    @TempDir
    Path folder;

    @Test
    void theFirstProgramOfTheReadmeServesItsCats() throws IOException {
        var text = Page.of("README.md").program();
        assertThat(text.lines()).as("the README's first program").hasSizeLessThanOrEqualTo(LONGEST);

        var program = JavaProgram.compiled(text, folder).start(folder, CatsServer.flags(folder, 0));
        try (var server = CatsServer.await(program, folder)) {
            var kubectl = new Kubectl(folder, server.kubeconfig());
            kubectl.file("lucky.yaml", Files.readString(CatsServer.ROOT.resolve("samples/cats/lucky.yaml")));
            kubectl.run("apply -f lucky.yaml").shows("cat.animal.skai.io/mycat created");
            kubectl.run("get ct").shows("NAME    CREATED AT", "mycat   <time>");
            server.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "samples/cats/README.md"})
    void theTranscriptOfTheReadmeIsWhatTheScreenShows(String readme) {
        var consoles = Page.of(readme).consoles();
        try (var terminal = Terminal.in(folder).with("samples/cats/lucky.yaml")) {
            terminal.follow(consoles.get(0));
            terminal.follow(consoles.get(1));
        }
    }
}
