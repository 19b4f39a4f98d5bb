package dev.outrigger.cel;

/// What the expressions run for one object may cost together. Belongs to one request: not for use by several threads.
public final class CelBudget {
    /// What one evaluation may cost; about a tenth of a second (Kubernetes' `PerCallLimit`).
    public static final long PER_EXPRESSION = 1_000_000;
    /// What all evaluations for one object may cost together; about a second (Kubernetes' `RuntimeCELCostBudget`).
    public static final long PER_OBJECT = 10_000_000;

    private long remaining;

    private CelBudget(long remaining) {
        this.remaining = remaining;
    }

    /// The budget of one object.
    public static CelBudget forObject() {
        return new CelBudget(PER_OBJECT);
    }

    /// A budget of that many units.
    ///
    /// @throws IllegalArgumentException where the number is negative
    public static CelBudget of(long units) {
        if (units < 0) throw new IllegalArgumentException("a budget of " + units + " units");
        return new CelBudget(units);
    }

    /// What is left; never negative.
    public long remaining() {
        return remaining;
    }

    /// Takes what an evaluation cost; false where that is more than was left, which is then nothing.
    boolean take(long cost) {
        boolean enough = cost <= remaining;
        remaining = enough ? remaining - cost : 0;
        return enough;
    }
}
