package dev.outrigger.store;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One question that many ask of something far away, such as which revision a database is at: those who ask before a
/// fetch begins share its answer, those who ask while it is under way share the next one.
///
/// Every answer was fetched after its question was asked, so it is as good as one of one's own. However many ask, one
/// fetch runs at a time.
public final class SharedAnswer<T extends Object> {
    private final Supplier<T> source;
    private final ReentrantLock lock = new ReentrantLock();
    /// Those who share the fetch that begins next.
    private @Nullable Round gathering;

    private boolean fetching;

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
            leads = gathering == null;
            mine = gathering == null ? new Round(fetching ? 1 : 0) : gathering;
            gathering = mine;
        } finally {
            lock.unlock();
        }
        if (leads) lead(mine);
        else await(mine.answered);
        return mine.answer();
    }

    /// The first of a round fetches for all of it, once the round before has ended.
    private void lead(Round round) {
        // Whoever is about to ask, and waits for a processor only, joins.
        if (round.turn.getCount() == 0) Thread.yield();
        await(round.turn);
        begin();
        try {
            round.value = source.get();
        } catch (RuntimeException | Error e) {
            round.failure = e;
        } finally {
            end();
            round.answered.countDown();
        }
    }

    private void begin() {
        lock.lock();
        try {
            gathering = null;
            fetching = true;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            fetching = false;
            if (gathering != null) gathering.turn.countDown();
        } finally {
            lock.unlock();
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
