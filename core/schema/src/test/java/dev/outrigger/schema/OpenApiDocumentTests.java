package dev.outrigger.schema;

import static dev.outrigger.schema.Given.INTEGER;
import static dev.outrigger.schema.Given.TEXT;
import static dev.outrigger.schema.Given.list;
import static dev.outrigger.schema.Given.object;
import static dev.outrigger.schema.Given.struct;
import static dev.outrigger.schema.Published.INFO;
import static dev.outrigger.schema.Published.at;
import static dev.outrigger.schema.Published.cats;
import static dev.outrigger.schema.Published.names;
import static dev.outrigger.schema.Published.nodes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTests {
    private static final String PREFIX = "#/components/schemas/";

    private static Value.Struct document(Schema spec) {
        return OpenApi.v3(INFO, List.of(cats(spec))).get("apis/animal.skai.io/v1alpha1");
    }

    private static Value published(Schema member) {
        return at(
                document(struct("x", member)),
                "components",
                "schemas",
                "io.skai.animal.v1alpha1.Cat",
                "properties",
                "spec",
                "properties",
                "x");
    }

    @Test
    void eachPartOfTheApiHasItsDocument() {
        var documents = OpenApi.v3(INFO, List.of(cats(), nodes()));

        assertThat(documents.keySet())
                .containsExactly(
                        "api", "api/v1", "apis", "apis/animal.skai.io", "apis/animal.skai.io/v1alpha1", "version");
        assertThat(names(at(documents.get("version"), "paths"))).containsExactly("/version/");
        assertThat(names(at(documents.get("apis/animal.skai.io"), "paths"))).containsExactly("/apis/animal.skai.io/");
    }

    @Test
    void aDocumentHoldsWhatItRefersToAndNothingElse() {
        OpenApi.v3(INFO, List.of(cats(), nodes())).forEach((path, document) -> {
            var referred = References.in(document).stream().map(reference -> reference.substring(PREFIX.length()));
            assertThat(names(at(document, "components", "schemas")))
                    .as(path)
                    .containsExactlyInAnyOrderElementsOf(referred.toList());
        });
    }

    @Test
    void bodiesAndAnswersAreToldByMediaType() {
        Value item =
                at(document(struct()), "paths", "/apis/animal.skai.io/v1alpha1/namespaces/{namespace}/cats/{name}");

        assertThat(names(at(item, "patch", "requestBody", "content")))
                .contains("application/apply-patch+yaml", "application/strategic-merge-patch+json");
        assertThat(at(item, "get", "responses", "200", "content", "application/json", "schema"))
                .isEqualTo(object("$ref", PREFIX + "io.skai.animal.v1alpha1.Cat"));
        assertThat(at(item, "put", "requestBody", "required")).isEqualTo(Value.of(true));
        assertThat(at(item, "parameters", "0", "schema")).isEqualTo(object("type", "string", "uniqueItems", true));
    }

    @Test
    void aReferenceIsWrappedOnlyWhereSomethingIsSaidBesides() {
        var mood = struct("level", INTEGER).withName("io.skai.animal.v1alpha1.Mood");
        var reference = object("$ref", PREFIX + "io.skai.animal.v1alpha1.Mood");

        assertThat(published(mood)).isEqualTo(reference);
        assertThat(published(mood.withDefault(Value.Struct.EMPTY).withNullable(true)))
                .isEqualTo(object("default", object(), "nullable", true, "allOf", list(reference)));
        assertThat(published(MetaSchemas.TIME.withDescription("When born.")))
                .isEqualTo(object(
                        "description",
                        "When born.",
                        "allOf",
                        list(object("$ref", PREFIX + "io.k8s.apimachinery.pkg.apis.meta.v1.Time"))));
    }

    @Test
    void kindsAndSharedTypesAreDescribedWhereTheyAreDefined() {
        Value schemas = at(document(struct()), "components", "schemas");

        assertThat(at(schemas, "io.skai.animal.v1alpha1.Cat", "description")).isEqualTo(Value.of("A cat."));
        ((Value.Struct) schemas)
                .members()
                .forEach((name, schema) -> assertThat(((Value.Struct) schema).text("description"))
                        .as(name)
                        .isPresent());
    }

    @Test
    void mergeRulesAndFreeFormsAreExtensions() {
        var merge = new Schema.Merge(Schema.ListType.MAP, List.of("n"), false, "merge", "n");
        var atomic = new Schema.Merge(Schema.ListType.ATOMIC, List.of(), true, "", "");

        assertThat(published(Schema.listOf(struct("n", TEXT)).withMerge(merge)))
                .isEqualTo(object(
                        "type", "array",
                        "items", object("type", "object", "properties", object("n", object("type", "string"))),
                        "x-kubernetes-list-type", "map",
                        "x-kubernetes-list-map-keys", list("n"),
                        "x-kubernetes-patch-strategy", "merge",
                        "x-kubernetes-patch-merge-key", "n"));
        assertThat(published(Schema.mapOf(TEXT).withMerge(atomic)))
                .isEqualTo(object(
                        "type", "object",
                        "additionalProperties", object("type", "string"),
                        "x-kubernetes-map-type", "atomic"));
        assertThat(published(struct().withEmbeddedResource(true).withPreserveUnknown(true)))
                .isEqualTo(object(
                        "type", "object",
                        "x-kubernetes-embedded-resource", true,
                        "x-kubernetes-preserve-unknown-fields", true));
        assertThat(published(Schema.of(Schema.Type.INT_OR_STRING)))
                .isEqualTo(object(
                        "anyOf",
                        list(object("type", "integer"), object("type", "string")),
                        "x-kubernetes-int-or-string",
                        true));
        assertThat(published(Schema.of(Schema.Type.ANY)))
                .isEqualTo(object("x-kubernetes-preserve-unknown-fields", true));
    }

    @Test
    void limitsAreTold() {
        var limited = Given.limited(INTEGER, limits -> {
            limits.minimum = 1.0;
            limits.maximum = 9.5;
            limits.exclusiveMaximum = true;
            limits.enumeration = List.of(Value.of(1), Value.of(2));
        });

        assertThat(published(limited.withFormat("int32").withDefault(Value.of(1))))
                .isEqualTo(object(
                        "type",
                        "integer",
                        "format",
                        "int32",
                        "default",
                        1,
                        "enum",
                        list(1, 2),
                        "minimum",
                        1,
                        "maximum",
                        new Value.Real(9.5),
                        "exclusiveMaximum",
                        true));
    }

    @Test
    void twoSchemasOfOneNameAreRefused() {
        var one = struct("a", TEXT).withName("x.Same");
        var other = struct("b", TEXT).withName("x.Same");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> document(struct("one", one, "other", other)))
                .withMessageStartingWith("two different schemas are named x.Same");
    }

    @Test
    void theIndexTellsWhereEachDocumentIs() {
        assertThat(OpenApi.v3Index(Map.of("apis/g/v1", "AB12", "version", "CD")))
                .isEqualTo(object(
                        "paths",
                        object(
                                "apis/g/v1", object("serverRelativeURL", "/openapi/v3/apis/g/v1?hash=AB12"),
                                "version", object("serverRelativeURL", "/openapi/v3/version?hash=CD"))));
    }
}
