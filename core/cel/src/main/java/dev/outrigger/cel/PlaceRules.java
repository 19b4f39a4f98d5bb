package dev.outrigger.cel;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Rule;
import dev.outrigger.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Compiles the rules of one place, as Kubernetes checks them when a CRD is created.
final class PlaceRules {
    private final Schema schema;
    private final RuleCompiler.Spot spot;
    private final RuleMistakes mistakes;
    private final CelScope scope;

    PlaceRules(Schema schema, RuleCompiler.Spot spot, RuleMistakes mistakes) {
        this.schema = schema;
        this.spot = spot;
        this.mistakes = mistakes;
        this.scope = spot.resource() ? CelScope.ofResource(schema) : CelScope.of(schema);
    }

    List<RuleNode.Ready> compile(List<Rule> rules) {
        var ready = new ArrayList<RuleNode.Ready>();
        for (int i = 0; i < rules.size(); i++) {
            var field = spot.inSchema("x-kubernetes-validations[" + i + "]");
            new One(rules.get(i), field).compile().ifPresent(ready::add);
        }
        return List.copyOf(ready);
    }

    /// One rule, at its place in the schema.
    private final class One {
        private final Rule rule;
        private final String field;
        private boolean good = true;

        One(Rule rule, String field) {
            this.rule = rule;
            this.field = field;
        }

        private void wrong(FieldError error) {
            good = false;
            mistakes.add(spot, rule, error);
        }

        Optional<RuleNode.Ready> compile() {
            checkText();
            var blamed = blamed();
            if (!good) return Optional.empty();
            var oldSelf = rule.optionalOldSelf() ? OldSelf.OPTIONAL : OldSelf.VALUE;
            var program = program(scope.rule(rule.rule(), oldSelf), "rule");
            var message = rule.messageExpression().isEmpty()
                    ? Optional.<CelProgram>empty()
                    : program(scope.message(rule.messageExpression(), oldSelf), "messageExpression");
            program.ifPresent(one -> {
                checkCost(one, "rule", "estimated rule cost", times());
                checkOldSelf(one);
            });
            message.ifPresent(one -> checkCost(one, "messageExpression", "estimated messageExpression cost", 1));
            return program.filter(_ -> good).map(one -> new RuleNode.Ready(rule, one, message, blamed));
        }

        private void checkText() {
            var text = rule.rule().strip();
            var message = rule.message().strip();
            if (text.isEmpty()) {
                wrong(FieldError.required(field + ".rule", "rule is not specified"));
            } else if (!rule.message().isEmpty() && message.isEmpty()) {
                wrong(FieldError.invalid(field + ".message", rule.message(), "must be non-empty if specified"));
            } else if (hasNewline(message)) {
                wrong(FieldError.invalid(field + ".message", rule.message(), "must not contain line breaks"));
            } else if (hasNewline(text) && message.isEmpty()) {
                wrong(FieldError.required(
                        field + ".message", "message must be specified if rule contains line breaks"));
            }
            if (!rule.messageExpression().isEmpty() && rule.messageExpression().isBlank()) {
                wrong(FieldError.required(
                        field + ".messageExpression", "messageExpression must be non-empty if specified"));
            }
        }

        private static boolean hasNewline(String text) {
            return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
        }

        private String blamed() {
            var path = rule.fieldPath();
            if (path.isEmpty()) return "";
            var at = field + ".fieldPath";
            if (path.isBlank()) wrong(FieldError.invalid(at, path, "must be non-empty if specified"));
            if (hasNewline(path)) wrong(FieldError.invalid(at, path, "must not contain line breaks"));
            try {
                return FieldPath.read(path, schema);
            } catch (FieldPath.Malformed _) {
                wrong(FieldError.invalid(at, path, "must be a valid path"));
                return "";
            }
        }

        private Optional<CelProgram> program(Compilation compilation, String part) {
            return switch (compilation) {
                case Compilation.Compiled(var program) -> Optional.of(program);
                case Compilation.Refused(var why) -> {
                    boolean prefix = part.equals("messageExpression") && why.startsWith("compilation failed");
                    wrong(FieldError.invalid(field + "." + part, shown(), prefix ? part + " " + why : why));
                    yield Optional.empty();
                }
            };
        }

        /// The rule as upstream prints it in a message.
        private Value shown() {
            var members = new LinkedHashMap<String, Value>();
            members.put("Rule", Value.of(rule.rule()));
            members.put("Message", Value.of(rule.message()));
            members.put("MessageExpression", Value.of(rule.messageExpression()));
            members.put(
                    "Reason",
                    rule.reason() == Rule.Reason.INVALID
                            ? Value.NULL
                            : Value.of(rule.reason().text()));
            members.put("FieldPath", Value.of(rule.fieldPath()));
            members.put("OptionalOldSelf", rule.optionalOldSelf() ? Value.of(true) : Value.NULL);
            return new Value.Struct(members);
        }

        private long times() {
            return spot.times().orElseGet(() -> RuleCost.timesInRequest(schema));
        }

        private void checkCost(CelProgram program, String part, String what, long times) {
            long cost = RuleCost.product(program.estimatedCost(), times);
            mistakes.cost(spot, rule, field + "." + part, cost);
            if (cost > RuleCost.PER_RULE) {
                wrong(FieldError.forbidden(field + "." + part, RuleCost.excess(what, cost, RuleCost.PER_RULE)));
            }
        }

        private void checkOldSelf(CelProgram program) {
            if (!program.usesOldSelf()) {
                if (rule.optionalOldSelf()) {
                    wrong(FieldError.invalid(
                            field + ".optionalOldSelf",
                            Value.of(true),
                            "may not be set if oldSelf is not used in rule"));
                }
                return;
            }
            spot.uncorrelatable()
                    .ifPresent(list -> wrong(FieldError.invalid(
                            field + ".rule",
                            rule.rule(),
                            "oldSelf cannot be used on the uncorrelatable portion of the schema within " + list)));
        }
    }
}
