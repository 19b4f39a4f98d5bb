package dev.outrigger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedAnswerTests {
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private final AtomicInteger fetches = new AtomicInteger();
    private final SharedAnswer<Integer> shared = new SharedAnswer<>(this::fetch);
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    private int fetch() {
        int number = fetches.incrementAndGet();
        begun.release();
        mayEnd.acquireUninterruptibly();
        if (number == 3) throw new StoreException("the third fails");
        return number;
    }

    private Thread asking() {
        return Thread.ofVirtual().start(() -> answers.add(shared.ask()));
    }

    private static void waiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) Thread.onSpinWait();
    }

    @Test
    void whoAsksWhileAnAnswerIsUnderWaySharesTheNextOne() throws Exception {
        Thread first = asking();
        begun.acquire();
        List<Thread> later = new ArrayList<>();
        for (int i = 0; i < 20; i++) later.add(asking());
        later.forEach(SharedAnswerTests::waiting);
        mayEnd.release();
        first.join();
        assertThat(answers).containsExactly(1);

        mayEnd.release();
        for (Thread one : later) one.join();
        assertThat(answers).hasSize(21);
        assertThat(fetches).hasValue(2);
        assertThat(answers.stream().filter(answer -> answer == 2)).hasSize(20);
    }

    @Test
    void clientsThatTookTurnsEndUpInOneRound() throws Exception {
        AtomicInteger fetched = new AtomicInteger();
        SharedAnswer<Integer> slow = new SharedAnswer<>(() -> {
            for (long start = System.nanoTime(); System.nanoTime() - start < 200_000; ) Thread.onSpinWait();
            return fetched.incrementAndGet();
        });
        int each = 1_000;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int round = 0; round < each; round++) slow.ask();
            }));
        }
        for (Thread thread : threads) thread.join();
        assertThat(fetched).hasValueLessThan(each * 3 / 2);
    }

    @Test
    void whoeverSharesAFailureIsToldOfItAndTheNextAskAnew() {
        mayEnd.release(4);
        shared.ask();
        shared.ask();

        assertThatThrownBy(shared::ask).isInstanceOf(StoreException.class).hasMessage("the third fails");
        assertThat(shared.ask()).isEqualTo(4);
    }

    @Test
    void noAnswerIsOlderThanItsQuestion() throws Exception {
        AtomicInteger now = new AtomicInteger();
        SharedAnswer<Integer> clock = new SharedAnswer<>(now::get);
        Queue<String> faults = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int round = 0; round < 5_000; round++) {
                    int before = now.incrementAndGet();
                    int answer = clock.ask();
                    if (answer < before) faults.add(answer + " for " + before);
                }
            }));
        }
        for (Thread thread : threads) thread.join();
        assertThat(faults).isEmpty();
    }
}
