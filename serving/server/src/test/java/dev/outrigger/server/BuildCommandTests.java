package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.codec.Yaml;
import dev.outrigger.kinds.Resource;
import dev.outrigger.meta.Value;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `PROGRAM build …`.
class BuildCommandTests {
    record Thing(ThingSpec spec) {}

    record ThingSpec(String name) {}

    private static String build(ServerBuilder server, String... args) throws FlagSet.Mistake {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new BuildCommand("things", server::types, out).run(List.of(args));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static ServerBuilder things() {
        return Outrigger.server().resource(Resource.of(Thing.class).in("things.example.com", "v1"));
    }

    @Test
    void crdPrintsADocumentForEachResource() throws Exception {
        var text = build(ProtocolTypes.server(), "crd");
        var documents = text.split("(?m)^---\n");

        assertThat(documents).hasSize(ProtocolTypes.server().types().size() + 1);
        for (int i = 1; i < documents.length; i++) {
            var manifest = (Value.Struct)
                    Yaml.decode(documents[i].getBytes(StandardCharsets.UTF_8)).value();
            assertThat(manifest.text("kind")).contains("CustomResourceDefinition");
        }
        assertThat(text).contains("name: dogs.pets.example.com");
    }

    @Test
    void crdWritesAFileForEachResourceAndNamesIt(@TempDir Path folder) throws Exception {
        var into = folder.resolve("new/config");

        assertThat(build(things(), "crd", "--output", into.toString()))
                .isEqualTo(into.resolve("things.things.example.com.yaml") + "\n");
        assertThat(into.resolve("things.things.example.com.yaml"))
                .content()
                .isEqualTo(build(things(), "crd").substring("---\n".length()));
        assertThatThrownBy(() -> build(things(), "crd", "--output", into + "/things.things.example.com.yaml"))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("cannot write " + into);
    }

    @Test
    void aRuleThatCannotBeRunIsNotPublished() {
        var broken = Outrigger.server()
                .resource(
                        Resource.of(Thing.class).in("things.example.com", "v1").rule("self.spec.size > 3", "small"));

        assertThatThrownBy(() -> build(broken, "crd")).hasMessageContaining("undefined field 'size'");
    }

    @Test
    void mistakesAreToldInOneLine(@TempDir Path folder) throws Exception {
        var pem = Files.writeString(folder.resolve("ca.pem"), "x").toString();

        mistake("build needs to know what: crd");
        mistake("build knows no \"cake\", only: crd", "cake");
        mistake("unknown flag: --nonsense", "crd", "--nonsense");
        mistake(
                "a service is NAMESPACE/NAME or NAMESPACE/NAME:PORT, was \"pilot\"",
                "crd",
                "--conversion-webhook-service=pilot");
        mistake(
                "--conversion-webhook-service and --conversion-webhook-url exclude each other",
                "crd",
                "--conversion-webhook-service=a/b",
                "--conversion-webhook-url=https://c");
        mistake(
                "--conversion-webhook-ca-file needs --conversion-webhook-service or --conversion-webhook-url",
                "crd",
                "--conversion-webhook-ca-file",
                pem);
    }

    private static void mistake(String line, String... args) {
        assertThatThrownBy(() -> build(things(), args))
                .isInstanceOf(FlagSet.Mistake.class)
                .hasMessage(line);
    }

    @Test
    void helpTellsWhatCanBeMade() throws Exception {
        assertThat(build(things(), "crd", "--help")).contains("things build crd", "--output FOLDER");
        assertThat(build(things(), "--help")).isEqualTo(build(things(), "crd", "--help"));
    }
}
