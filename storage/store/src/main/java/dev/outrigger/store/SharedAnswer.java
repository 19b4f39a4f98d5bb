package dev.outrigger.store;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One question that many ask of something far away, such as which revision a database is at: those who ask before a
/// fetch begins share its answer, those who ask while it is under way share the next one.
///
/// Every answer was fetched after its question was asked, so it is as good as one of one's own. However many ask, one
/// fetch runs at a time. It begins once as many have come as shared the last one or came meanwhile, or two milliseconds
/// have passed, since it costs both ends more than all the rest of a read: so many clients at once end up in one round,
/// instead of in two that take turns, and who asks alone is never kept waiting.
public final class SharedAnswer<T extends Object> {
    /// How long a fetch waits for those who share it, at most.
    private static final long GATHERING_NANOS = 2_000_000;

    private final Supplier<T> source;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition company = lock.newCondition();
    /// Those who share the fetch that begins next.
    private @Nullable Round gathering;

    private boolean fetching;
    /// How many shared the last fetch, or came while it was under way.
    private int expected;

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
            if (++mine.members == expected) company.signal();
        } finally {
            lock.unlock();
        }
        if (leads) lead(mine);
        else await(mine.answered);
        return mine.answer();
    }

    /// The first of a round fetches for all of it, once the round before has ended.
    private void lead(Round round) {
        await(round.turn);
        begin(round);
        try {
            round.value = source.get();
        } catch (RuntimeException | Error e) {
            round.failure = e;
        } finally {
            end(round);
            round.answered.countDown();
        }
    }

    private void begin(Round round) {
        lock.lock();
        try {
            for (long left = GATHERING_NANOS; round.members < expected && left > 0; ) {
                left = company.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            gathering = null;
            fetching = true;
            lock.unlock();
        }
    }

    private void end(Round round) {
        lock.lock();
        try {
            fetching = false;
            expected = round.members;
            if (gathering == null) return;
            expected += gathering.members;
            gathering.turn.countDown();
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
        /// Guarded by the lock.
        int members;

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
