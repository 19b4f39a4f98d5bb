package dev.outrigger.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Correlation;
import dev.outrigger.schema.Rule;
import dev.outrigger.schema.Rules;
import dev.outrigger.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which rules are run over an object and what becomes of them, by the cases of apiextensions-apiserver.
class CelRulesTests {
    private static final Schema TEXT =
            Schema.of(Schema.Type.STRING).withLimits(Schema.Limits.NONE.withLength(Optional.empty(), Optional.of(9L)));
    private static final Schema INT = Schema.of(Schema.Type.INTEGER);

    private static Schema ruled(Schema schema, Rule... rules) {
        return schema.withRules(List.of(rules));
    }

    private static Schema object(Object... namesAndSchemas) {
        var members = new LinkedHashMap<String, Schema>();
        for (int i = 0; i < namesAndSchemas.length; i += 2) {
            members.put((String) namesAndSchemas[i], (Schema) namesAndSchemas[i + 1]);
        }
        return Schema.object(members);
    }

    private static Schema few(Schema schema) {
        boolean list = schema.items().isPresent();
        var limits = Schema.Limits.NONE;
        return schema.withLimits(
                list
                        ? limits.withItems(Optional.empty(), Optional.of(5L))
                        : limits.withMembers(Optional.empty(), Optional.of(5L)));
    }

    private static Schema keyed(Schema items) {
        return few(Schema.listOf(items)).withMerge(new Schema.Merge(Schema.ListType.MAP, List.of("k"), false, "", ""));
    }

    private static Value.Array list(Value... items) {
        return Value.Array.of(items);
    }

    private static Rules.Findings born(Schema spec, Object value) {
        return CelRules.of(object("spec", spec)).check(Value.object("spec", value), Optional.empty());
    }

    private static Rules.Findings changed(Schema spec, Object before, Object after) {
        var schema = object("spec", spec);
        var object = Value.object("spec", after);
        return CelRules.of(schema)
                .check(object, Optional.of(Correlation.of(object, Value.object("spec", before), schema)));
    }

    private static List<String> told(Rules.Findings findings) {
        return findings.errors().stream().map(FieldError::toString).toList();
    }

    @Test
    void rulesAreRunInOrderWhereTheyStand() {
        var item = ruled(INT, Rule.of("self > 0"));
        var spec = ruled(
                object("list", few(Schema.listOf(item)), "map", few(Schema.mapOf(item)), "x", item),
                Rule.of("self.x != 1"),
                Rule.of("self.x != 0").withMessage("  no zero  "));

        assertThat(told(born(
                        spec,
                        Value.object("x", 0, "list", list(Value.of(1), Value.of(-1)), "map", Value.object("a.b", -2)))))
                .containsExactly(
                        "spec: Invalid value: no zero",
                        "spec.x: Invalid value: 0: failed rule: self > 0",
                        "spec.list[1]: Invalid value: -1: failed rule: self > 0",
                        "spec.map[a.b]: Invalid value: -2: failed rule: self > 0");
    }

    @Test
    void aNullIsNoValueForARule() {
        var spec = object("x", ruled(INT.withNullable(true), Rule.of("self > 0")));

        assertThat(told(born(spec, Value.object("x", Value.NULL)))).isEmpty();
    }

    @Test
    void reasonsMakeErrorsOfTheirKind() {
        var rules = new ArrayList<Rule>();
        for (Rule.Reason reason : Rule.Reason.values()) {
            rules.add(Rule.of("false").withReason(reason).withMessage("m"));
        }

        assertThat(told(born(INT.withRules(rules), Value.of(3))))
                .containsExactly(
                        "spec: Invalid value: 3: m",
                        "spec: Forbidden: m",
                        "spec: Required value: m",
                        "spec: Duplicate value: 3");
        assertThat(told(born(object("a", INT).withRules(rules), Value.object("a", 1))))
                .containsExactly(
                        "spec: Invalid value: m",
                        "spec: Forbidden: m",
                        "spec: Required value: m",
                        "spec: Duplicate value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'made' | made",
                "'  made  ' | made",
                "'' | plain",
                "'  ' | plain",
                "'a\\nb' | plain",
                "self[9] | plain",
                "self[0] | 0123456789"
            })
    void aMessageThatCannotBeShownGivesWayToThePlainOne(String expression, String shown) {
        var spec = few(Schema.listOf(TEXT))
                .withRules(List.of(Rule.of("false")
                        .withMessage("plain")
                        .withMessageExpression(
                                expression.startsWith("self") ? expression : "'" + bare(expression) + "'")));

        assertThat(told(born(spec, list(Value.of("0123456789"))))).containsExactly("spec: Invalid value: " + shown);
    }

    private static String bare(String quoted) {
        return quoted.length() > 1 && quoted.startsWith("'") ? quoted.substring(1, quoted.length() - 1) : quoted;
    }

    @Test
    void aMessageHasAtMostFiveKibibytes() {
        var rule = Rule.of("false").withMessageExpression("self");
        var text = Schema.of(Schema.Type.STRING);

        assertThat(told(born(ruled(text, rule), Value.of("a".repeat(5120)))))
                .first()
                .asString()
                .endsWith("aaa");
        assertThat(told(born(ruled(text, rule), Value.of("a".repeat(5121)))))
                .first()
                .asString()
                .endsWith(": failed rule: false");
    }

