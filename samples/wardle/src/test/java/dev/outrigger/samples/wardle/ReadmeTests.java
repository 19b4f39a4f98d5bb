package dev.outrigger.samples.wardle;

import dev.outrigger.store.etcd.Etcd;
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
        var readme = Page.of("samples/wardle/README.md");
        try (var etcd = Etcd.start(folder.resolve("etcd"));
                var terminal = Terminal.in(folder, JavaProgram.of(Main.class))
                        .with("samples/wardle/flunder.yaml")
                        .where("http://127.0.0.1:2379", etcd.url().toString())) {
            readme.consoles().forEach(terminal::follow);
        }
    }
}
