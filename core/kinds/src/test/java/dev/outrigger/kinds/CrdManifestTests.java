package dev.outrigger.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.outrigger.codec.Yaml;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.OpenApi;
import dev.outrigger.schema.PublishedResource;
import dev.outrigger.schema.Schema;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.crd.generator.annotation.SelectableField;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Nullable;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrdManifestTests {
    private static final CrdConversion NONE = new CrdConversion.None();

    @Group("sea.example.com")
    @Version(value = "v1beta1", deprecated = true, deprecationWarning = "use sea.example.com/v1")
    @Plural("ships")
    @ShortNames({"sh", "shp"})
    @Categories("fleet")
    @AdditionalPrinterColumn(
            name = "Age",
            jsonPath = ".metadata.creationTimestamp",
            type = AdditionalPrinterColumn.Type.DATE)
    static class Ship extends CustomResource<ShipSpec, ShipStatus> implements Namespaced {
        private static final long serialVersionUID = 1;
    }

    @ValidationRule(value = "self.least <= self.crew", message = "fewer than are needed", fieldPath = ".crew")
    static class ShipSpec {
        @Required
        @Size(min = 1, max = 20)
        @Pattern("^[A-Z]")
        @JsonPropertyDescription("What is written on its bow.")
        @SelectableField
        public String name;

        @Min(0)
        @Max(900)
        @PrinterColumn(name = "Crew", priority = 1)
        public int crew;

        @Default("2")
        public int least;

        public Rig rig;
        public IntOrString draught;
        public Set<String> flags;
        public List<Mast> masts;
        public Map<String, Long> cargo;
        public Instant launched;

        @Nullable
        public Double tonnage;

        @PreserveUnknownFields
        public Map<String, Object> log;

        public Object cabin;
    }

    enum Rig {
        SLOOP,
        KETCH
    }

    static class Mast {
        @Required
        public String name;

        public long height;
    }

    static class ShipStatus {
        public String phase;
    }

    record Boat(BoatSpec spec) {}

    record BoatSpec(int sails, List<List<String>> lines) {}

    private static Value.Struct manifest(Class<?> type) {
        return CrdManifest.of(Resource.of(type).type(), NONE);
    }

    private static ResourceType with(Schema spec) {
        var kind = dev.outrigger.schema.MetaSchemas.kind(Map.of("spec", spec));
        return new ResourceType(
                "sea.example.com",
                new ResourceType.Names("Raft", "rafts", "raft", List.of(), List.of()),
                ResourceType.Scope.CLUSTER,
                List.of(new ResourceType.Version("v1", kind, List.of(), Conversion.IDENTITY)),
                "v1",
                Strategy.NONE,
                List.of());
    }

    private static Value.Struct version(Value.Struct manifest) {
        return (Value.Struct) manifest.struct("spec").items("versions").getFirst();
    }

    @Test
    void aRichTypeComesOutAsTheManifestThatIsKept() throws IOException {
        var made = new String(Yaml.encode(manifest(Ship.class)), StandardCharsets.UTF_8);

        assertThat(made).isEqualTo(Files.readString(Path.of("src/test/resources/crd/ships.yaml")));
    }

    @Test
    void theEssentialsAreThoseOfFabric8sGenerator(@TempDir Path folder) throws IOException {
        var theirs = fabric8(Ship.class, folder);
        var ours = manifest(Ship.class);

        assertThat(ours.get("metadata")).isEqualTo(theirs.get("metadata"));
        var spec = ours.struct("spec");
        var their = theirs.struct("spec");
        assertThat(spec.get("group")).isEqualTo(their.get("group"));
        assertThat(spec.get("scope")).isEqualTo(their.get("scope"));
        assertThat(spec.struct("names").without("listKind")).isEqualTo(their.struct("names"));
        for (String same : List.of(
                "name", "served", "storage", "deprecated", "deprecationWarning", "subresources", "selectableFields")) {
            assertThat(version(ours).get(same))
                    .as(same)
                    .isEqualTo(version(theirs).get(same));
        }
        assertThat(version(ours).items("additionalPrinterColumns"))
                .containsExactlyInAnyOrderElementsOf(version(theirs).items("additionalPrinterColumns").stream()
                        .map(column -> withoutPriorityZero((Value.Struct) column))
                        .toList());
        assertThat(specSchema(ours).get("required"))
                .isEqualTo(specSchema(theirs).get("required"));
        assertThat(specSchema(ours).struct("properties").members().keySet())
                .isEqualTo(specSchema(theirs).struct("properties").members().keySet());
        assertThat(specSchema(ours).struct("properties").struct("name"))
                .isEqualTo(specSchema(theirs).struct("properties").struct("name"));
    }

    private static Value withoutPriorityZero(Value.Struct column) {
        return column.get("priority").equals(Optional.of(Value.of(0))) ? column.without("priority") : column;
    }

    private static Value.Struct specSchema(Value.Struct manifest) {
        return version(manifest)
                .struct("schema")
                .struct("openAPIV3Schema")
                .struct("properties")
                .struct("spec");
    }

    private static Value.Struct fabric8(Class<? extends CustomResource<?, ?>> type, Path folder) throws IOException {
        new CRDGenerator()
                .customResourceClasses(type)
                .inOutputDir(folder.toFile())
                .generate();
        var written = Files.readAllBytes(folder.resolve("ships.sea.example.com-v1.yml"));
        return (Value.Struct) Yaml.decode(written).value();
    }

    @Test
    void itsSchemaIsWhatTheOpenApiDocumentSaysWithReferencesFollowedAndMetadataLeftOut() {
        var type = Resource.of(Ship.class).type();
        var version = type.versions().getFirst();
        var kind = type.kind(version.name());
        var resource = new PublishedResource(kind, "ships", true, version.schema(), Set.of("get"), List.of());
        var documents = OpenApi.v3(new OpenApi.Info("t", "1"), List.of(resource));
        var schemas = documents
                .get("apis/sea.example.com/v1beta1")
                .struct("components")
                .struct("schemas");
        var published = (Value.Struct)
                followed(Value.object("$ref", "/" + version.schema().name()), schemas);
        var expected = published
                .without("x-kubernetes-group-version-kind")
                .with("properties", published.struct("properties").with("metadata", Value.object("type", "object")));

        assertThat(version(manifest(Ship.class)).struct("schema").struct("openAPIV3Schema"))
                .isEqualTo(expected);
    }

    /// A schema with what it refers to in place.
    private static Value followed(Value value, Value.Struct schemas) {
        return switch (value) {
            case Value.Struct struct
            when struct.get("$ref").isPresent() -> {
                var name = struct.text("$ref").orElseThrow();
                yield followed(schemas.struct(name.substring(name.lastIndexOf('/') + 1)), schemas);
            }
            case Value.Struct struct
            when struct.items("allOf").size() == 1
                    && struct.items("allOf").getFirst() instanceof Value.Struct one
                    && one.get("$ref").isPresent() -> {
                var members = new LinkedHashMap<>(((Value.Struct) followed(one, schemas)).members());
                members.putAll(struct.without("allOf").members());
                yield new Value.Struct(members);
            }
            case Value.Struct(var members) -> {
                var result = new LinkedHashMap<String, Value>();
                members.forEach((name, member) -> {
                    if (!name.startsWith("x-kubernetes-patch")) result.put(name, followed(member, schemas));
                });
                yield new Value.Struct(result);
            }
            case Value.Array(var items) ->
                new Value.Array(
                        items.stream().map(item -> followed(item, schemas)).toList());
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> value;
        };
    }

    @Test
    void everySchemaInItHasATypeOrKeepsWhatItDoesNotKnow() {
        var wrong = new ArrayList<String>();
        untyped(version(manifest(Ship.class)).struct("schema").struct("openAPIV3Schema"), "", wrong);

        assertThat(wrong).isEmpty();
    }

    private static void untyped(Value.Struct schema, String path, List<String> wrong) {
        boolean structural = schema.text("type").isPresent()
                || schema.get("x-kubernetes-int-or-string").isPresent()
                || schema.get("x-kubernetes-preserve-unknown-fields").isPresent();
        if (!structural || schema.get("$ref").isPresent()) wrong.add(path);
        schema.struct("properties")
                .members()
                .forEach((name, member) -> untyped((Value.Struct) member, path + "." + name, wrong));
        schema.get("items").ifPresent(items -> untyped((Value.Struct) items, path + "[]", wrong));
        schema.get("additionalProperties").ifPresent(values -> untyped((Value.Struct) values, path + ".*", wrong));
    }

    @Test
    void aClusterScopedTypeWithoutAStatusHasNoSubresources() {
        var manifest = CrdManifest.of(with(Schema.object(Map.of())), NONE);

        assertThat(manifest.struct("spec").text("scope")).contains("Cluster");
        assertThat(version(manifest).get("subresources")).isEmpty();
        assertThat(version(manifest).get("deprecated")).isEmpty();
    }

    record Hull(Status status) {
        record Status(String paint) {}
    }

    record Raft(BoatSpec spec) {}

    @Test
    void aVersionThatDoesNotShowTheStatusHasNoSubresourceForIt() {
        var conversion = VersionConversion.<Raft, Hull>of(_ -> new Hull(null), _ -> new Raft(null));
        var type = Resource.of(Hull.class)
                .in("sea.example.com", "v2")
                .version(Raft.class, "v1", conversion)
                .type();
        var versions = CrdManifest.of(type, new CrdConversion.Url("https://pilot.example", Optional.empty()))
                .struct("spec")
                .items("versions");

        assertThat(versions)
                .extracting(
                        version -> ((Value.Struct) version).get("subresources").isPresent())
                .containsExactly(true, false);
    }

    @Test
    void aPlainRecordBecomesOneToo() {
        var type = Resource.of(Boat.class).in("sea.example.com", "v1").type();
        var spec = specSchema(CrdManifest.of(type, NONE)).struct("properties");

        assertThat(spec.struct("sails")).isEqualTo(Value.object("type", "integer", "format", "int32"));
        assertThat(spec.struct("lines").struct("items").text("type")).contains("array");
    }

    @Test
    void groupsOfTheKubernetesCommunitySayThatNobodyApprovedThem() {
        var type = Resource.of(Boat.class).in("sea.k8s.io", "v1").type();

        assertThat(CrdManifest.of(type, NONE).struct("metadata").struct("annotations"))
                .isEqualTo(Value.object("api-approved.kubernetes.io", "unapproved, experimental-only"));
    }

    @Test
    void aWebhookIsNamedByItsServiceOrItsUrl() {
        var type = Resource.of(Boat.class).in("sea.example.com", "v1").type();
        var service = CrdManifest.of(type, CrdConversion.Service.parse("harbour/pilot:8443", Optional.of("PEM")));
        var url = CrdManifest.of(type, new CrdConversion.Url("https://pilot.example/", Optional.empty()));

        assertThat(service.struct("spec").struct("conversion"))
                .isEqualTo(Value.object(
                        "strategy",
                        "Webhook",
                        "webhook",
                        Value.object(
                                "clientConfig",
                                Value.object(
                                        "service",
                                        Value.object(
                                                "namespace",
                                                "harbour",
                                                "name",
                                                "pilot",
                                                "path",
                                                "/convert/sea.example.com",
                                                "port",
                                                8443),
                                        "caBundle",
                                        "UEVN"),
                                "conversionReviewVersions",
                                Value.Array.of(Value.of("v1")))));
        assertThat(url.struct("spec").struct("conversion").struct("webhook").struct("clientConfig"))
                .isEqualTo(Value.object("url", "https://pilot.example/convert/sea.example.com"));
    }

    @Test
    void whatIsNoServiceAndNoUrlIsRefused() {
        assertThatThrownBy(() -> CrdConversion.Service.parse("pilot", Optional.empty()))
                .hasMessageContaining("NAMESPACE/NAME");
        assertThatThrownBy(() -> new CrdConversion.Url("http://pilot", Optional.empty()))
                .hasMessageContaining("https://");
    }

    @Test
    void whatNoCrdCanSayIsRefusedWithTheFieldAndTheFix() {
        var text = Schema.of(Schema.Type.STRING);
        var keyed = Schema.listOf(Schema.object(Map.of("name", text)))
                .withMerge(new Schema.Merge(Schema.ListType.MAP, List.of("name"), false, "", ""));
        var both = Schema.mapOf(text).withProperties(Map.of("a", text));
        var wrong = text.withDefault(Value.of(3));
        var set = Schema.listOf(Schema.object(Map.of()))
                .withMerge(new Schema.Merge(Schema.ListType.SET, List.of(), false, "", ""));
        var strange = Schema.object(Map.of("a", text))
                .withComposition(new Schema.Composition(
                        List.of(),
                        List.of(Schema.of(Schema.Type.ANY).withProperties(Map.of("b", Schema.of(Schema.Type.ANY)))),
                        List.of(),
                        Optional.empty()));

        refused(keyed, "spec.x: the list map key name must have a default or be required: add @Required");
        refused(both, "spec.x: additionalProperties and properties are mutual exclusive: keep one of them");
        refused(wrong, "spec.x: the default is refused by the type itself");
        refused(set, "spec.x: items of a set must be scalars or atomic");
        refused(strange, "spec.x: anyOf tells of b, which the type has not: add it");
    }

    private static void refused(Schema member, String why) {
        var type = with(Schema.object(Map.of("x", member)));

        assertThatThrownBy(() -> CrdManifest.of(type, NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rafts.sea.example.com v1 cannot be a CRD: " + why);
    }

    @Test
    void versionsThatDifferNeedAWebhook() {
        var other = new Conversion() {
            @Override
            public Value.Struct toHub(Value.Struct object) {
                return object;
            }

            @Override
            public Value.Struct fromHub(Value.Struct object) {
                return object;
            }
        };
        var one = with(Schema.object(Map.of()));
        var v2 = new ResourceType.Version("v2", one.version("v1").schema(), List.of(), other);
        var two = new ResourceType(
                one.group(), one.names(), one.scope(), List.of(v2, one.version("v1")), "v1", one.strategy(), List.of());

        assertThatThrownBy(() -> CrdManifest.of(two, NONE)).hasMessageContaining("--conversion-webhook-service");
        var versions = CrdManifest.of(two, new CrdConversion.Url("https://a", Optional.empty()))
                .struct("spec")
                .items("versions");
        assertThat(versions)
                .extracting(version -> ((Value.Struct) version).get("storage").orElseThrow())
                .containsExactly(Value.of(false), Value.of(true));
    }

    private static Resource<Boat> boats() {
        return Resource.of(Boat.class).in("sea.example.com", "v1");
    }

    private static void refused(Resource<?> resource, String message) {
        var type = resource.type();
        assertThatThrownBy(() -> CrdManifest.of(type, NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(type.names().plural() + "." + type.group() + message);
    }

    @Test
    void namesThatClustersRefuseAreRefusedHere() {
        var label = ": a DNS-1035 label must consist of lower case alphanumeric characters or '-'";
        refused(boats().plural("Boats"), " cannot be a CRD: the plural \"Boats\"" + label);
        refused(boats().plural("b.oats"), " cannot be a CRD: the plural \"b.oats\"" + label);
        refused(boats().kind("Row_Boat").plural("boats"), " cannot be a CRD: the kind \"Row_Boat\"" + label);
        refused(boats().shortName("BT"), " cannot be a CRD: the short name \"BT\"" + label);
        refused(boats().category("All"), " cannot be a CRD: the category \"All\"" + label);
        refused(
                Resource.of(Boat.class).in("Sea.example.com", "v1"),
                " cannot be a CRD: the group \"Sea.example.com\": a lowercase RFC 1123 subdomain must consist of");
    }

    @Test
    void columnsThatClustersRefuseAreRefusedHere() {
        var sails = ".spec.sails";
        refused(boats().column("", sails), " v1 cannot be a CRD: the column of .spec.sails has no name: give it one");
        refused(
                boats().column(new Column("Sails", "count", "", "", 0, sails)),
                " v1 cannot be a CRD: the type of the column Sails must be one of boolean, date, integer, number,"
                        + " string, was \"count\"");
        refused(
                boats().column(new Column("Sails", "integer", "int16", "", 0, sails)),
                " v1 cannot be a CRD: the format of the column Sails must be one of byte, date, date-time, double,"
                        + " float, int32, int64, password, was \"int16\"");
    }
}
