package dev.outrigger.schema;

import static dev.outrigger.schema.Given.object;
import static dev.outrigger.schema.Published.CAT;
import static dev.outrigger.schema.Published.INFO;
import static dev.outrigger.schema.Published.at;
import static dev.outrigger.schema.Published.cats;
import static dev.outrigger.schema.Published.each;
import static dev.outrigger.schema.Published.names;
import static dev.outrigger.schema.Published.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.GroupVersion;
import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwaggerDocumentTests {
    private static final String OBJECTS = "/apis/animal.skai.io/v1alpha1/namespaces/{namespace}/cats";
    private static final String OBJECT = OBJECTS + "/{name}";

    private static final PublishedSubresource STATUS =
            new PublishedSubresource.Edited("status", CAT, cats().schema(), Set.of("get", "patch", "update"));
    private static final PublishedSubresource SCALE = new PublishedSubresource.Edited(
            "scale", new GroupVersion("autoscaling", "v1").kind("Scale"), MetaSchemas.SCALE, Set.of("get"));
    private static final PublishedSubresource PURR = new PublishedSubresource.Connected(
            "purr",
            CAT.groupVersion().kind("PurrOptions"),
            List.of("get", "post"),
            Schema.object(Map.of()),
            PublishedSubresource.Reach.ITSELF);

    private static final Value.Struct DOCUMENT = OpenApi.v2(INFO, List.of(cats(STATUS, SCALE, PURR), nodes()));

    @Test
    void theDocumentSaysWhatItIs() {
        assertThat(at(DOCUMENT, "swagger")).isEqualTo(Value.of("2.0"));
        assertThat(at(DOCUMENT, "info")).isEqualTo(object("title", "Outrigger", "version", "v0.1"));
        assertThat(at(DOCUMENT, "securityDefinitions", "BearerToken", "type")).isEqualTo(Value.of("apiKey"));
    }

    @Test
    void everyServedPathIsTold() {
        assertThat(names(at(DOCUMENT, "paths")))
                .containsExactly(
                        "/api/",
                        "/api/v1/",
                        "/api/v1/nodes",
                        "/api/v1/nodes/{name}",
                        "/api/v1/watch/nodes",
                        "/api/v1/watch/nodes/{name}",
                        "/apis/",
                        "/apis/animal.skai.io/",
                        "/apis/animal.skai.io/v1alpha1/",
                        "/apis/animal.skai.io/v1alpha1/cats",
                        OBJECTS,
                        OBJECT,
                        OBJECT + "/purr",
                        OBJECT + "/scale",
                        OBJECT + "/status",
                        "/apis/animal.skai.io/v1alpha1/watch/cats",
                        "/apis/animal.skai.io/v1alpha1/watch/namespaces/{namespace}/cats",
                        "/apis/animal.skai.io/v1alpha1/watch/namespaces/{namespace}/cats/{name}",
                        "/version/");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        get    |                                | list             | listAnimalSkaiIoV1alpha1NamespacedCat             | list or watch objects of kind Cat
        post   |                                | post             | createAnimalSkaiIoV1alpha1NamespacedCat           | create a Cat
        delete |                                | deletecollection | deleteAnimalSkaiIoV1alpha1CollectionNamespacedCat | delete collection of Cat
        get    | /{name}                        | get              | readAnimalSkaiIoV1alpha1NamespacedCat             | read the specified Cat
        put    | /{name}                        | put              | replaceAnimalSkaiIoV1alpha1NamespacedCat          | replace the specified Cat
        patch  | /{name}                        | patch            | patchAnimalSkaiIoV1alpha1NamespacedCat            | partially update the specified Cat
        delete | /{name}                        | delete           | deleteAnimalSkaiIoV1alpha1NamespacedCat           | delete a Cat
        get    | /{name}/status                 | get              | readAnimalSkaiIoV1alpha1NamespacedCatStatus       | read status of the specified Cat
        put    | /{name}/status                 | put              | replaceAnimalSkaiIoV1alpha1NamespacedCatStatus    | replace status of the specified Cat
        get    | /{name}/purr                   | connect          | connectAnimalSkaiIoV1alpha1GetNamespacedCatPurr   | connect GET requests to purr of Cat
        post   | /{name}/purr                   | connect          | connectAnimalSkaiIoV1alpha1PostNamespacedCatPurr  | connect POST requests to purr of Cat
        """)
    void anOperationIsNamedAsUpstreamNamesIt(String method, String rest, String action, String id, String words) {
        Value operation = at(DOCUMENT, "paths", OBJECTS + (rest == null ? "" : rest), method);

        assertThat(at(operation, "x-kubernetes-action")).isEqualTo(Value.of(action));
        assertThat(at(operation, "operationId")).isEqualTo(Value.of(id));
        assertThat(at(operation, "description")).isEqualTo(Value.of(words));
        assertThat(at(operation, "tags", "0")).isEqualTo(Value.of("animalSkaiIo_v1alpha1"));
    }

    @Test
    void operationsOfASubresourceCarryItsOwnKind() {
        assertThat(at(DOCUMENT, "paths", OBJECT, "get", "x-kubernetes-group-version-kind"))
                .isEqualTo(object("group", "animal.skai.io", "kind", "Cat", "version", "v1alpha1"));
        assertThat(at(DOCUMENT, "paths", OBJECT + "/scale", "get", "x-kubernetes-group-version-kind"))
                .isEqualTo(object("group", "autoscaling", "kind", "Scale", "version", "v1"));
    }

    @Test
    void writesTellTheParametersThatClientsLookFor() {
        Value patch = at(DOCUMENT, "paths", OBJECT, "patch");

        assertThat(each(at(patch, "parameters"), "name"))
                .containsExactly("body", "dryRun", "fieldManager", "fieldValidation", "force");
        assertThat(each(at(DOCUMENT, "paths", OBJECT, "put", "parameters"), "name"))
                .containsExactly("body", "dryRun", "fieldManager", "fieldValidation");
        assertThat(each(at(DOCUMENT, "paths", OBJECT, "delete", "parameters"), "name"))
                .contains("body", "dryRun", "gracePeriodSeconds", "propagationPolicy");
    }

    @Test
    void parametersOfAllOperationsOfAPathStandAtThePath() {
        assertThat(each(at(DOCUMENT, "paths", OBJECT, "parameters"), "name"))
                .containsExactly("name", "namespace", "pretty");
        assertThat(each(at(DOCUMENT, "paths", "/apis/animal.skai.io/v1alpha1/cats", "parameters"), "name"))
                .contains("watch", "limit", "continue", "resourceVersionMatch", "sendInitialEvents");
    }

    @Test
    void bodiesAndAnswersReferToDefinitions() {
        Value put = at(DOCUMENT, "paths", OBJECT, "put");
        var cat = object("$ref", "#/definitions/io.skai.animal.v1alpha1.Cat");

        assertThat(at(put, "parameters", "0", "schema")).isEqualTo(cat);
        assertThat(at(put, "responses", "200", "schema")).isEqualTo(cat);
        assertThat(at(put, "responses", "401")).isEqualTo(object("description", "Unauthorized"));
        assertThat(at(DOCUMENT, "paths", OBJECTS, "get", "responses", "200", "schema"))
                .isEqualTo(object("$ref", "#/definitions/io.skai.animal.v1alpha1.CatList"));
    }

    @Test
    void definitionsOfKindsSayWhichKindsTheyAre() {
        Value definitions = at(DOCUMENT, "definitions");

        assertThat(at(definitions, "io.skai.animal.v1alpha1.CatList", "x-kubernetes-group-version-kind", "0"))
                .isEqualTo(object("group", "animal.skai.io", "kind", "CatList", "version", "v1alpha1"));
        assertThat(each(
                        at(
                                definitions,
                                "io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions",
                                "x-kubernetes-group-version-kind"),
                        "group"))
                .containsExactly("", "animal.skai.io");
    }

    @Test
    void aUseSaysItsOwnDescriptionBesideTheReference() {
        assertThat(at(DOCUMENT, "definitions", "io.skai.animal.v1alpha1.Cat", "properties", "metadata"))
                .isEqualTo(object(
                        "description",
                        "Standard object metadata.",
                        "$ref",
                        "#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"));
    }

    @Test
    void verbsThatAreNotServedAreNotTold() {
        var readOnly = new PublishedResource(CAT, "cats", true, cats().schema(), Set.of("get", "list"), List.of());
        Value paths = at(OpenApi.v2(INFO, List.of(readOnly)), "paths");

        assertThat(names(at(paths, OBJECT))).containsExactly("get", "parameters");
        assertThat(names(at(paths, OBJECTS))).containsExactly("get", "parameters");
        assertThat(at(paths, OBJECTS, "get", "description")).isEqualTo(Value.of("list objects of kind Cat"));
        assertThat(names(paths)).noneMatch(path -> path.contains("/watch/"));
    }

    @Test
    void namesOfOperationsAreUniqueAndReferencesResolve() {
        var ids = new ArrayList<String>();
        ((Value.Struct) at(DOCUMENT, "paths"))
                .members()
                .values()
                .forEach(item -> ((Value.Struct) item)
                        .members().values().stream()
                                .filter(Value.Struct.class::isInstance)
                                .forEach(operation -> ids.add(((Value.Struct) operation)
                                        .text("operationId")
                                        .orElseThrow())));

        assertThat(ids).doesNotHaveDuplicates().hasSize(32);
        assertThat(References.in(DOCUMENT))
                .allMatch(reference -> reference.startsWith("#/definitions/"))
                .extracting(reference -> reference.substring("#/definitions/".length()))
                .isSubsetOf(names(at(DOCUMENT, "definitions")));
    }
}
