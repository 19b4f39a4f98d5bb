package dev.outrigger.cel;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.GoText;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.KeyedItems;
import dev.outrigger.schema.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One run of all rules over one object, within one budget: what apiextensions-apiserver's `schema/cel` does.
final class RuleRun {
    private final CelBudget budget;
    private final List<FieldError> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private boolean stopped;

    RuleRun(CelBudget budget) {
        this.budget = budget;
    }

    Rules.Findings findings() {
        return new Rules.Findings(errors, warnings);
    }

    /// A value with what the walk knows of it.
    ///
    /// @param old what rules read as `oldSelf`; empty where there is nothing to compare with
    private record Spot(Place place, Value value, Optional<Value> old, Ratchet ratchet) {}

    /// Runs the rules of a node and of all below it.
    ///
    /// @param old the value before; empty for a new object
    void walk(RuleNode node, Value value, Optional<Value> old, Ratchet ratchet) {
        walk(node, new Spot(Place.ROOT, value, old, ratchet));
    }

    private void walk(RuleNode node, Spot spot) {
        if (stopped || spot.value() instanceof Value.Null) return;
        rules(node, spot);
        for (RuleNode besides : node.allOf()) {
            walk(
                    besides,
                    new Spot(
                            spot.place(),
                            spot.value(),
                            spot.old(),
                            spot.ratchet().besides()));
        }
        switch (spot.value()) {
            case Value.Array(var items) -> items(node, items, spot);
            case Value.Struct(var members) -> members(node, members, spot);
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> {}
        }
    }

    private void items(RuleNode node, List<Value> items, Spot spot) {
        if (node.items().isEmpty()) return;
        List<Value> before = spot.old().orElse(Value.NULL) instanceof Value.Array(var olds) ? olds : List.of();
        var partners = KeyedItems.of(before, node.schema());
        for (int i = 0; i < items.size() && !stopped; i++) {
            Value item = items.get(i);
            var at = spot.place().item(i);
            walk(
                    node.items().get(),
                    new Spot(at, item, partners.get(item), spot.ratchet().item(i)));
        }
    }

    private void members(RuleNode node, Map<String, Value> members, Spot spot) {
        for (var member : members.entrySet()) {
            String name = member.getKey();
            var old = spot.old().orElse(Value.NULL) instanceof Value.Struct before
                    ? before.get(name).filter(value -> !(value instanceof Value.Null))
                    : Optional.<Value>empty();
            var ratchet = spot.ratchet().member(name);
            if (node.values().isPresent()) {
                walk(node.values().get(), new Spot(spot.place().key(name), member.getValue(), old, ratchet));
            }
            RuleNode known = node.members().get(name);
            if (known != null) walk(known, new Spot(spot.place().member(name), member.getValue(), old, ratchet));
        }
    }

    private void rules(RuleNode node, Spot spot) {
        for (RuleNode.Ready rule : node.rules()) {
            if (stopped) return;
            if (budget.remaining() == 0) {
                outOfBudget(node, spot);
                return;
            }
            boolean transition = rule.program().usesOldSelf();
            if (transition && spot.old().isEmpty() && !rule.rule().optionalOldSelf()) continue;
            rule(node, rule, spot);
        }
    }

    private void rule(RuleNode node, RuleNode.Ready rule, Spot spot) {
        switch (rule.program().evaluate(spot.value(), spot.old(), budget)) {
            case CelOutcome.Answer(var answer) -> {
                if (!answer.equals(Value.of(true))) broken(node, rule, spot);
            }
            case CelOutcome.Failure(var message) -> failed(node, rule, spot, message);
            case CelOutcome.TooCostly() -> {
                error(
                        node,
                        spot,
                        "'operation cancelled: actual cost limit exceeded': no further validation rules will be run"
                                + " due to call cost exceeds limit for rule: " + rule.named());
                stopped = true;
            }
            case CelOutcome.BudgetSpent() -> outOfBudget(node, spot);
        }
    }

    private void outOfBudget(RuleNode node, Spot spot) {
        error(
                node,
                spot,
                "validation failed due to running out of cost budget, no further validation rules will be run");
        stopped = true;
    }

    private void failed(RuleNode node, RuleNode.Ready rule, Spot spot, String message) {
        boolean overload = message.startsWith("no such overload");
        error(
                node,
                spot,
                overload
                        ? "'" + message + "': call arguments did not match a supported operator, function or macro"
                                + " signature for rule: " + rule.named()
                        : message + " evaluating rule: " + rule.named());
    }

    private void error(RuleNode node, Spot spot, String detail) {
        errors.add(FieldError.invalid(spot.place().toString(), node.typeName(), detail));
    }

    /// Tells that a rule is broken, or only warns where it was before and nothing has changed since.
    private void broken(RuleNode node, RuleNode.Ready rule, Spot spot) {
        String field = spot.place().below(rule.blamed()).toString();
        var message = rule.message()
                .map(program -> message(program, rule, spot))
                .orElseGet(() -> new Message.Text(rule.plainMessage()));
        var error = switch (message) {
            case Message.Text(var text) -> blamed(node, rule, spot.value(), field, text);
            case Message.OutOfBudget(var detail) -> {
                stopped = true;
                yield FieldError.invalid(field, node.typeName(), detail);
            }
        };
        if (!rule.program().usesOldSelf() && spot.ratchet().unchanged()) warnings.add(error.toString());
        else errors.add(error);
    }

    private static FieldError blamed(RuleNode node, RuleNode.Ready rule, Value value, String field, String detail) {
        boolean shown = switch (node.schema().type()) {
            case OBJECT, ARRAY -> false;
            case ANY, STRING, INTEGER, NUMBER, BOOLEAN, INT_OR_STRING -> true;
        };
        return switch (rule.rule().reason()) {
            case FORBIDDEN -> FieldError.forbidden(field, detail);
            case REQUIRED -> FieldError.required(field, detail);
            case INVALID ->
                shown
                        ? FieldError.invalid(field, value, detail)
                        : new FieldError(FieldError.Type.INVALID, field, "", detail);
            case DUPLICATE ->
                shown ? FieldError.duplicate(field, value) : new FieldError(FieldError.Type.DUPLICATE, field, "", "");
        };
    }

    /// What became of a message expression.
    private sealed interface Message {
        record Text(String text) implements Message {}

        record OutOfBudget(String detail) implements Message {}
    }

    /// The message that an expression makes; the rule's plain one where it fails, or makes one that cannot be
    /// shown.
    private Message message(CelProgram program, RuleNode.Ready rule, Spot spot) {
        var plain = new Message.Text(rule.plainMessage());
        return switch (program.evaluate(spot.value(), spot.old(), budget)) {
            case CelOutcome.Answer(var answer) ->
                answer instanceof Value.Text(var text) && MessageText.fits(text)
                        ? new Message.Text(text.strip())
                        : plain;
            case CelOutcome.Failure _ -> plain;
            case CelOutcome.TooCostly() ->
                new Message.OutOfBudget("no further validation rules will be run due to call cost exceeds limit for"
                        + " messageExpression: " + GoText.quote(rule.rule().messageExpression()));
            case CelOutcome.BudgetSpent() ->
                new Message.OutOfBudget("messageExpression evaluation failed due to running out of cost budget,"
                        + " no further validation rules will be run");
        };
    }
}
