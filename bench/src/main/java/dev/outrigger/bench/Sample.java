package dev.outrigger.bench;

/// What one window of measuring gave.
///
/// @param serverMicros the server's CPU microseconds for each request
/// @param storeMicros those of its store's processes
/// @param perSecond requests answered in a second
/// @param medianMillis the median latency
/// @param p99Millis the latency that one in a hundred is slower than
record Sample(double serverMicros, double storeMicros, double perSecond, double medianMillis, double p99Millis) {
    String text() {
        return String.format(
                java.util.Locale.ROOT,
                "%.1f us CPU, store %.1f us, %.0f/s, median %.2f ms, p99 %.2f ms",
                serverMicros,
                storeMicros,
                perSecond,
                medianMillis,
                p99Millis);
    }

    /// What the table says beside the server's CPU time.
    String note() {
        var store = storeMicros < 1 ? "" : String.format(java.util.Locale.ROOT, "+%.0f store, ", storeMicros);
        return store + String.format(java.util.Locale.ROOT, "%,.0f/s, p99 %.1f ms", perSecond, p99Millis);
    }
}
