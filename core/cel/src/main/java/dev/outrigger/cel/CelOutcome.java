package dev.outrigger.cel;

import dev.outrigger.meta.Value;

/// How one evaluation ended.
public sealed interface CelOutcome {

    /// With a value: a [Value.Bool] for a rule, a [Value.Text] for a message.
    record Answer(Value value) implements CelOutcome {}

    /// With an error.
    ///
    /// @param message what went wrong, in cel-go's words: `no such key: x`, `no such overload`, `division by zero`,
    ///     `index out of bounds: 3`
    record Failure(String message) implements CelOutcome {}

    /// It was stopped at what one expression may cost, [CelBudget#PER_EXPRESSION]: `operation cancelled: actual cost
    /// limit exceeded`.
    record TooCostly() implements CelOutcome {}

    /// It would have cost more than was left for the object. No further expression can be run with that budget.
    record BudgetSpent() implements CelOutcome {}
}
