package dev.outrigger.store;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One question that many ask of something far away, such as which revision a database is at: those who ask while an
/// answer is under way share the next one.
///
/// Every answer was fetched after its question was asked, so it is as good as one of one's own. However many ask, one
/// fetch runs at a time.
public final class SharedAnswer<T extends Object> {
    private final Supplier<T> source;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Round running;
    private @Nullable Round next;

    /// @param source fetches an answer; blocks, and ends in a time of its own
    public SharedAnswer(Supplier<T> source) {
        this.source = source;
    }

    /// The answer; blocks while it is fetched.
    ///
    /// @throws RuntimeException what the source threw, the same one to all who shared it
    public T ask() {
        Round mine;
        boolean leads;
        lock.lock();
        try {
            leads = running == null || next == null;
            mine = join();
        } finally {
            lock.unlock();
        }
        if (leads) lead(mine);
        else await(mine.answered);
        return mine.answer();
    }

    private Round join() {
        if (running == null) {
            running = new Round(0);
            return running;
        }
        if (next == null) next = new Round(1);
        return next;
    }

    /// The first of a round fetches for all of it, once the round before has ended.
    private void lead(Round round) {
        await(round.turn);
        try {
            round.value = source.get();
        } catch (RuntimeException | Error e) {
            round.failure = e;
        } finally {
            lock.lock();
            running = next;
            next = null;
            if (running != null) running.turn.countDown();
            lock.unlock();
            round.answered.countDown();
        }
    }

    /// Others depend on the round, and the source ends in a time of its own; so an interrupt waits.
    private static void await(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private final class Round {
        final CountDownLatch turn;
        final CountDownLatch answered = new CountDownLatch(1);
        volatile @Nullable T value;
        volatile @Nullable Throwable failure;

        Round(int roundsBefore) {
            turn = new CountDownLatch(roundsBefore);
        }

        T answer() {
            T answer = value;
            if (answer != null) return answer;
            if (failure instanceof RuntimeException e) throw e;
            if (failure instanceof Error e) throw e;
            throw new IllegalStateException("no answer");
        }
    }
}
