package dev.outrigger.samples.hello;

import dev.outrigger.transcripts.JavaProgram;
import dev.outrigger.transcripts.Page;
import dev.outrigger.transcripts.Terminal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README shows is so.
class ReadmeTests {
    @TempDir
    Path folder;

    @Test
    void theTranscriptOfTheReadmeIsWhatTheScreenShows() {
        try (var terminal = Terminal.in(folder, JavaProgram.of(Main.class))) {
            for (String file : new String[] {"foos.yaml", "config.json", "base64.json", "review.json"}) {
                terminal.with("samples/hello/" + file);
            }
            Page.of("samples/hello/README.md").consoles().forEach(terminal::follow);
        }
    }
}
