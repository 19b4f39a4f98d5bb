package dev.outrigger.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outrigger.schema.Rule;
import dev.outrigger.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the author of rules hears that cannot be run, as the author of a CRD does.
class RuleMistakeTests {
    private static final Schema INT = Schema.of(Schema.Type.INTEGER);
    private static final Schema TEXT = Schema.of(Schema.Type.STRING);

    private static List<String> mistakes(Schema spec) {
        return switch (CelRules.compile(Schema.object(Map.of("spec", spec)))) {
            case CelRules.Compiled.Ready _ -> List.of();
            case CelRules.Compiled.Mistaken(var mistakes) ->
                mistakes.stream()
                        .map(mistake ->
                                mistake.error().field() + ": " + mistake.error().type() + ": "
                                        + mistake.error().detail())
                        .toList();
        };
    }

    private static List<String> mistakes(Schema spec, Rule rule) {
        return mistakes(spec.withRules(List.of(rule)));
    }

    private static String at(String rest) {
        return "properties[spec].x-kubernetes-validations[0]." + rest;
    }

    @Test
    void anExpressionThatMeansNothingIsToldWithACaret() {
        assertThat(mistakes(INT, Rule.of("self.x > 0")).getFirst())
                .startsWith(at("rule: INVALID: compilation failed: ERROR: <input>:1:"))
                .contains("\n | self.x > 0\n | ")
                .endsWith("^");
        assertThat(mistakes(INT, Rule.of("self + 1")))
                .containsExactly(at("rule: INVALID: cel expression must evaluate to a bool"));
        assertThat(mistakes(INT, Rule.of("true").withMessageExpression("1")))
                .containsExactly(at("messageExpression: INVALID: messageExpression must evaluate to a string"));
        assertThat(mistakes(INT, Rule.of("true").withMessageExpression("nope")).getFirst())
                .startsWith(at("messageExpression: INVALID: messageExpression compilation failed: ERROR:"));
    }

    @Test
    void textsMustSaySomethingInOneLine() {
        assertThat(mistakes(INT, Rule.of(" "))).containsExactly(at("rule: REQUIRED: rule is not specified"));
        assertThat(mistakes(INT, Rule.of("true").withMessage(" ")))
                .containsExactly(at("message: INVALID: must be non-empty if specified"));
        assertThat(mistakes(INT, Rule.of("true").withMessage("a\nb")))
                .containsExactly(at("message: INVALID: must not contain line breaks"));
        assertThat(mistakes(INT, Rule.of("true\n&& true")))
                .containsExactly(at("message: REQUIRED: message must be specified if rule contains line breaks"));
        assertThat(mistakes(INT, Rule.of("true\n&& true").withMessage("m"))).isEmpty();
    }

    @Test
    void aFieldPathLeadsToAField() {
        var object = Schema.object(Map.of("a", INT, "list", Schema.listOf(INT)));

        for (String path : List.of("a", ".b", ".a.b", ".list[0]", "['a", "[a]", ".a ", "..a")) {
            assertThat(mistakes(object, Rule.of("true").withFieldPath(path)))
                    .as(path)
                    .containsExactly(at("fieldPath: INVALID: must be a valid path"));
        }
    }

    @Test
    void oldValuesCanBeReadOnlyWhereThereMayBeSome() {
        var rule = Rule.of("self == oldSelf");
        var atomic = Schema.listOf(INT.withRules(List.of(rule)))
                .withLimits(Schema.Limits.NONE.withItems(Optional.empty(), Optional.of(5L)));

        assertThat(mistakes(atomic))
                .containsExactly("properties[spec].items.x-kubernetes-validations[0].rule: INVALID: oldSelf cannot be"
                        + " used on the uncorrelatable portion of the schema within properties[spec]");
        assertThat(mistakes(INT, Rule.of("self > 0").withOptionalOldSelf()))
                .containsExactly(at("optionalOldSelf: INVALID: may not be set if oldSelf is not used in rule"));
    }

    @Test
    void aRuleThatMayCostTooMuchIsToldByHowMuch() {
        var unbounded = Schema.listOf(Schema.listOf(TEXT.withRules(List.of(Rule.of("self.contains('a')")))));

        assertThat(mistakes(unbounded).getFirst())
                .startsWith("properties[spec].items.items.x-kubernetes-validations[0].rule: FORBIDDEN: estimated rule"
                        + " cost exceeds budget by factor of more than 100x (try simplifying the rule");
        assertThat(RuleCost.excess("c", 12_345_678, 10_000_000))
                .startsWith("c exceeds budget by factor of 1.234568x (");
        assertThat(RuleCost.excess("c", 25_000_000, 10_000_000)).startsWith("c exceeds budget by factor of 2.5x (");
    }

    @Test
    void allMistakesAreToldByMemberAndRule() {
        var spec = Schema.object(Map.of("x", INT.withRules(List.of(Rule.of("self"), Rule.of("")))));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CelRules.of(Schema.object(Map.of("spec", spec))))
                .withMessage("spec.x, rule \"self\": cel expression must evaluate to a bool\n"
                        + "spec.x, rule \"\": rule is not specified");
    }
}
