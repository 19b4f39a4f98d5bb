package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.kinds.Connect;
import dev.outrigger.kinds.LogLine;
import dev.outrigger.kinds.Resource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// fabric8's client speaks to pods, which are its own class here.
class Fabric8StreamTests {
    private static RunningServer server;
    private static KubernetesClient client;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = Outrigger.server()
                .name("pods")
                .resource(Resource.of(Pod.class)
                        .in("", "v1")
                        .subresource("exec", Connect.exec((pod, options, _, session) -> {
                            // The protocol it speaks cannot tell that there is no more input.
                            session.stdout().write(session.stdin().readNBytes(4));
                            session.stderr().write(pod.getMetadata().getName().getBytes(StandardCharsets.UTF_8));
                            return Integer.parseInt(options.command().getFirst());
                        }))
                        .subresource(
                                "log",
                                Connect.logs((_, _, _, log) -> log.past(List.of(
                                        new LogLine(Instant.EPOCH, "one"), new LogLine(Instant.EPOCH, "two"))))))
                .start(Options.inMemory(folder));
        client = Fabric8Client.of(server.kubeconfig()).client();
        var pod = new PodBuilder()
                .withNewMetadata()
                .withName("tom")
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("cat")
                .endContainer()
                .endSpec()
                .build();
        client.resource(pod).create();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void aCommandReadsAndWritesAndHasAnExitCode() throws Exception {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var input = new ByteArrayInputStream("meow".getBytes(StandardCharsets.UTF_8));
        try (var session = client.pods()
                .inNamespace("default")
                .withName("tom")
                .readingInput(input)
                .writingOutput(out)
                .writingError(err)
                .exec("3")) {
            assertThat(session.exitCode().get(20, TimeUnit.SECONDS)).isEqualTo(3);
        }
        assertThat(out).hasToString("meow");
        assertThat(err).hasToString("tom");
    }

    @Test
    void aLogIsRead() {
        var pod = client.pods().inNamespace("default").withName("tom");
        assertThat(pod.getLog()).isEqualTo("one\ntwo\n");
        assertThat(pod.tailingLines(1).getLog()).isEqualTo("two\n");
    }
}
