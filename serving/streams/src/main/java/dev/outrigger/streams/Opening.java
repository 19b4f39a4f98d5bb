package dev.outrigger.streams;

import dev.outrigger.meta.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Runs what writes an answer before there is one: only with its first byte is it known that the answer is no error.
///
/// The writer runs on a thread of its own. The request's thread waits for its first byte, answers, and hands over the
/// client; from then on the writer writes to it directly.
final class Opening {
    /// How long the writer waits for the client to be handed over: it may be gone before it ever is.
    private static final Duration HANDING_OVER = Duration.ofMinutes(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread writer;
    private Optional<Reader> reader = Optional.empty();
    private Optional<Exception> failure = Optional.empty();
    private boolean begun;
    private boolean over;

    /// Who reads the answer.
    interface Reader {
        /// Writes and flushes; waits while the client is slow.
        ///
        /// @return false where nothing more can be written
        boolean write(byte[] bytes) throws InterruptedException;

        /// Has the action run once when the client goes away (at once where it is gone).
        void onGone(Runnable action);
    }

    /// What writes an answer.
    interface Writing {
        void run(Opening to) throws IOException, InterruptedException;
    }

    Opening(Writing writing) {
        writer = Thread.ofVirtual().name("writer").unstarted(() -> write(writing));
    }

    /// Starts the writer, and waits for its first byte, or its end.
    ///
    /// @throws ApiException what it threw before its first byte
    void begin() throws InterruptedException {
        writer.start();
        lock.lockInterruptibly();
        try {
            while (!begun && !over) changed.await();
            if (!begun) failed();
        } catch (InterruptedException stopped) {
            writer.interrupt();
            throw stopped;
        } finally {
            lock.unlock();
        }
    }

    /// Hands the client over, and waits for the writer's end.
    ///
    /// @throws RuntimeException what it threw: the answer is not whole
    void serve(Reader client) throws InterruptedException {
        client.onGone(writer::interrupt);
        lock.lockInterruptibly();
        try {
            reader = Optional.of(client);
            changed.signalAll();
            while (!over) changed.await();
            failed();
        } catch (InterruptedException stopped) {
            writer.interrupt();
            throw stopped;
        } finally {
            lock.unlock();
        }
    }

    private void failed() throws InterruptedException {
        if (failure.isEmpty()) return;
        switch (failure.get()) {
            case InterruptedException stopped -> throw stopped;
            case IOException broken -> throw new UncheckedIOException(broken);
            case RuntimeException mistake -> throw mistake;
            case Exception other -> throw new IllegalStateException(other);
        }
    }

    private void write(Writing writing) {
        Optional<Exception> thrown = Optional.empty();
        try {
            writing.run(this);
        } catch (IOException | InterruptedException | RuntimeException e) {
            thrown = Optional.of(e);
        }
        lock.lock();
        try {
            failure = thrown;
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The answer is none of an error. Called by the writer.
    ///
    /// @return the client; empty where it never came
    Optional<Reader> opened() throws InterruptedException {
        long left = HANDING_OVER.toNanos();
        lock.lockInterruptibly();
        try {
            begun = true;
            changed.signalAll();
            while (reader.isEmpty() && left > 0) left = changed.awaitNanos(left);
            return reader;
        } finally {
            lock.unlock();
        }
    }
}
