package dev.outrigger.junit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The platform threads of one server. A thread is in the group of the one that made it, so all that comes of a start
/// in a group of its own is told apart from what other tests do at the same time.
final class ServerThreads {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    /// Threads of the whole process, which are begun by whoever needs them first.
    private static final List<String> OF_THE_PROCESS =
            List.of("ForkJoinPool.commonPool-", "globalEventExecutor-", "Common-Cleaner", "Cleaner-", "process reaper");

    private final ThreadGroup group = new ThreadGroup("outrigger-test-" + NUMBERS.incrementAndGet());

    /// Runs it on a thread of the group.
    <T> T call(Supplier<T> work) {
        var call = new Call<>(work);
        var thread = new Thread(group, call, group.getName());
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server started", e);
        }
        return call.result();
    }

    private static final class Call<T> implements Runnable {
        private final Supplier<T> work;
        private Outcome<T> outcome = new Outcome.Failed<>(new IllegalStateException("not run"));

        private sealed interface Outcome<T> {
            record Done<T>(T result) implements Outcome<T> {}

            record Failed<T>(Throwable cause) implements Outcome<T> {}
        }

        Call(Supplier<T> work) {
            this.work = work;
        }

        @Override
        public void run() {
            try {
                outcome = new Outcome.Done<>(work.get());
            } catch (RuntimeException | Error failed) {
                outcome = new Outcome.Failed<>(failed);
            }
        }

        T result() {
            return switch (outcome) {
                case Outcome.Done<T>(var result) -> result;
                case Outcome.Failed<T>(RuntimeException failed) -> throw failed;
                case Outcome.Failed<T>(Error failed) -> throw failed;
                case Outcome.Failed<T>(var other) -> throw new IllegalStateException(other);
            };
        }
    }

    /// What is wrong now that the server is closed: its threads that do not end in this time.
    List<String> left(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        var left = running();
        while (!left.isEmpty() && System.nanoTime() - end < 0) {
            if (!Pause.once()) break;
            left = running();
        }
        return left.stream().map(ServerThreads::told).toList();
    }

    private List<Thread> running() {
        var threads = new Thread[group.activeCount() + 16];
        int count = group.enumerate(threads);
        return Stream.of(threads)
                .limit(count)
                .filter(Objects::nonNull)
                .filter(thread -> OF_THE_PROCESS.stream().noneMatch(thread.getName()::startsWith))
                .toList();
    }

    private static String told(Thread thread) {
        var at = Arrays.stream(thread.getStackTrace())
                .findFirst()
                .map(frame -> ", at " + frame)
                .orElse("");
        return "thread \"" + thread.getName() + "\" still runs" + at;
    }
}
