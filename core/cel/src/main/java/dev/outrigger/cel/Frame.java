package dev.outrigger.cel;

import org.jspecify.annotations.Nullable;

/// One evaluation under way: its variables by slot, and what it has cost so far.
final class Frame {
    private final @Nullable Object[] slots;
    private final long limit;
    private long cost;

    Frame(int slots, long limit) {
        this.slots = new Object[slots];
        this.limit = limit;
    }

    void set(int slot, @Nullable Object value) {
        slots[slot] = value;
    }

    @Nullable
    Object get(int slot) {
        return slots[slot];
    }

    long cost() {
        return cost;
    }

    /// Adds to the cost, in cel-go's units.
    ///
    /// @throws Exhausted where the evaluation has cost more than it may
    void charge(long units) {
        cost = units > limit - cost ? limit + 1 : cost + units;
        if (cost > limit) throw new Exhausted();
    }

    /// Takes one unit back.
    void refund() {
        cost--;
    }

    /// Makes sure that so much more could be charged.
    ///
    /// @throws Exhausted where it could not
    void require(long units) {
        if (units > limit - cost) charge(units);
    }

    /// The evaluation cost more than it may. No operator absorbs this one.
    static final class Exhausted extends RuntimeException {
        Exhausted() {
            super("operation cancelled: actual cost limit exceeded", null, false, false);
        }
    }
}
