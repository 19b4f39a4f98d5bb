package dev.outrigger.cel;

import dev.outrigger.meta.FieldError;
import dev.outrigger.schema.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong with the rules of a schema, and what they cost together.
final class RuleMistakes {
    private static final int SHOWN = 4;

    private final List<RuleMistake> mistakes = new ArrayList<>();
    private final List<Costly> costly = new ArrayList<>();
    private long total;

    private record Costly(RuleMistake mistake, long cost) {}

    void add(RuleCompiler.Spot spot, Rule rule, FieldError error) {
        mistakes.add(new RuleMistake(spot.member(), rule, error));
    }

    List<RuleMistake> all() {
        return List.copyOf(mistakes);
    }

    /// Takes note of what an expression costs.
    ///
    /// @param field the expression's place in the schema
    void cost(RuleCompiler.Spot spot, Rule rule, String field, long cost) {
        total = RuleCost.sum(total, cost);
        if (cost < RuleCost.PER_SCHEMA / 100) return;
        var error = FieldError.forbidden(
                field, "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema");
        costly.add(new Costly(new RuleMistake(spot.member(), rule, error), cost));
    }

    /// Complains of the most expensive rules where all together cost too much.
    void checkTotal() {
        if (total <= RuleCost.PER_SCHEMA) return;
        costly.sort(Comparator.comparingLong(Costly::cost).reversed());
        var most = costly.subList(0, Math.min(SHOWN, costly.size()));
        most.forEach(one -> mistakes.add(one.mistake()));
        var words = RuleCost.excess(
                "x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema",
                total,
                RuleCost.PER_SCHEMA);
        var first = most.isEmpty() ? Rule.of("") : most.getFirst().mistake().rule();
        mistakes.add(new RuleMistake("", first, FieldError.forbidden("", words)));
    }
}
