package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.codec.Yaml;
import dev.outrigger.kinds.ProtoNumber;
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

        mistake("build needs to know what: crd or proto");
        mistake("build knows no \"cake\", only: crd and proto", "cake");
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

    record Told(ToldSpec spec) {}

    record ToldSpec(
            @ProtoNumber(7) String name, @ProtoNumber(2) List<Integer> sizes) {}

    record Retold(RetoldSpec spec) {}

    record RetoldSpec(
            @ProtoNumber(2) List<Integer> sizes,
            @ProtoNumber(8) String name) {}

    record Reused(ReusedSpec spec) {}

    record ReusedSpec(@ProtoNumber(7) String title) {}

    private static ServerBuilder told(Class<?> type) {
        return Outrigger.server()
                .resource(Resource.of(type).kind("Told").in("things.example.com", "v1"))
                .resource(Resource.of(Thing.class).in("things.example.com", "v1"));
    }

    @Test
    void protoWritesTheMessagesOfTypesWithNumbers() throws Exception {
        assertThat(build(told(Told.class), "proto"))
                .contains("package com.example.things.v1;")
                .contains("import \"k8s.io/apimachinery/pkg/apis/meta/v1/generated.proto\";")
                .contains("message Told {\n  optional .k8s.io.apimachinery.pkg.apis.meta.v1.ObjectMeta metadata = 1;\n"
                        + "  optional ToldSpec spec = 2;\n}\n")
                .contains("message ToldSpec {\n  repeated int32 sizes = 2;\n  optional string name = 7;\n}\n")
                .contains("repeated Told items = 2;")
                .doesNotContain("Thing ");
        assertThatThrownBy(() -> build(things(), "proto")).hasMessageContaining("no type has numbers");
    }

    @Test
    void protoRefusesToGiveAMemberAnotherNumberThanTheFileThatIsThere(@TempDir Path folder) throws Exception {
        var file = folder.resolve("things.example.com_v1.proto");
        var text = build(told(Told.class), "proto");
        Files.writeString(file, text);

        assertThat(build(told(Told.class), "proto", "--output", folder.toString()))
                .isEqualTo(file + "\n");
        Files.writeString(file, text.replace("ToldSpec", "RetoldSpec"));
        assertThatThrownBy(() -> build(told(Retold.class), "proto", "--output", folder.toString()))
                .hasMessage(
                        "RetoldSpec.name has the number 7 in " + file + ", and now another: give it its old one back");
        Files.writeString(file, text.replace("ToldSpec", "ReusedSpec"));
        assertThatThrownBy(() -> build(told(Reused.class), "proto", "--output", folder.toString()))
                .hasMessage("ReusedSpec.title has the number 7, which is name's in " + file
                        + ": give it one that was never used");
    }

    @Test
    void helpTellsWhatCanBeMade() throws Exception {
        assertThat(build(things(), "crd", "--help")).contains("things build crd", "--output FOLDER");
        assertThat(build(things(), "--help")).isEqualTo(build(things(), "crd", "--help"));
    }
}
