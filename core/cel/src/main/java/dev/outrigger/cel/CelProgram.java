package dev.outrigger.cel;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.util.Optional;

/// A compiled expression. Immutable, for use by any number of threads at once.
public final class CelProgram {
    private final Environment.Plan plan;
    private final Schema schema;
    private final boolean resource;
    private final OldSelf oldSelf;
    private final boolean usesOldSelf;
    private final long estimatedCost;

    CelProgram(
            Environment.Plan plan,
            Schema schema,
            boolean resource,
            OldSelf oldSelf,
            boolean usesOldSelf,
            long estimatedCost) {
        this.plan = plan;
        this.schema = schema;
        this.resource = resource;
        this.oldSelf = oldSelf;
        this.usesOldSelf = usesOldSelf;
        this.estimatedCost = estimatedCost;
    }

    /// Whether it speaks of `oldSelf`.
    public boolean usesOldSelf() {
        return usesOldSelf;
    }

    /// The most that one evaluation can cost, as far as the schema's `maxLength`, `maxItems` and `maxProperties` tell;
    /// `Long.MAX_VALUE` for no bound.
    public long estimatedCost() {
        return estimatedCost;
    }

    /// Evaluates the expression and takes what that cost from the budget.
    ///
    /// @param self the value, which must be of the scope's schema
    /// @param old the value before the change; empty where there is none
    public CelOutcome evaluate(Value self, Optional<Value> old, CelBudget budget) {
        var frame = new Frame(plan.slots(), CelBudget.PER_EXPRESSION);
        CelOutcome outcome = evaluate(self, old, frame);
        return budget.take(frame.cost()) ? outcome : new CelOutcome.BudgetSpent();
    }

    private CelOutcome evaluate(Value self, Optional<Value> old, Frame frame) {
        try {
            frame.set(0, seen(self));
            switch (oldSelf) {
                case VALUE -> old.ifPresent(value -> frame.set(1, seen(value)));
                case OPTIONAL -> frame.set(1, old.map(this::seen));
            }
            return new CelOutcome.Answer(CoreFunctions.result(plan.root().eval(frame)));
        } catch (CelFault fault) {
            return new CelOutcome.Failure(fault.text());
        } catch (Frame.Exhausted e) {
            return new CelOutcome.TooCostly();
        }
    }

    private Object seen(Value value) {
        return resource ? Data.resource(value, schema) : Data.of(value, schema);
    }
}
