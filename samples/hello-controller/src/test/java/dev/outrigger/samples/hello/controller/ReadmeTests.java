package dev.outrigger.samples.hello.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.junit.ServerExtension;
import dev.outrigger.junit.TestServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What the README shows is so.
class ReadmeTests {
    private static final Pattern TRANSCRIPT =
            Pattern.compile("(?ms)^```console\\R\\$ export KUBECONFIG=\\S+\\R(\\$ kubectl.*?)^```$");

    @RegisterExtension
    static final ServerExtension SERVER = ServerExtension.of(Cluster::server);

    @Test
    void theTranscriptIsWhatKubectlShows(TestServer server, KubernetesClient client, @TempDir Path folder)
            throws Exception {
        var readme = TRANSCRIPT.matcher(Files.readString(Path.of("README.md")));
        assertThat(readme.find()).isTrue();
        var transcript = masked(readme.group(1)).lines().toList();
        var kubectl = new Kubectl(folder, server);
        kubectl.file("samples/hello-controller/tom.yaml", Files.readString(Path.of("tom.yaml")));

        var shown = new ArrayList<String>();
        try (var controller = FooController.start(client)) {
            for (var line : transcript) {
                if (!line.startsWith("$ kubectl ")) continue;
                shown.add(line);
                masked(kubectl.run(line.substring("$ kubectl ".length()))).lines().forEach(shown::add);
            }
        }
        assertThat(shown).isEqualTo(transcript);
    }

    private static String masked(String text) {
        return text.replaceAll("(?m)\\b\\d+s$", "<age>");
    }
}
