package dev.outrigger.schema;

import static dev.outrigger.schema.Given.INTEGER;
import static dev.outrigger.schema.Given.TEXT;
import static dev.outrigger.schema.Given.list;
import static dev.outrigger.schema.Given.object;
import static dev.outrigger.schema.Given.resource;
import static dev.outrigger.schema.Given.struct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompositionTests {
    private static final Schema ANY = Schema.of(Schema.Type.ANY);
    private static final Schema LONG = ANY.withLimits(Schema.Limits.NONE.withLength(Optional.of(3L), Optional.empty()));
    private static final Schema LOWER = ANY.withLimits(Schema.Limits.NONE.withPattern("^[a-z]*$"));

    private static Schema allOf(Schema... schemas) {
        return TEXT.withComposition(new Schema.Composition(List.of(schemas), List.of(), List.of(), Optional.empty()));
    }

    private static Schema anyOf(Schema base, Schema... schemas) {
        return base.withComposition(new Schema.Composition(List.of(), List.of(schemas), List.of(), Optional.empty()));
    }

    private static Schema oneOf(Schema... schemas) {
        return TEXT.withComposition(new Schema.Composition(List.of(), List.of(), List.of(schemas), Optional.empty()));
    }

    private static List<String> told(Schema schema, Value value) {
        return Validation.check(object("spec", object("x", value)), resource(struct("x", schema))).stream()
                .map(FieldError::toString)
                .toList();
    }

    @Test
    void allOfTellsEachSchemaThatDoesNotFit() {
        assertThat(told(allOf(LONG, LOWER), Value.of("abc"))).isEmpty();
        assertThat(told(allOf(LONG, LOWER), Value.of("ABC")))
                .containsExactly(
                        "spec.x: Invalid value: \"ABC\": spec.x in body should match '^[a-z]*$'",
                        "<nil>: Invalid value: \"\": \"spec.x\" must validate all the schemas (allOf)");
        assertThat(told(allOf(LONG, LOWER), Value.of("A")).getLast())
                .endsWith("must validate all the schemas (allOf). None validated");
    }

    @Test
    void anyOfTellsWhatTheNearestSchemaMisses() {
        var one = struct("a", TEXT).withRequired(List.of("a"));
        var near = struct("b", TEXT, "c", TEXT).withRequired(List.of("b", "c", "d"));
        var limits = anyOf(struct("a", TEXT, "b", TEXT, "c", TEXT, "d", TEXT), bare(one), bare(near));

        assertThat(told(limits, object("a", "1"))).isEmpty();
        assertThat(told(limits, object("b", "1", "c", "2")))
                .containsExactly(
                        "<nil>: Invalid value: \"\": \"spec.x\" must validate at least one schema (anyOf)",
                        "spec.x.d: Required value");
    }

    private static Schema bare(Schema object) {
        return ANY.withProperties(object.properties()).withRequired(object.required());
    }

    @Test
    void oneOfWantsExactlyOne() {
        assertThat(told(oneOf(LONG, LOWER), Value.of("a"))).isEmpty();
        assertThat(told(oneOf(LONG, LOWER), Value.of("abc")))
                .containsExactly("<nil>: Invalid value: \"\": \"spec.x\" must validate one and only one schema (oneOf)."
                        + " Found 2 valid alternatives");
        assertThat(told(oneOf(LONG, LOWER), Value.of("A")))
                .containsExactly(
                        "<nil>: Invalid value: \"\": \"spec.x\" must validate one and only one schema (oneOf)."
                                + " Found none valid",
                        "spec.x: Invalid value: \"A\": spec.x in body should be at least 3 chars long");
    }

    @Test
    void notWantsTheSchemaBroken() {
        var schema = TEXT.withComposition(new Schema.Composition(List.of(), List.of(), List.of(), Optional.of(LOWER)));

        assertThat(told(schema, Value.of("A"))).isEmpty();
        assertThat(told(schema, Value.of("a")))
                .containsExactly("<nil>: Invalid value: \"\": \"spec.x\" must not validate the schema (not)");
    }

    @Test
    void whatMustBeSatisfiedBesidesIsPublishedInTheNewFormOnly() {
        var schema = anyOf(Schema.of(Schema.Type.INT_OR_STRING), LOWER);
        var form = SchemaForm.OPENAPI.content(schema, new Definitions(new PublishedKinds(List.of())));

        assertThat(form)
                .isEqualTo(object(
                        "allOf",
                        list(object("anyOf", list(object("type", "integer"), object("type", "string")))),
                        "anyOf",
                        list(object("pattern", "^[a-z]*$")),
                        "x-kubernetes-int-or-string",
                        true));
        assertThat(SchemaForm.SWAGGER.content(schema, new Definitions(new PublishedKinds(List.of()))))
                .isEqualTo(object("x-kubernetes-int-or-string", true));
    }

    @Test
    void rulesArePublishedInBothForms() {
        var schema = INTEGER.withRules(List.of(
                Rule.of("self > 0"),
                Rule.of("self >= oldSelf")
                        .withMessage("no way back")
                        .withReason(Rule.Reason.FORBIDDEN)
                        .withOptionalOldSelf()));
        var definitions = new Definitions(new PublishedKinds(List.of()));

        for (SchemaForm form : SchemaForm.values()) {
            assertThat(form.content(schema, definitions))
                    .isEqualTo(object(
                            "type",
                            "integer",
                            "x-kubernetes-validations",
                            list(
                                    object("rule", "self > 0"),
                                    object(
                                            "rule",
                                            "self >= oldSelf",
                                            "message",
                                            "no way back",
                                            "reason",
                                            "FieldValueForbidden",
                                            "optionalOldSelf",
                                            true))));
        }
        assertThat(resource(Schema.object(Map.of("x", schema))).hasRules()).isTrue();
    }
}
