package dev.outrigger.bench;

/// Durations, counted in buckets that are at most 1/32 wide of what they hold. Used by one thread.
final class Latencies {
    private static final int PARTS = 32;
    private static final int PART_BITS = 5;

    private final long[] counts = new long[(Long.SIZE - PART_BITS) * PARTS];
    private long total;

    void add(long nanos) {
        counts[bucket(Math.max(nanos, 0))]++;
        total++;
    }

    long count() {
        return total;
    }

    /// The duration in milliseconds that this part of them stays below; NaN where there are none.
    ///
    /// @param part such as 0.99
    double millis(double part) {
        long wanted = (long) Math.ceil(total * part);
        long seen = 0;
        for (int i = 0; i < counts.length && total > 0; i++) {
            seen += counts[i];
            if (seen >= wanted) return upper(i) / 1e6;
        }
        return Double.NaN;
    }

    private static int bucket(long nanos) {
        if (nanos < PARTS) return (int) nanos;
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - PART_BITS;
        return (shift + 1) * PARTS + (int) (nanos >>> shift) - PARTS;
    }

    private static long upper(int bucket) {
        if (bucket < PARTS) return bucket;
        int shift = bucket / PARTS - 1;
        return ((long) (bucket % PARTS + PARTS + 1) << shift) - 1;
    }
}
