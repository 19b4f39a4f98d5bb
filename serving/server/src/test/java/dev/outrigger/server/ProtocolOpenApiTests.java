package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolOpenApiTests extends ProtocolCase {
    private static final String PROTOBUF_V2 = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";
    private static final String PROTOBUF_V2_OLD = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
    private static final String PROTOBUF_V3 = "application/com.github.proto-openapi.spec.v3@v1.0+protobuf";
    private static final String CAT_PATH = "/paths/~1apis~1animal.skai.io~1v1alpha1~1namespaces~1{namespace}~1cats";

    private String v3Path() {
        return admin().get("/openapi/v3").ok().textAt("/paths/apis~1animal.skai.io~1v1alpha1/serverRelativeURL");
    }

    /// The name of the definition whose kind this is.
    private static String definition(Value.Struct definitions, String group, String kind) {
        for (var entry : definitions.members().entrySet()) {
            for (Value gvk : ((Value.Struct) entry.getValue()).items("x-kubernetes-group-version-kind")) {
                var struct = (Value.Struct) gvk;
                if (struct.text("kind").orElse("").equals(kind)
                        && struct.text("group").orElse("").equals(group)) {
                    return entry.getKey();
                }
            }
        }
        throw new AssertionError("no definition of " + kind);
    }

    private static void collectReferences(Value value, TreeSet<String> into) {
        switch (value) {
            case Value.Struct(var members) ->
                members.forEach((name, member) -> {
                    if (name.equals("$ref") && member instanceof Value.Text(var text)) into.add(text);
                    collectReferences(member, into);
                });
            case Value.Array(var items) -> items.forEach(item -> collectReferences(item, into));
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> {}
        }
    }

    private static void allReferencesResolve(Value.Struct document, String prefix, Value.Struct definitions) {
        var references = new TreeSet<String>();
        collectReferences(document, references);
        var dangling = new ArrayList<String>();
        for (String reference : references) {
            if (!reference.startsWith(prefix)
                    || !definitions.members().containsKey(reference.substring(prefix.length())))
                dangling.add(reference);
        }
        assertThat(dangling).isEmpty();
        assertThat(references).isNotEmpty();
    }

    @Test
    void versionTwoDescribesEveryTypeAndOperation() {
        var document = admin().get("/openapi/v2").ok();
        var definitions = document.json().struct("definitions");

        assertThat(document.header("Content-Type")).isEqualTo("application/json");
        assertThat(document.at("/swagger")).isEqualTo("2.0");
        var cat = definitions.struct(definition(definitions, "animal.skai.io", "Cat"));
        assertThat(cat.struct("properties").members())
                .containsOnlyKeys("apiVersion", "kind", "metadata", "spec", "status");
        for (String kind : List.of("Kennel", "CatList")) definition(definitions, "animal.skai.io", kind);
        definition(definitions, "pets.example.com", "Dog");
        definition(definitions, "notes.example.com", "Note");
        assertThat(document.at(CAT_PATH + "/get/x-kubernetes-action")).isEqualTo("list");
        assertThat(document.at(CAT_PATH + "/post/x-kubernetes-action")).isEqualTo("post");
        assertThat(document.at(CAT_PATH + "/post/x-kubernetes-group-version-kind"))
                .isEqualTo(Map.of("group", "animal.skai.io", "version", "v1alpha1", "kind", "Cat"));
        assertThat(document.has(CAT_PATH + "~1{name}~1status/patch")).isTrue();
        allReferencesResolve(document.json(), "#/definitions/", definitions);
    }

    @Test
    void versionTwoIsAlsoProtobuf() {
        for (String type : List.of(PROTOBUF_V2, PROTOBUF_V2_OLD)) {
            var document = admin().get("/openapi/v2", "Accept", type).ok();

            // The name with an @ is no media type by the RFC: it is asked for and never answered.
            assertThat(document.header("Content-Type")).isEqualTo(PROTOBUF_V2_OLD);
            assertThat(new String(document.plain(), StandardCharsets.ISO_8859_1))
                    .contains("2.0", "animal.skai.io");
        }
    }

    @Test
    void versionTwoIsNotSentTwice() {
        var first = admin().get("/openapi/v2").ok();

        assertThat(first.header("ETag")).matches("\"[0-9A-F]{64,}\"");
        assertThat(first.header("Last-Modified")).endsWith("GMT");
        assertThat(String.join(", ", first.headers().allValues("Vary"))).contains("Accept");
        admin().get("/openapi/v2", "If-None-Match", first.header("ETag")).is(304);
    }

    @Test
    void versionTwoIsCompressedOnRequest() {
        var packed = admin().get("/openapi/v2", "Accept-Encoding", "gzip").ok();

        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.json()).isEqualTo(admin().get("/openapi/v2").json());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi/v2", "/openapi/v3"})
    void plainTextIsNotAcceptable(String path) {
        admin().get(path, "Accept", "text/plain").is(406);
    }

    @Test
    void versionThreeBeginsWithAnIndexOfDocumentsByHash() {
        var index = admin().get("/openapi/v3").ok();

        assertThat(index.json().struct("paths").members())
                .containsKeys("apis/animal.skai.io/v1alpha1", "apis/notes.example.com/v1", "apis/pets.example.com/v1");
        assertThat(v3Path()).matches("/openapi/v3/apis/animal\\.skai\\.io/v1alpha1\\?hash=[0-9A-F]{64,}");
    }

    @Test
    void aDocumentUnderItsHashNeverChanges() {
        var document = admin().get(v3Path()).ok();

        assertThat(document.header("Content-Type")).isEqualTo("application/json");
        assertThat(document.header("Cache-Control")).isEqualTo("public, immutable");
        assertThat(document.header("Expires")).endsWith("GMT");
        assertThat(document.header("ETag")).startsWith("\"");
        assertThat(document.textAt("/openapi")).startsWith("3.0");
    }

    @Test
    void aDocumentWithoutAHashIsNotKept() {
        var document = admin().get("/openapi/v3/apis/animal.skai.io/v1alpha1").ok();

        assertThat(document.header("Cache-Control")).isEqualTo("no-cache, private");
        assertThat(document.body()).isEqualTo(admin().get(v3Path()).body());
        admin().get("/openapi/v3/apis/animal.skai.io/v1alpha1", "If-None-Match", document.header("ETag"))
                .is(304);
    }

    @Test
    void aWrongHashLeadsToTheRightOne() {
        var moved =
                admin().get("/openapi/v3/apis/animal.skai.io/v1alpha1?hash=ABC").is(301);

        assertThat(moved.header("Location")).isEqualTo(v3Path());
    }

    @Test
    void versionThreeIsAlsoProtobuf() {
        var document = admin().get(v3Path(), "Accept", PROTOBUF_V3).ok();

        assertThat(document.header("Content-Type")).isEqualTo(PROTOBUF_V3.replace("v3@v1.0", "v3.v1.0"));
        assertThat(new String(document.plain(), StandardCharsets.ISO_8859_1)).contains("animal.skai.io");
        for (String path : ((Map<?, ?>) admin().get("/openapi/v3").ok().at("/paths"))
                .keySet().stream().map(String::valueOf).toList()) {
            assertThat(admin().get("/openapi/v3/" + path, "Accept", PROTOBUF_V3)
                            .ok()
                            .plain())
                    .as(path)
                    .isNotEmpty();
        }
    }

    @Test
    void anUnknownVersionThreeDocumentIsNotFound() {
        admin().get("/openapi/v3/apis/nope/v1").is(404);
        admin().get("/openapi/v4").is(404);
    }

    @Test
    void aSchemaHasDescriptionsTypesLimitsAndMergeRules() {
        var document = admin().get("/openapi/v3/apis/pets.example.com/v1").ok().json();
        var schemas = document.struct("components").struct("schemas");
        var dog = schemas.struct(definition(schemas, "pets.example.com", "Dog"));
        var spec = resolve(schemas, dog.struct("properties").struct("spec")).struct("properties");

        assertThat(spec.struct("age").text("type")).contains("integer");
        assertThat(spec.struct("age").get("maximum"))
                .isIn(java.util.Optional.of(Value.of(30)), java.util.Optional.of(new Value.Real(30)));
        assertThat(spec.struct("breed").items("enum")).containsExactly(Value.of("BEAGLE"), Value.of("POODLE"));
        assertThat(spec.struct("tricks").text("x-kubernetes-list-type")).contains("set");
        assertThat(spec.struct("voice").get("default")).contains(Value.of("quiet"));
        assertThat(spec.struct("weights").struct("additionalProperties").text("type"))
                .contains("integer");
        var kinds =
                schemas.struct(definition(schemas, "pets.example.com", "Dog")).items("x-kubernetes-group-version-kind");
        assertThat(kinds).containsExactly(Value.object("group", "pets.example.com", "kind", "Dog", "version", "v1"));
        allReferencesResolve(document, "#/components/schemas/", schemas);
    }

    /// Follows a reference, also one inside `allOf`.
    private static Value.Struct resolve(Value.Struct schemas, Value.Struct property) {
        var direct = property.text("$ref");
        var reference = direct.or(() -> property.items("allOf").stream()
                .flatMap(one -> ((Value.Struct) one).text("$ref").stream())
                .findFirst());
        return reference
                .map(name -> schemas.struct(name.substring(name.lastIndexOf('/') + 1)))
                .orElse(property);
    }

    @Test
    void aDescriptionIsPublished() {
        var schemas = admin().get("/openapi/v3/apis/animal.skai.io/v1alpha1")
                .ok()
                .json()
                .struct("components")
                .struct("schemas");
        var cat = schemas.struct(definition(schemas, "animal.skai.io", "Cat"));

        assertThat(resolve(schemas, cat.struct("properties").struct("spec"))
                        .struct("properties")
                        .struct("name")
                        .text("description"))
                .contains("What the cat answers to.");
    }

    @Test
    void operationsTakeFieldValidationAndDryRun() {
        var document = admin().get("/openapi/v3/apis/animal.skai.io/v1alpha1").ok();
        var parameters = new ArrayList<String>();
        for (String place : List.of("/parameters", "/post/parameters")) {
            for (Object parameter : document.listAt(CAT_PATH + place)) {
                parameters.add(String.valueOf(((Map<?, ?>) parameter).get("name")));
            }
        }

        assertThat(parameters).contains("dryRun", "fieldManager", "fieldValidation");
        var patch = document.listAt(CAT_PATH + "~1{name}/patch/parameters").stream()
                .map(parameter -> String.valueOf(((Map<?, ?>) parameter).get("name")))
                .toList();
        assertThat(patch).contains("dryRun", "fieldManager", "fieldValidation", "force");
    }

    @Test
    void openApiAnswersHead() {
        admin().send("HEAD", "/openapi/v2", new byte[0]).ok();
        admin().send("HEAD", "/openapi/v3", new byte[0]).ok();
    }
}
