package dev.outrigger.samples.hello.controller;

import dev.outrigger.junit.ServerExtension;
import dev.outrigger.junit.TestServer;
import dev.outrigger.transcripts.JavaProgram;
import dev.outrigger.transcripts.Page;
import dev.outrigger.transcripts.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What the README shows is so: its third terminal, beside a server and a controller in this process.
class ReadmeTests {
    @RegisterExtension
    static final ServerExtension SERVER = ServerExtension.of(Cluster::server);

    @Test
    void theThirdTerminalShowsWhatItSays(TestServer server, @TempDir Path folder) throws Exception {
        Files.createDirectory(folder.resolve("outrigger-data"));
        Files.writeString(folder.resolve("outrigger-data/admin.kubeconfig"), server.kubeconfigText());
        try (var controller = FooController.start(server.client());
                var terminal = Terminal.in(folder, JavaProgram.of(Main.class))) {
            terminal.with("samples/hello-controller/tom.yaml")
                    .follow(Page.of("samples/hello-controller/README.md")
                            .consoles()
                            .getLast());
        }
    }
}
