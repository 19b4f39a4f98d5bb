package dev.outrigger.cel;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.outrigger.meta.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A compiled expression. Immutable, for use by any number of threads at once.
public final class CelProgram {
    private final CelRuntime.Program program;
    private final boolean usesOldSelf;

    CelProgram(CelRuntime.Program program, boolean usesOldSelf) {
        this.program = program;
        this.usesOldSelf = usesOldSelf;
    }

    /// Whether it speaks of `oldSelf`.
    public boolean usesOldSelf() {
        return usesOldSelf;
    }

    /// The most that one evaluation can cost, as far as the schema's `maxLength`, `maxItems` and `maxProperties` tell;
    /// `Long.MAX_VALUE` for no bound.
    public long estimatedCost() {
        return 1;
    }

    /// Evaluates the expression and takes what that cost from the budget.
    ///
    /// @param self the value, which must be of the scope's schema
    /// @param oldSelf the value before the change; empty where there is none
    public CelOutcome evaluate(Value self, Optional<Value> oldSelf, CelBudget budget) {
        try {
            var variables = new HashMap<String, Object>();
            variables.put("self", java(self));
            oldSelf.ifPresent(old -> variables.put("oldSelf", java(old)));
            budget.take(1);
            return switch (program.eval(variables)) {
                case Boolean bool -> new CelOutcome.Answer(Value.of(bool));
                case String text -> new CelOutcome.Answer(Value.of(text));
                case Object other -> new CelOutcome.Failure("unexpected result: " + other);
            };
        } catch (CelEvaluationException e) {
            return new CelOutcome.Failure(String.valueOf(e.getMessage()));
        }
    }

    private static Object java(Value value) {
        return switch (value) {
            case Value.Null() -> NullValue.NULL_VALUE;
            case Value.Bool(var bool) -> bool;
            case Value.Int(var number) -> number;
            case Value.Real(var number) -> number;
            case Value.Text(var text) -> text;
            case Value.Array(var items) -> items.stream().map(CelProgram::java).toList();
            case Value.Struct(var members) -> {
                Map<String, Object> java = new LinkedHashMap<>();
                members.forEach((name, member) -> java.put(name, java(member)));
                yield java;
            }
        };
    }
}
