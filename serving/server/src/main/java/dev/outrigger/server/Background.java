package dev.outrigger.server;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Work that is done beside other work while the server starts.
///
/// @param <T> what comes of it
final class Background<T> {
    private final Thread thread;
    private @Nullable T result;
    private @Nullable Throwable failure;

    private Background(String name, Supplier<T> work) {
        thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> {
            try {
                result = work.get();
            } catch (RuntimeException | Error failed) {
                failure = failed;
            }
        });
    }

    static <T> Background<T> start(String name, Supplier<T> work) {
        var background = new Background<>(name, work);
        background.thread.start();
        return background;
    }

    /// Waits until it is done, whatever comes of it.
    void ended() {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for what comes of it, or throws what was thrown.
    T join() {
        ended();
        if (Thread.currentThread().isInterrupted()) throw new StartException("interrupted while starting");
        switch (failure) {
            case RuntimeException failed -> throw failed;
            case Error failed -> throw failed;
            case null, default -> {}
        }
        if (result == null) throw new IllegalStateException(thread.getName() + " ended without a result");
        return result;
    }
}
