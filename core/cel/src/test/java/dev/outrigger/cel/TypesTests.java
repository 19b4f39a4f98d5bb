package dev.outrigger.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What expressions see of objects through their schemas.
class TypesTests {
    private static final CelOutcome TRUE = new CelOutcome.Answer(Value.of(true));

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            name, name
            a.b, a__dot__b
            a-b, a__dash__b
            a/b, a__slash__b
            a__b, a__underscores__b
            if, __if__
            namespace, __namespace__
            self, self
            1a, -
            a b, -
            é, -
            """)
    void namesThatAreNoIdentifiersAreEscaped(String name, String escaped) {
        assertThat(Escapes.escaped(name)).isEqualTo(Optional.ofNullable(escaped));
        if (escaped != null) assertThat(Escapes.unescaped(escaped)).contains(name);
    }

    @Test
    void anEscapeOfNothingNamesNothing() {
        assertThat(Escapes.unescaped("a__nope__b")).isEmpty();
        assertThat(Escapes.unescaped("a__if__")).isEmpty();
        var self = Schema.object(Map.of("a.b", Given.STRING, "if", Given.STRING, "x__y", Given.STRING));
        var value = Value.object("a.b", "1", "if", "2", "x__y", "3");
        assertThat(Given.outcome(self, value, "self.a__dot__b + self.__if__ + self.x__underscores__y == '123'"))
                .isEqualTo(TRUE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            self.when == timestamp('2011-08-18T18:03:37.01Z')
            self.day == timestamp('1997-07-16T00:00:00Z')
            self.span == duration('1h2m3s4ms')
            self.raw == b'AB'
            type(self.number) == double && self.number == 10.0
            type(self.either) == int && self.either == 5
            self.ratio > 0.5
            has(self.when) && !has(self.gone)
            self.maybe == null
            self.list[0].inner == 'x'
            self.map['any key'] == 1
            'any key' in self.map
            self.map.all(k, k == 'any key')
            self.?gone.orValue('none') == 'none'
            self.list.exists(x, x.inner == 'x')
            """)
    void formatsAndTypesAreReadAsTheSchemaSays(String rule) {
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("when", Given.STRING.withFormat("date-time"));
        members.put("day", Given.STRING.withFormat("date"));
        members.put("span", Given.STRING.withFormat("duration"));
        members.put("raw", Given.STRING.withFormat("byte"));
        members.put("number", Given.NUMBER);
        members.put("ratio", Given.NUMBER);
        members.put("either", Schema.of(Schema.Type.INT_OR_STRING));
        members.put("gone", Given.STRING);
        members.put("maybe", Given.STRING.withNullable(true));
        members.put("list", Schema.listOf(Schema.object(Map.of("inner", Given.STRING))));
        members.put("map", Schema.mapOf(Given.INTEGER));
        var value = Value.object(
                "when",
                "2011-08-18T19:03:37.010000000+01:00",
                "day",
                "1997-07-16",
                "span",
                "1h2m3s4ms",
                "raw",
                "QUI=",
                "number",
                10,
                "ratio",
                new Value.Real(0.75),
                "either",
                5,
                "maybe",
                Value.NULL,
                "list",
                Value.Array.of(Value.object("inner", "x")),
                "map",
                Value.object("any key", 1));
        var self = Schema.object(members);
        if (rule.contains("null")) {
            // As in Kubernetes, a null member is as good as absent.
            assertThat(Given.outcome(self, value, "has(self.maybe)")).isEqualTo(new CelOutcome.Answer(Value.of(false)));
            return;
        }
        assertThat(Given.outcome(self, value, rule)).isEqualTo(TRUE);
    }

    @Test
    void aResourceAlwaysHasANameAndNothingElseOfMetadata() {
        var resource = CelScope.ofResource(Schema.object(
                Map.of("metadata", Schema.object(Map.of("name", Given.STRING, "labels", Schema.mapOf(Given.STRING))))));
        var program = Given.compiled(resource.rule("self.metadata.name == 'tom' && self.kind == 'Cat'", OldSelf.VALUE));
        var tom = Value.object("apiVersion", "v1", "kind", "Cat", "metadata", Value.object("name", "tom"));
        assertThat(program.evaluate(tom, Optional.empty(), CelBudget.forObject()))
                .isEqualTo(TRUE);
        assertThat(resource.rule("has(self.metadata.labels)", OldSelf.VALUE))
                .isInstanceOfSatisfying(
                        Compilation.Refused.class,
                        refused -> assertThat(refused.message()).contains("undefined field 'labels'"));
    }

    @Test
    void whatASchemaDoesNotKnowCanOnlyBeCompared() {
        var self = Schema.object(Map.of(
                "spec", Schema.object(Map.of("known", Given.STRING)).withPreserveUnknown(true),
                "any", Schema.of(Schema.Type.ANY)));
        assertThat(Given.refusal(self, "self.any == 1")).contains("undefined field 'any'");
        assertThat(CelScope.of(Schema.listOf(Schema.of(Schema.Type.ANY))).readable())
                .isFalse();
        var same = Given.rule(self, "self.spec == oldSelf.spec");
        var one = Value.object("spec", Value.object("known", "a", "extra", 1));
        var other = Value.object("spec", Value.object("known", "a", "extra", 2));
        assertThat(same.evaluate(one, Optional.of(one), CelBudget.forObject())).isEqualTo(TRUE);
        assertThat(same.evaluate(one, Optional.of(other), CelBudget.forObject()))
                .isEqualTo(new CelOutcome.Answer(Value.of(false)));
    }

    @Test
    void anOptionalOldSelfIsEmptyOnCreate() {
        var rule = Given.compiled(CelScope.of(Given.INTEGER)
                .rule("oldSelf.hasValue() ? self > oldSelf.value() : self == 1", OldSelf.OPTIONAL));
        assertThat(rule.usesOldSelf()).isTrue();
        assertThat(rule.evaluate(Value.of(1), Optional.empty(), CelBudget.forObject()))
                .isEqualTo(TRUE);
        assertThat(rule.evaluate(Value.of(3), Optional.of(Value.of(2)), CelBudget.forObject()))
                .isEqualTo(TRUE);
    }

    @Test
    void aMessageIsText() {
        var scope = CelScope.of(Given.INTEGER);
        var message = Given.compiled(scope.message("'%d is too many'.format([self])", OldSelf.VALUE));
        assertThat(message.evaluate(Value.of(7), Optional.empty(), CelBudget.forObject()))
                .isEqualTo(new CelOutcome.Answer(Value.of("7 is too many")));
        assertThat(scope.message("self", OldSelf.VALUE))
                .isEqualTo(new Compilation.Refused("messageExpression must evaluate to a string"));
        assertThat(scope.rule("self", OldSelf.VALUE))
                .isEqualTo(new Compilation.Refused("cel expression must evaluate to a bool"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            self.matches('a[') | invalid matches argument
            duration('1x') == duration('1s') | invalid duration argument
            timestamp('today') == timestamp('2020-01-01T00:00:00Z') | invalid timestamp argument
            self in ['a', 1] | expected type 'string' but found 'int'
            self == {'a': 1, 'b': 'c'}['b'] | expected type 'int' but found 'string'
            self. | Syntax error
            math.greatest(1, 2) == 2 | undeclared reference to 'math'
            """)
    void mistakesAreToldToTheAuthor(String rule, String message) {
        assertThat(Given.refusal(Given.STRING, rule))
                .startsWith("compilation failed: ERROR: <input>:1:")
                .contains(message)
                .contains("\n | " + rule + "\n | ");
    }

    @Test
    void anExpressionThatIsTooDeepIsRefused() {
        assertThat(CelScope.of(Given.INTEGER).rule("self" + " + 1".repeat(20_000) + " > 0", OldSelf.VALUE))
                .isInstanceOf(Compilation.Refused.class);
        assertThat(CelScope.of(Given.INTEGER)
                        .rule("(".repeat(5_000) + "self" + ")".repeat(5_000) + " > 0", OldSelf.VALUE))
                .isInstanceOf(Compilation.Refused.class);
    }

    @Test
    void unboundedPlacesAreCountedByTheSmallestRequest() {
        assertThat(CelScope.of(Given.STRING).maxCardinality()).isEqualTo(3 * 1024 * 1024 / 3);
        assertThat(CelScope.of(Schema.object(Map.of("a", Given.STRING)).withRequired(List.of("a")))
                        .maxCardinality())
                .isEqualTo(3 * 1024 * 1024 / 10);
    }
}
