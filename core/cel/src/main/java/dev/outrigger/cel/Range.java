package dev.outrigger.cel;

/// The least and the most that a size or a cost can be. [#UNBOUNDED] is more than any number.
record Range(long min, long max) {
    static final long UNBOUNDED = Long.MAX_VALUE;
    static final Range UNKNOWN = new Range(0, UNBOUNDED);
    static final Range ZERO = new Range(0, 0);

    static Range of(long exactly) {
        return new Range(exactly, exactly);
    }

    Range plus(Range other) {
        return new Range(sum(min, other.min), sum(max, other.max));
    }

    Range times(Range other) {
        return new Range(product(min, other.min), product(max, other.max));
    }

    /// Each end times the factor, rounded up.
    Range times(double factor) {
        return new Range(product(min, factor), product(max, factor));
    }

    /// The range that holds both.
    Range union(Range other) {
        return new Range(Math.min(min, other.min), Math.max(max, other.max));
    }

    private static long sum(long a, long b) {
        return a > UNBOUNDED - b ? UNBOUNDED : a + b;
    }

    static long product(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        return high != 0 || low < 0 ? UNBOUNDED : low;
    }

    private static long product(long number, double factor) {
        if (number == UNBOUNDED) return factor == 0 ? 0 : UNBOUNDED;
        return (long) Math.ceil(number * factor); // a cast stops at the largest number
    }
}
