package dev.outrigger.rest;

import java.time.Duration;

/// When a watch is due a bookmark: every so often, and shortly before it ends, so that its client goes on from there.
final class BookmarkTimes {
    private static final long BEFORE_THE_END = Duration.ofSeconds(2).toNanos();

    private final long everyNanos;
    private final long end;
    private long next;
    private boolean lastIsDue = true;

    /// @param end when the watch ends, in the terms of `System.nanoTime`
    BookmarkTimes(Duration every, long end) {
        this.everyNanos = every.toNanos();
        this.end = end;
        plan(System.nanoTime());
    }

    private void plan(long now) {
        long last = end - BEFORE_THE_END;
        next = now + everyNanos;
        if (lastIsDue && last - next < 0) next = last;
        if (end - next < 0) next = end;
    }

    Duration untilNext() {
        return Duration.ofNanos(Math.max(1, next - System.nanoTime()));
    }

    /// Whether it is time for one; the next is planned then.
    boolean due() {
        long now = System.nanoTime();
        if (now - next < 0) return false;
        if (end - now <= BEFORE_THE_END) lastIsDue = false;
        plan(now);
        return true;
    }
}
