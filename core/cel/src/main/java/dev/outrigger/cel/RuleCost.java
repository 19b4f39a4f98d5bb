package dev.outrigger.cel;

import dev.outrigger.schema.Schema;
import java.util.Locale;
import java.util.Optional;

/// What rules may cost at most, by what their schema tells (Kubernetes' `StaticEstimatedCostLimit`).
final class RuleCost {
    /// All evaluations of one expression for one object.
    static final long PER_RULE = 10_000_000;
    /// All expressions of a schema.
    static final long PER_SCHEMA = 100_000_000;

    private RuleCost() {}

    /// How often a value inside a list or map occurs, where that occurs `outer` times.
    static Optional<Long> times(Optional<Long> outer, Optional<Long> most) {
        return outer.flatMap(times -> most.map(limit -> product(times, Math.max(0, limit))));
    }

    /// How often a value can occur in a request, where no list or map around it is bounded.
    static long timesInRequest(Schema schema) {
        long smallest = SelfTypes.of(schema, schema.embeddedResource(), "self")
                .map(DeclType::minSize)
                .orElse(1L);
        return SelfTypes.MAX_REQUEST_BYTES / (smallest + 1);
    }

    /// The product, or the largest number where that is too large.
    static long product(long one, long other) {
        long high = Math.multiplyHigh(one, other);
        long low = one * other;
        return high == 0 && low >= 0 ? low : Long.MAX_VALUE;
    }

    static long sum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /// Tells by how much a cost is over a limit.
    static String excess(String what, long cost, long limit) {
        double factor = (double) cost / limit;
        String words =
                factor > 100 ? "more than 100x" : String.format(Locale.ROOT, factor < 1.5 ? "%fx" : "%.1fx", factor);
        return what + " exceeds budget by factor of " + words + " (try simplifying the rule, or adding maxItems,"
                + " maxProperties, and maxLength where arrays, maps, and strings are declared)";
    }
}
