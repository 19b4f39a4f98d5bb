package dev.outrigger.samples.cats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.transcripts.Kubectl;
import dev.outrigger.transcripts.Program;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A server that ends and begins again on the same data folder.
@ExtendWith(Built.class)
class RestartTests {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String REVISION = "get cat %s -o jsonpath={.metadata.resourceVersion}";

    @TempDir
    Path folder;

    @Test
    void everythingIsAsItWas() {
        String before;
        try (var server = CatsServer.start(folder)) {
            var kubectl = new Kubectl(folder, server.kubeconfig());
            kubectl.runReading(Cats.yaml("tom"), "apply -f -").text();
            kubectl.runReading(Cats.yaml("felix", "Felix", "{color: black}"), "create -f -")
                    .text();
            kubectl.runReading(Cats.yaml("alley").replace("namespace: default", "namespace: other"), "create -f -")
                    .text();
            kubectl.run("label cat tom color=grey").text();
            kubectl.run("patch cat tom --subresource=status --type merge -p {\"status\":{\"mood\":\"good\"}}")
                    .text();
            kubectl.run("delete cat felix").text();
            before = kubectl.run("get --raw " + Administrator.ALL_CATS).text();
            server.stop();
        }
        try (var server = CatsServer.start(folder)) {
            var kubectl = new Kubectl(folder, server.kubeconfig());
            assertThat(kubectl.run("get --raw " + Administrator.ALL_CATS).text())
                    .isEqualTo(before);

            var last = Long.parseLong(
                    Administrator.json(before).at("/metadata/resourceVersion").asText());
            kubectl.runReading(Cats.yaml("kitty"), "create -f -").text();
            assertThat(Long.parseLong(kubectl.run(REVISION.formatted("kitty")).text()))
                    .isGreaterThan(last);
            server.stop();
        }
    }

    @Test
    void aWatchGoesOnFromARevisionBeforeTheEnd() {
        String seen;
        try (var server = CatsServer.start(folder)) {
            var kubectl = new Kubectl(folder, server.kubeconfig());
            kubectl.runReading(Cats.yaml("tom"), "create -f -").text();
            seen = kubectl.run(REVISION.formatted("tom")).text();
            kubectl.run("label cat tom color=grey").text();
            kubectl.runReading(Cats.yaml("felix"), "create -f -").text();
            kubectl.run("delete cat felix").text();
            server.stop();
        }
        try (var server = CatsServer.start(folder)) {
            var kubectl = new Kubectl(folder, server.kubeconfig());
            try (var watch = kubectl.start("get --raw " + Administrator.CATS + "?watch=true&resourceVersion=" + seen)) {
                mustTell(watch, "MODIFIED", "tom");
                mustTell(watch, "ADDED", "felix");
                mustTell(watch, "DELETED", "felix");

                kubectl.run("label cat tom color=white --overwrite").text();
                mustTell(watch, "MODIFIED", "tom");
            }
            server.stop();
        }
    }

    @Test
    void whoeverWasLetInIsLetInAgain() {
        try (var server = CatsServer.start(folder)) {
            server.stop();
        }
        var before = Administrator.credentials(folder.resolve("kubeconfig"));
        try (var server = CatsServer.start(folder)) {
            assertThat(Administrator.credentials(server.kubeconfig())).isEqualTo(before);
            new Kubectl(folder, server.kubeconfig()).run("get cats").findsNothing();
        }
    }

    private static void mustTell(Program watch, String type, String name) {
        var event = Administrator.json(watch.out().next("\\{.*}", PATIENCE));
        assertThat(event.path("type").asText()).as("%s", event).isEqualTo(type);
        assertThat(event.at("/object/metadata/name").asText()).as("%s", event).isEqualTo(name);
    }
}
