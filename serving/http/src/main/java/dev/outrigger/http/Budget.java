package dev.outrigger.http;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Bytes that may be held at a time. For request bodies, which are held before anybody knows whose they are.
/// From any thread.
final class Budget {
    /// What one server holds, in bytes: twenty bodies of the greatest length.
    static final long OF_A_SERVER = 64 * 1024 * 1024;

    private static final int PARTS = 4;

    private final long limit;
    private final Optional<Budget> whole;
    private final AtomicLong held = new AtomicLong();

    Budget(long limit) {
        this(limit, Optional.empty());
    }

    private Budget(long limit, Optional<Budget> whole) {
        this.limit = limit;
        this.whole = whole;
    }

    /// What one client may take of it: at most a quarter, while there is as much left.
    Budget part() {
        return new Budget(limit / PARTS, Optional.of(this));
    }

    /// Takes that many bytes.
    ///
    /// @return whether there were as many left; otherwise nothing is taken
    boolean take(long bytes) {
        boolean room = held.addAndGet(bytes) <= limit
                && (whole.isEmpty() || whole.get().take(bytes));
        if (!room) held.addAndGet(-bytes);
        return room;
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
        whole.ifPresent(budget -> budget.giveBack(bytes));
    }

    long held() {
        return held.get();
    }
}
