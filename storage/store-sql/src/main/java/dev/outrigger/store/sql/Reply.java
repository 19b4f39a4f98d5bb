package dev.outrigger.store.sql;

import dev.outrigger.store.StoreException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// What one thread waits for from another: a value or a failure, once.
final class Reply<T> {
    private final CountDownLatch given = new CountDownLatch(1);
    private volatile @Nullable T value;
    private volatile @Nullable StoreException fault;

    void give(T answer) {
        value = answer;
        given.countDown();
    }

    void fail(StoreException cause) {
        fault = cause;
        given.countDown();
    }

    T await() {
        try {
            given.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting for the store; a write may or may not be kept", e);
        }
        if (fault != null) throw fault;
        return Optional.ofNullable(value).orElseThrow();
    }
}
