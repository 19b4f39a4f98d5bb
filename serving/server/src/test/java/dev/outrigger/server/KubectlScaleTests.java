package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.rest.TimeLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What kubectl does with subresources.
class KubectlScaleTests {
    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static ProtocolServer server;

    @TempDir
    Path folder;

    private final String namespace = "n" + NAMESPACES.incrementAndGet();
    private final String herds = "/apis/farm.example.com/v1/namespaces/" + namespace + "/herds";

    @BeforeAll
    static void start() {
        server = ProtocolServer.start(SubresourceTypes.server(), new Options.Storage.Memory(), TimeLimits.USUAL);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void herd() {
        var herd = SubresourceTypes.herd("v1", "a", "'size': 3", "'shepherd': 'ann'");
        server.admin().post(herds, herd).created();
    }

    /// What kubectl says, errors too.
    private String kubectl(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("kubectl", "--namespace", namespace));
        command.addAll(List.of("--kubeconfig", server.kubeconfig().toString()));
        command.addAll(List.of("--cache-dir", folder.resolve("cache").toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private Object size() {
        return server.admin().get(herds + "/a").ok().at("/spec/size");
    }

    @Test
    void scaleSetsTheNumber() throws IOException {
        assertThat(kubectl("scale", "herd", "a", "--replicas=5")).isEqualTo("herd.farm.example.com/a scaled");
        assertThat(size()).isEqualTo(5L);
    }

    @Test
    void scaleKeepsToItsPreconditions() throws IOException {
        var current = server.admin().get(herds + "/a").resourceVersion();
        assertThat(kubectl("scale", "herd", "a", "--replicas=5", "--current-replicas=4"))
                .isEqualTo("error: Expected replicas to be 4, was 3");
        assertThat(kubectl("scale", "herd", "a", "--replicas=5", "--resource-version=1"))
                .startsWith("error: Expected resource version to be 1, was ");
        assertThat(kubectl(
                        "scale", "herd", "a", "--replicas=5", "--current-replicas=3", "--resource-version=" + current))
                .isEqualTo("herd.farm.example.com/a scaled");
        assertThat(size()).isEqualTo(5L);
    }

    @Test
    void scaleIsToldWhatTheObjectsRulesSay() throws IOException {
        assertThat(kubectl("scale", "herd", "a", "--replicas=100"))
                .isEqualTo("The Herd \"a\" is invalid: spec.size: Invalid value: 100: is more than the meadow holds");
        assertThat(size()).isEqualTo(3L);
    }

    @Test
    void theScaleAndTheStatusAreReadAndWrittenAsSubresources() throws IOException {
        assertThat(kubectl("get", "herd", "a", "--subresource=scale"))
                .matches("NAME\\s+DESIRED\\s+AVAILABLE\\s+AGE\\s+a\\s+3\\s+0\\s+\\d+s");
        assertThat(kubectl(
                        "patch", "herd", "a", "--subresource=scale", "--type=merge", "-p={\"spec\":{\"replicas\":6}}"))
                .isEqualTo("scale.autoscaling/a patched");
        assertThat(size()).isEqualTo(6L);
        assertThat(kubectl(
                        "patch",
                        "herd",
                        "a",
                        "--subresource=status",
                        "--type=merge",
                        "-p={\"status\":{\"counted\":6}}"))
                .isEqualTo("herd.farm.example.com/a patched");
        assertThat(kubectl("get", "herd", "a", "--subresource=scale", "-o=jsonpath={.status.replicas}"))
                .isEqualTo("6");
    }

    @Test
    void applyWritesTheScale() throws IOException {
        var file = folder.resolve("status.yaml");
        Files.writeString(file, """
                apiVersion: farm.example.com/v1
                kind: Herd
                metadata: {name: a}
                status: {counted: 2}
                """);
        assertThat(kubectl("apply", "--server-side", "--subresource=status", "-f", file.toString()))
                .isEqualTo("herd.farm.example.com/a serverside-applied");
        assertThat(kubectl("get", "herd", "a", "--show-managed-fields", "-o=yaml"))
                .contains("subresource: status");
    }

    @Test
    void rawRequestsReachEverySubresource() throws IOException {
        assertThat(kubectl("get", "--raw", herds + "/a/call?times=2&names=x")).isEqualTo("ann[x]null\nann[x]null");
        var body = folder.resolve("encoding.yaml");
        Files.writeString(body, "{\"apiVersion\": \"encoding.example.com/v1beta1\", \"kind\": \"Encoding\"}");
        assertThat(kubectl("create", "--raw", herds + "/a/encode", "-f", body.toString()))
                .contains("\"output\":");
    }

    @Test
    void apiResourcesAreListed() throws IOException {
        assertThat(kubectl("api-resources")).contains("herds");
        assertThat(kubectl("explain", "herd.spec.diet")).contains("meals");
    }
}
