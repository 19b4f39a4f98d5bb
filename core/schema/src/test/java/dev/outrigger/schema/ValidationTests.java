package dev.outrigger.schema;

import static dev.outrigger.schema.Given.BOOLEAN;
import static dev.outrigger.schema.Given.INTEGER;
import static dev.outrigger.schema.Given.NUMBER;
import static dev.outrigger.schema.Given.TEXT;
import static dev.outrigger.schema.Given.limited;
import static dev.outrigger.schema.Given.list;
import static dev.outrigger.schema.Given.mapList;
import static dev.outrigger.schema.Given.object;
import static dev.outrigger.schema.Given.resource;
import static dev.outrigger.schema.Given.set;
import static dev.outrigger.schema.Given.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValidationTests {
    private static final Schema INT_OR_STRING = Schema.of(Schema.Type.INT_OR_STRING);

    private static List<String> told(Schema schema, Value value) {
        return Validation.check(object("spec", object("x", value)), resource(struct("x", schema))).stream()
                .map(FieldError::toString)
                .toList();
    }

    @ParameterizedTest(name = "{1} for {2}")
    @MethodSource({"types", "texts", "numbers", "collections", "enumerations"})
    void whatBreaksTheSchemaIsToldInUpstreamsWords(Schema schema, Value value, String message) {
        assertThat(told(schema, value)).containsExactly(message);
    }

    static Stream<Arguments> types() {
        return Stream.of(
                wrongType(INTEGER, Value.of("a"), "integer", "string"),
                wrongType(INTEGER, new Value.Real(1.5), "integer", "number"),
                wrongType(INTEGER, Value.of(true), "integer", "boolean"),
                wrongType(NUMBER, Value.of("1"), "number", "string"),
                wrongType(TEXT, Value.of(1), "string", "integer"),
                wrongType(TEXT, list(), "string", "array"),
                wrongType(BOOLEAN, Value.of("true"), "boolean", "string"),
                wrongType(struct(), Value.of("a"), "object", "string"),
                wrongType(struct(), list(), "object", "array"),
                wrongType(Schema.listOf(TEXT), object(), "array", "object"),
                wrongType(TEXT, Value.NULL, "string", "null"),
                wrongType(INT_OR_STRING, Value.of(true), "integer,string", "boolean"),
                wrongType(TEXT.withFormat("date-time"), Value.of(5), "date-time", "int64"),
                wrongType(INTEGER.withFormat("int64"), Value.of("5"), "integer", "string"),
                wrongType(INTEGER.withFormat("int64"), Value.of(true), "int64", ""));
    }

    private static Arguments wrongType(Schema schema, Value value, String wanted, String found) {
        return arguments(
                schema,
                value,
                "spec.x: Invalid value: \"%s\": spec.x in body must be of type %s: \"%s\""
                        .formatted(found, wanted, found));
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments(
                        limited(TEXT, l -> l.minLength = 3L),
                        Value.of("ab"),
                        "spec.x: Invalid value: \"ab\": spec.x in body should be at least 3 chars long"),
                arguments(
                        limited(TEXT, l -> l.maxLength = 3L),
                        Value.of("abcd"),
                        "spec.x: Too long: may not be more than 3 bytes"),
                arguments(
                        limited(TEXT, l -> l.pattern = "^[a-z]+$"),
                        Value.of("A\n"),
                        "spec.x: Invalid value: \"A\\n\": spec.x in body should match '^[a-z]+$'"),
                arguments(
                        TEXT.withFormat("date-time"),
                        Value.of("now"),
                        "spec.x: Invalid value: \"now\": spec.x in body must be of type date-time: \"now\""));
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                arguments(
                        limited(INTEGER, l -> l.maximum = 10.0),
                        Value.of(11),
                        "spec.x: Invalid value: 11: spec.x in body should be less than or equal to 10"),
                arguments(
                        limited(INTEGER, l -> {
                            l.maximum = 10.0;
                            l.exclusiveMaximum = true;
                        }),
                        Value.of(10),
                        "spec.x: Invalid value: 10: spec.x in body should be less than 10"),
                arguments(
                        limited(INTEGER, l -> l.minimum = 1.0),
                        Value.of(0),
                        "spec.x: Invalid value: 0: spec.x in body should be greater than or equal to 1"),
                arguments(
                        limited(NUMBER, l -> {
                            l.minimum = 0.5;
                            l.exclusiveMinimum = true;
                        }),
                        new Value.Real(0.25),
                        "spec.x: Invalid value: 0.25: spec.x in body should be greater than 0.5"),
                arguments(
                        limited(NUMBER, l -> l.maximum = 1e6),
                        new Value.Real(2500000.5),
                        "spec.x: Invalid value: 2.5000005e+06: spec.x in body should be less than or equal to 1e+06"),
                arguments(
                        limited(INTEGER, l -> l.maximum = 0x1p53),
                        Value.of((1L << 53) + 1),
                        "spec.x: Invalid value: 9007199254740993: spec.x in body should be less than or equal to "
                                + "9007199254740992"),
                arguments(
                        limited(INTEGER, l -> l.multipleOf = 5.0),
                        Value.of(7),
                        "spec.x: Invalid value: 7: spec.x in body should be a multiple of 5"),
                arguments(
                        limited(NUMBER, l -> l.multipleOf = 0.01),
                        new Value.Real(0.005),
                        "spec.x: Invalid value: 0.005: spec.x in body should be a multiple of 0.01"),
                arguments(
                        INTEGER.withFormat("int32"),
                        Value.of(3_000_000_000L),
                        "spec.x: Invalid value: \"\": Checked value must be of type integer with format int32 in spec.x"));
    }

    static Stream<Arguments> collections() {
        var port = struct("name", TEXT, "port", INTEGER);
        return Stream.of(
                arguments(
                        limited(Schema.listOf(TEXT), l -> l.minItems = 1L),
                        list(),
                        "spec.x: Invalid value: 0: spec.x in body should have at least 1 items"),
                arguments(
                        limited(Schema.listOf(TEXT), l -> l.maxItems = 1L),
                        list("a", "b"),
                        "spec.x: Too many: 2: must have at most 1 items"),
                arguments(
                        limited(Schema.listOf(TEXT), l -> l.uniqueItems = true),
                        list("a", "a"),
                        "spec.x: Invalid value: \"\": spec.x in body shouldn't contain duplicates"),
                arguments(
                        limited(Schema.mapOf(TEXT), l -> l.minProperties = 1L),
                        object(),
                        "spec.x: Invalid value: 0: spec.x in body should have at least 1 properties"),
                arguments(
                        limited(Schema.mapOf(TEXT), l -> l.maxProperties = 1L),
                        object("a", "1", "b", "2"),
                        "spec.x: Too many: 2: must have at most 1 items"),
                arguments(struct("a", TEXT).withRequired(List.of("a")), object(), "spec.x.a: Required value"),
                arguments(
                        Schema.listOf(INTEGER),
                        list(1, "b"),
                        "spec.x[1]: Invalid value: \"string\": spec.x[1] in body must be of type integer: \"string\""),
                arguments(
                        Schema.mapOf(INTEGER),
                        object("k", "b"),
                        "spec.x.k: Invalid value: \"string\": spec.x.k in body must be of type integer: \"string\""),
                arguments(set(TEXT), list("a", "b", "a", "a"), "spec.x[2]: Duplicate value: \"a\""),
                arguments(
                        mapList(port, "name"),
                        list(object("name", "a"), object("name", "a", "port", 1)),
                        "spec.x[1]: Duplicate value: {\"name\":\"a\"}"),
                arguments(mapList(port, "name"), list(object(), object()), "spec.x[1]: Duplicate value: {}"),
                arguments(
                        mapList(port, "name", "port"),
                        list(object("name", "a", "port", 1), object("port", 1, "name", "a")),
                        "spec.x[1]: Duplicate value: {\"name\":\"a\",\"port\":1}"),
                arguments(
                        Schema.mapOf(set(TEXT)), object("k", list("a", "a")), "spec.x[k][1]: Duplicate value: \"a\""));
    }

    static Stream<Arguments> enumerations() {
        return Stream.of(
                arguments(
                        limited(TEXT, l -> l.enumeration = List.of(Value.of("a"), Value.of("b"))),
                        Value.of("x"),
                        "spec.x: Unsupported value: \"x\": supported values: \"a\", \"b\""),
                arguments(
                        limited(INTEGER, l -> l.enumeration = List.of(Value.of(1), Value.of(2))),
                        Value.of(3),
                        "spec.x: Unsupported value: 3: supported values: \"1\", \"2\""),
                arguments(
                        limited(TEXT.withNullable(true), l -> l.enumeration = List.of(Value.of("a"))),
                        Value.NULL,
                        "spec.x: Unsupported value: null: supported values: \"a\""));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("valid")
    void whatFitsTheSchemaIsValid(Schema schema, Value value) {
        assertThat(told(schema, value)).isEmpty();
    }

    static Stream<Arguments> valid() {
        return Stream.of(
                arguments(INTEGER, new Value.Real(5.0)),
                arguments(NUMBER, Value.of(5)),
                arguments(TEXT.withNullable(true), Value.NULL),
                arguments(INT_OR_STRING, Value.of("80%")),
                arguments(INT_OR_STRING, Value.of(80)),
                arguments(Schema.of(Schema.Type.ANY), list(1, "a", object())),
                arguments(TEXT.withFormat("no-such-format"), Value.of("anything")),
                arguments(limited(TEXT, l -> l.maxLength = 2L), Value.of("🐈🐈")),
                arguments(limited(INTEGER, l -> l.enumeration = List.of(Value.of(5))), new Value.Real(5.0)),
                arguments(set(TEXT), list("a", "b")));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        var schema = resource(struct("a", INTEGER, "b", TEXT).withRequired(List.of("c")));

        assertThat(Validation.check(object("spec", object("a", "1", "b", 2)), schema))
                .extracting(FieldError::field)
                .containsExactly("spec.a", "spec.b", "spec.c");
    }

    @Test
    void aMemberMissingAtTheRootIsToldByItsName() {
        assertThat(Validation.check(object(), resource(struct()).withRequired(List.of("spec"))))
                .containsExactly(FieldError.required("spec", ""));
    }

    @Test
    void anEmbeddedResourceMustSayWhatItIs() {
        var template = struct().withEmbeddedResource(true).withPreserveUnknown(true);

        assertThat(told(template, object()))
                .containsExactly("spec.x.apiVersion: Required value", "spec.x.kind: Required value");
        assertThat(told(template, object("apiVersion", "a/b/c", "kind", "")))
                .containsExactly(
                        "spec.x.apiVersion: Invalid value: \"a/b/c\": unexpected GroupVersion string: a/b/c",
                        "spec.x.kind: Invalid value: \"\": must not be empty");
        assertThat(told(template, object("apiVersion", "apps/v1", "kind", "Deployment")))
                .isEmpty();
        assertThat(told(template, object("apiVersion", "v1", "kind", "Bad_Kind"))
                        .getFirst())
                .startsWith(
                        "spec.x.kind: Invalid value: \"Bad_Kind\": may have mixed case, but should otherwise match");
    }

    @Test
    void theMetadataOfAnEmbeddedResourceObeysTheRulesOfMetadata() {
        var template = struct().withEmbeddedResource(true).withPreserveUnknown(true);
        var pod = object("apiVersion", "v1", "kind", "Pod");

        assertThat(told(template, pod.with("metadata", object("labels", object("a", "b")))))
                .isEmpty();
        assertThat(Validation.check(
                        object("spec", pod.with("metadata", object("labels", object("a b", "c"), "name", "a/b"))),
                        resource(template)))
                .extracting(FieldError::field)
                .containsExactly("spec.metadata.name", "spec.metadata.labels");
    }

    @Test
    void theSharedMetadataOfTheResourceIsNotValidatedHere() {
        var object = object("metadata", object("finalizers", list("a", "a"), "ownerReferences", list(object())));

        assertThat(Validation.check(object, resource(struct()))).isEmpty();
    }

    @Test
    void metadataThatTheAuthorRestrictsIsValidated() {
        var metadata = struct("name", limited(TEXT, l -> l.maxLength = 3L));

        assertThat(Validation.check(object("metadata", object("name", "long")), struct("metadata", metadata)))
                .containsExactly(FieldError.tooLong("metadata.name", 3));
    }
}
