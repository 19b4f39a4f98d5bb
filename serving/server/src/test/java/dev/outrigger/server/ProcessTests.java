package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTests {
    @TempDir
    Path folder;

    private Program cats(String... args) throws Exception {
        var main = new ArrayList<>(List.of("dev.outrigger.server.CatServer"));
        main.addAll(List.of(args));
        return Program.run(folder, main);
    }

    @Test
    void itSaysReadyThenWhatToTypeNextAndEndsWithZeroWhenToldTo() throws Exception {
        try (var program = cats("--secure-port", "0", "--storage", "memory")) {
            assertThat(program.line()).matches("ready https://127\\.0\\.0\\.1:\\d+");
            assertThat(program.line()).isEmpty();
            var kubectl = "kubectl --kubeconfig outrigger-data/admin.kubeconfig ";
            assertThat(program.line()).isEqualTo(kubectl + "api-resources");
            assertThat(program.line()).isEqualTo(kubectl + "explain cat --recursive");
            assertThat(program.line()).isEqualTo(kubectl + "get cats --all-namespaces");
            try (var admin = Clients.of(folder.resolve("outrigger-data/admin.kubeconfig"))) {
                assertThat(admin.get("/readyz").body()).isEqualTo("ok");
            }
            long start = System.nanoTime();
            program.terminate();
            assertThat(program.exitCode()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(program.errors()).isEmpty();
        }
    }

    @Test
    void aServerOfTypesWithoutRulesLoadsNothingOfCel() throws Exception {
        var log = folder.resolve("classes.log");
        var cats = List.of("-Xlog:class+load:file=" + log, "dev.outrigger.server.CatServer", "--secure-port=0");
        try (var program = Program.run(folder, cats)) {
            assertThat(program.line()).startsWith("ready ");
        }

        assertThat(Files.readString(log))
                .contains(" dev.outrigger.server.CatServer ")
                .doesNotContain(" dev.outrigger.cel.", " dev.cel.");
    }

    @Test
    void aMistakenFlagEndsItWithTwoAndOneLine() throws Exception {
        try (var program = cats("--nonsense")) {
            assertThat(program.exitCode()).isEqualTo(2);
            assertThat(program.errors()).isEqualTo("cats: unknown flag: --nonsense (cats --help lists the flags)\n");
        }
    }

    @Test
    void builtFilesGoToStandardOutputAndItEndsWithZero() throws Exception {
        try (var program = cats("build", "crd")) {
            assertThat(program.line()).isEqualTo("---");
            assertThat(program.line()).isEqualTo("apiVersion: apiextensions.k8s.io/v1");
            assertThat(program.exitCode()).isZero();
        }
        try (var program = cats("build", "cake")) {
            assertThat(program.exitCode()).isEqualTo(2);
            assertThat(program.errors())
                    .isEqualTo(
                            "cats: build knows no \"cake\", only: crd and proto (cats build --help lists what can be made)\n");
        }
    }

    @Test
    void aFolderInUseAndAPortInUseEndItWithOneAndOneLine() throws Exception {
        try (var first = cats("--secure-port=0")) {
            var ready = first.line();
            var port = ready.substring(ready.lastIndexOf(':') + 1);
            try (var second = cats("--secure-port=0")) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.errors())
                        .isEqualTo("cats: the data folder outrigger-data is in use by another server: stop that one, "
                                + "or choose another folder with --data-dir\n");
            }
            try (var second = cats("--secure-port=" + port, "--data-dir=other")) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.errors())
                        .isEqualTo("cats: cannot listen on 127.0.0.1:" + port
                                + ": the port is in use (choose another with --secure-port)\n");
            }
        }
    }

    @Test
    void aFailureThatNobodyForesawEndsItWithOneAndOneLineToo() throws Exception {
        var withoutSockets = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("vertx-core"))
                .collect(Collectors.joining(File.pathSeparator));
        try (var program = Program.run(folder, withoutSockets, List.of(CatServer.class.getName()))) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.errors())
                    .matches("cats: cannot start: java\\.lang\\.NoClassDefFoundError: io/vertx/\\S+\n");
        }
    }

    @Test
    void aServerThatWasKilledStartsAgainOnItsFolder() throws Exception {
        try (var first = cats("--secure-port=0")) {
            assertThat(first.line()).startsWith("ready ");
            first.kill();
            first.exitCode();
        }
        try (var second = cats("--secure-port=0")) {
            assertThat(second.line()).startsWith("ready ");
        }
    }

    @Test
    void helpIsPrintedAndEndsItWithZero() throws Exception {
        try (var program = cats("--help")) {
            assertThat(program.line()).isEqualTo("Serves a Kubernetes-style API.");
            assertThat(program.exitCode()).isZero();
        }
    }

    @Test
    void theFirstProgramAUserWritesRunsAsItIs() throws Exception {
        var source = folder.resolve("First.java");
        Files.writeString(source, """
                import dev.outrigger.kinds.Resource;
                import dev.outrigger.server.Outrigger;

                record Cat(Spec spec) {
                  record Spec(String name) {}
                }

                void main(String[] args) {
                  Outrigger.server()
                      .resource(Resource.of(Cat.class).in("animal.skai.io", "v1alpha1").shortName("ct"))
                      .run(args);
                }
                """);
        try (var program = Program.run(folder, List.of(source.toString(), "--secure-port=0", "--storage=memory"))) {
            assertThat(program.line()).startsWith("ready https://127.0.0.1:");
            try (var admin = Clients.of(folder.resolve("outrigger-data/admin.kubeconfig"))) {
                assertThat(admin.get("/apis/animal.skai.io/v1alpha1/cats").statusCode())
                        .isEqualTo(200);
            }
            program.terminate();
            assertThat(program.exitCode()).isZero();
        }
    }
}
