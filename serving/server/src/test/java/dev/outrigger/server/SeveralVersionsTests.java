package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.kinds.Conversion;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.kinds.Strategy;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.MetaSchemas;
import dev.outrigger.schema.Schema;
import dev.outrigger.schema.Schema.Type;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A resource in two versions, where v1 says `sails` and v2 `masts`, whose author allows what most do not: PUT creates,
/// names are free. An update needs a resourceVersion.
class SeveralVersionsTests {
    private static final String V1 = "/apis/sea.example/v1/namespaces/n/boats";
    private static final String V2 = "/apis/sea.example/v2/namespaces/n/boats";
    private static ProtocolServer server;

    private static final class Renaming implements Conversion {
        @Override
        public Value.Struct toHub(Value.Struct object) {
            return renamed(object, "masts", "sails");
        }

        @Override
        public Value.Struct fromHub(Value.Struct object) {
            return renamed(object, "sails", "masts");
        }

        private static Value.Struct renamed(Value.Struct object, String from, String to) {
            var spec = new LinkedHashMap<String, Value>();
            object.struct("spec").members().forEach((name, value) -> spec.put(name.equals(from) ? to : name, value));
            return object.get("spec").isEmpty() ? object : object.with("spec", new Value.Struct(spec));
        }
    }

    private static final class Liberal implements Strategy {
        @Override
        public boolean allowCreateOnUpdate() {
            return true;
        }

        @Override
        public boolean allowUnconditionalUpdate() {
            return false;
        }

        @Override
        public List<String> nameErrors(String name) {
            return List.of();
        }
    }

    private static ResourceType boats(ResourceType.Version... versions) {
        return new ResourceType(
                "sea.example",
                new ResourceType.Names("Boat", "boats", "boat", List.of(), List.of()),
                ResourceType.Scope.NAMESPACED,
                List.of(versions),
                "v1",
                new Liberal(),
                List.of());
    }

    private static ResourceType.Version version(String name, String counted, Conversion conversion) {
        var spec = Schema.object(Map.of("name", Schema.of(Type.STRING), counted, Schema.of(Type.INTEGER)));
        var schema = MetaSchemas.kind(Map.of("spec", spec)).withName("example.sea." + name + ".Boat");
        return new ResourceType.Version(name, schema, List.of(), conversion);
    }