    @ParameterizedTest
    @CsvSource({".a,spec.a", ".m.k,spec.m[k]", "['a'],spec.a", ".m['x.y'],spec.m[x.y]", "'',spec"})
    void theFieldToBlameIsBelowTheValue(String path, String field) {
        var spec = ruled(
                object("a", INT, "m", few(Schema.mapOf(INT))), Rule.of("false").withFieldPath(path));

        assertThat(born(spec, Value.object("a", 1)).errors())
                .extracting(FieldError::field)
                .containsExactly(field);
    }

    @Test
    void whatFailsWhileItIsRunIsToldWithTheRule() {
        var map = few(Schema.mapOf(INT)).withRules(List.of(Rule.of("self['k'] > 0"), Rule.of("1 / self['a'] > 0")));

        assertThat(told(born(map, Value.object("a", 0))))
                .containsExactly(
                        "spec: Invalid value: \"object\": no such key: k evaluating rule: self['k'] > 0",
                        "spec: Invalid value: \"object\": division by zero evaluating rule: 1 / self['a'] > 0");
        var either = Schema.of(Schema.Type.INT_OR_STRING);
        assertThat(told(born(ruled(either, Rule.of("self + 1 > 0").withMessage("odd")), Value.of("a"))))
                .containsExactly(
                        "spec: Invalid value: \"\": 'no such overload': call arguments did not match a supported"
                                + " operator, function or macro signature for rule: odd");
    }

    @Test
    void transitionRulesAreRunWhereThereIsAnOldValue() {
        var kept = ruled(INT, Rule.of("self == oldSelf").withMessage("kept"));
        var spec = object(
                "x", kept, "list", keyed(object("k", TEXT, "v", kept)), "map", few(Schema.mapOf(kept)), "y", INT);
        var old = Value.object(
                "x", 1,
                "list", list(Value.object("k", "a", "v", 1), Value.object("k", "b", "v", 2)),
                "map", Value.object("a", 1));
        var moved = Value.object(
                "x", 1,
                "list", list(Value.object("k", "b", "v", 2), Value.object("k", "c", "v", 9)),
                "map", Value.object("b", 9));

        assertThat(told(born(spec, old))).isEmpty();
        assertThat(told(changed(spec, Value.Struct.EMPTY, old))).isEmpty();
        assertThat(told(changed(spec, old, moved))).isEmpty();
        assertThat(told(changed(
                        spec,
                        old,
                        Value.object(
                                "x", 2,
                                "list", list(Value.object("k", "b", "v", 3)),
                                "map", Value.object("a", 3)))))
                .containsExactly(
                        "spec.x: Invalid value: 2: kept",
                        "spec.list[0].v: Invalid value: 3: kept",
                        "spec.map[a]: Invalid value: 3: kept");
    }

    @Test
    void anOptionalOldValueIsEmptyWhereThereIsNone() {
        var rule = Rule.of("oldSelf.hasValue() ? self >= oldSelf.value() : self == 0")
                .withOptionalOldSelf();
        var spec = object("x", ruled(INT, rule));

        assertThat(told(born(spec, Value.object("x", 0)))).isEmpty();
        assertThat(told(born(spec, Value.object("x", 1)))).hasSize(1);
        assertThat(told(changed(spec, Value.object("x", 1), Value.object("x", 2))))
                .isEmpty();
        assertThat(told(changed(spec, Value.object("x", 3), Value.object("x", 2))))
                .hasSize(1);
    }

    @Test
    void whatWasBrokenBeforeIsAWarningWhereTheValueIsAsItWas() {
        var spec = object(
                "x", ruled(INT, Rule.of("self > 0")),
                "atomic", few(Schema.listOf(ruled(INT, Rule.of("self > 0")))),
                "kept", ruled(INT, Rule.of("self > 0 && self >= oldSelf")),
                "y", INT);
        var old = Value.object("x", 0, "atomic", list(Value.of(0)), "kept", 0);

        var findings = changed(spec, old, old.with("y", Value.of(1)));

        assertThat(findings.warnings())
                .containsExactly(
                        "spec.x: Invalid value: 0: failed rule: self > 0",
                        "spec.atomic[0]: Invalid value: 0: failed rule: self > 0");
        assertThat(told(findings))
                .containsExactly("spec.kept: Invalid value: 0: failed rule: self > 0 && self >= oldSelf");
        assertThat(told(changed(spec, old, old.with("atomic", list(Value.of(0), Value.of(1))))))
                .contains("spec.atomic[0]: Invalid value: 0: failed rule: self > 0");
    }

    @Test
    void rulesOfASchemaToSatisfyBesidesAreRun() {
        var besides = Schema.of(Schema.Type.ANY)
                .withProperties(Map.of("x", ruled(Schema.of(Schema.Type.ANY), Rule.of("self > 0"))));
        var spec = object("x", INT)
                .withComposition(new Schema.Composition(List.of(besides), List.of(), List.of(), Optional.empty()));

        assertThat(told(born(spec, Value.object("x", 0))))
                .containsExactly("spec.x: Invalid value: 0: failed rule: self > 0");
    }

    @Test
    void noFurtherRuleIsRunOnceTheBudgetIsSpent() {
        var compiler = new RuleCompiler();
        var root = compiler.resource(object("spec", ruled(INT, Rule.of("self < 1"), Rule.of("self < 2"))));
        var object = Value.object("spec", 5);

        var run = new RuleRun(CelBudget.of(2));
        run.walk(root, object, Optional.empty(), new Ratchet(Optional.empty(), Optional.empty()));

        assertThat(told(run.findings()))
                .containsExactly(
                        "spec: Invalid value: 5: failed rule: self < 1",
                        "spec: Invalid value: \"integer\": validation failed due to running out of cost budget, no"
                                + " further validation rules will be run");
    }
}
