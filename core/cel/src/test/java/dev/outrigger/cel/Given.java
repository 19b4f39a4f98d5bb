package dev.outrigger.cel;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Schemas and programs for tests.
final class Given {
    static final Schema STRING = Schema.of(Schema.Type.STRING);
    static final Schema INTEGER = Schema.of(Schema.Type.INTEGER);
    static final Schema NUMBER = Schema.of(Schema.Type.NUMBER);
    static final Schema BOOLEAN = Schema.of(Schema.Type.BOOLEAN);

    private Given() {}

    /// An object with the members `val1`, `val2` and so on.
    static Schema values(Schema... schemas) {
        Map<String, Schema> members = new LinkedHashMap<>();
        for (Schema schema : schemas) members.put("val" + (members.size() + 1), schema);
        return Schema.object(members);
    }

    /// The members `val1`, `val2` and so on.
    static Value.Struct objects(Value... values) {
        Map<String, Value> members = new LinkedHashMap<>();
        for (Value value : values) members.put("val" + (members.size() + 1), value);
        return new Value.Struct(members);
    }

    static CelProgram rule(Schema self, String expression) {
        return compiled(CelScope.of(self).rule(expression, OldSelf.VALUE));
    }

    static CelProgram compiled(Compilation compilation) {
        return switch (compilation) {
            case Compilation.Compiled(var program) -> program;
            case Compilation.Refused(var message) -> throw new AssertionError(message);
        };
    }

    static String refusal(Schema self, String expression) {
        return switch (CelScope.of(self).rule(expression, OldSelf.VALUE)) {
            case Compilation.Refused(var message) -> message;
            case Compilation.Compiled ignored -> throw new AssertionError("compiled: " + expression);
        };
    }

    static CelOutcome outcome(Schema self, Value value, String expression) {
        return rule(self, expression).evaluate(value, Optional.empty(), CelBudget.forObject());
    }

    /// What evaluating a rule cost.
    static long cost(Schema self, Value value, String expression) {
        var budget = CelBudget.forObject();
        var outcome = rule(self, expression).evaluate(value, Optional.empty(), budget);
        if (!outcome.equals(new CelOutcome.Answer(Value.of(true))))
            throw new AssertionError(expression + ": " + outcome);
        return CelBudget.PER_OBJECT - budget.remaining();
    }

    static Schema listOfType(Schema items, Schema.ListType type, String... keys) {
        return Schema.listOf(items).withMerge(new Schema.Merge(type, List.of(keys), false, "", ""));
    }
}