    @BeforeAll
    static void start(@TempDir Path folder) {
        var boats = boats(version("v2", "masts", new Renaming()), version("v1", "sails", Conversion.IDENTITY));
        server = ProtocolServer.start(folder, List.of(boats));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String boat(String version, String name, String spec) {
        return ProtocolCase.object("sea.example/" + version, "Boat", "'name': '" + name + "'", spec);
    }

    @Test
    void bothVersionsAreListedAndTheFirstIsPreferred() {
        var group = server.admin().get("/apis/sea.example").ok();
        assertThat(group.textAt("/preferredVersion/version")).isEqualTo("v2");
        assertThat(group.textAt("/versions/1/version")).isEqualTo("v1");
    }

    @Test
    void whatIsWrittenInOneVersionIsReadListedAndWatchedInTheOther() {
        var created = server.admin().post(V2, boat("v2", "ark", "'masts': 2")).created();
        assertThat(created.textAt("/spec/masts")).isEqualTo("2");

        var read = server.admin().get(V1 + "/ark").ok();
        assertThat(read.textAt("/apiVersion")).isEqualTo("sea.example/v1");
        assertThat(read.textAt("/spec/sails")).isEqualTo("2");
        assertThat(read.has("/spec/masts")).isFalse();
        var listed = server.admin().get(V1 + "?fieldSelector=metadata.name=ark").ok();
        assertThat(listed.textAt("/items/0/spec/sails")).isEqualTo("2");
        try (var watch = server.admin().watch(V1 + "?watch=true&fieldSelector=metadata.name=ark")) {
            assertThat(watch.next().at("/spec/sails")).isEqualTo(2L);
        }
    }

    @Test
    void aPatchIsAppliedInTheVersionTheClientSpeaks() {
        server.admin().post(V1, boat("v1", "raft", "'sails': 1")).created();
        var patched = server.admin()
                .patch(V2 + "/raft", "application/json-patch+json", "[{'op':'replace','path':'/spec/masts','value':3}]")
                .ok();
        assertThat(patched.textAt("/spec/masts")).isEqualTo("3");
        assertThat(server.admin().get(V1 + "/raft").textAt("/spec/sails")).isEqualTo("3");
    }

    @Test
    void anotherServedVersionInTheBodyIsRefused() {
        server.admin()
                .post(V2, boat("v1", "yacht", "'sails': 2"))
                .refused(
                        400,
                        "BadRequest",
                        "the API version in the data (sea.example/v1) does not match the expected API version"
                                + " (sea.example/v2)");
    }

    @Test
    void ownersKeepTheirFieldsInTheVersionTheySpoke() {
        var path = V1 + "/cutter?fieldManager=";
        server.admin()
                .apply(path + "one", boat("v1", "cutter", "'sails': 2, 'name': 'C'"))
                .created();
        server.admin()
                .apply(V2 + "/cutter?fieldManager=two", boat("v2", "cutter", "'masts': 3"))
                .refused(409, "Conflict", "Apply failed with 1 conflict: conflict with \"one\": .spec.sails")
                .cause("FieldManagerConflict", "conflict with \"one\"", ".spec.sails");
        var shared = server.admin()
                .apply(V2 + "/cutter?fieldManager=two", boat("v2", "cutter", "'masts': 2"))
                .ok();
        assertThat(shared.textAt("/metadata/managedFields/0/apiVersion")).isEqualTo("sea.example/v2");
        assertThat(shared.has("/metadata/managedFields/0/fieldsV1/f:spec/f:masts"))
                .isTrue();
        assertThat(shared.has("/metadata/managedFields/1/fieldsV1/f:spec/f:sails"))
                .isTrue();

        server.admin().apply(path + "one", boat("v1", "cutter", "'name': 'C'")).ok();
        var left = server.admin().get(V2 + "/cutter").ok();
        assertThat(left.textAt("/spec/masts")).isEqualTo("2");
    }

    @Test
    void anUpdateNeedsAResourceVersionWhereItsAuthorSaysSo() {
        var sloop = server.admin().post(V1, boat("v1", "sloop", "'sails': 1")).created();
        server.admin()
                .put(V1 + "/sloop", boat("v1", "sloop", "'sails': 2"))
                .refused(
                        422,
                        "Invalid",
                        "boats.sea.example \"sloop\" is invalid: metadata.resourceVersion: Invalid value: 0: must be"
                                + " specified for an update")
                .cause(
                        "FieldValueInvalid",
                        "Invalid value: 0: must be specified for an update",
                        "metadata.resourceVersion");
        server.admin().put(V1 + "/sloop", sloop.with("/spec/sails", "2")).ok();
    }

    @Test
    void anUpdateOfWhatIsMissingCreatesItWhereItsAuthorSaysSo() {
        var created = server.admin()
                .put(V2 + "/brig", boat("v2", "brig", "'masts': 2"))
                .created();
        assertThat(created.textAt("/metadata/generation")).isEqualTo("1");
        assertThat(created.textAt("/metadata/managedFields/0/operation")).isEqualTo("Update");
        server.admin().put(V2 + "/brig", ProtocolJson.text(created.json())).ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A_b", "x y", "ä", "a:b"})
    void aNameIsWhatItsAuthorAllows(String name) {
        server.admin().post(V1, boat("v1", name, "'sails': 1")).created();
        var path = V1 + "/"
                + java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
                        .replace("+", "%20");
        assertThat(server.admin().get(path).ok().textAt("/metadata/name")).isEqualTo(name);
        server.admin().delete(path).ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a%b", ".", ".."})
    void aNameThatNoPathCanHoldIsRefusedWhateverItsAuthorAllows(String name) {
        server.admin()
                .post(V1, boat("v1", name, "'sails': 1"))
                .refused(422, "Invalid")
                .saying("metadata.name");
    }

    @Test
    void twoSchemasOfOneNameKeepAServerFromStarting(@TempDir Path folder) {
        var one = version("v1", "sails", Conversion.IDENTITY);
        var other = version("v2", "masts", new Renaming());
        var sameName = new ResourceType.Version(
                "v2", other.schema().withName(one.schema().name()), List.of(), other.conversion());
        assertThatThrownBy(() -> ProtocolServer.start(folder, List.of(boats(sameName, one))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two different schemas are named example.sea.v1.Boat");
    }
}
