package dev.outrigger.store.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.CompactedException;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.Store;
import dev.outrigger.store.Store.Range;
import dev.outrigger.store.Store.ReadAt;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.UncertainException;
import dev.outrigger.store.Write;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What a store that several servers share promises beyond [DurableStoreContract]. Within a test, `open()` may be
/// called while an earlier store on the same data is open.
public abstract class SharedStoreContract extends DurableStoreContract {

    /// For subclasses.
    protected SharedStoreContract() {}

    /// Ends whatever keeps the data, as `kill -9` does, and starts it again.
    protected abstract void crash();

    @Test
    final void aWriteOnOneServerIsSeenByEveryReadOnAnotherThatBeginsAfterIt() {
        try (Store other = open()) {
            Revision at = create("/a", "0");
            for (int i = 1; i <= 100; i++) {
                at = replace("/a", "" + i, at);
                assertThat(other.revision()).isGreaterThanOrEqualTo(at);
                assertThat(other.get("/a").orElseThrow().modified()).isEqualTo(at);
                assertThat(other.list(Range.all("/"), ReadAt.latest())
                                .entries()
                                .getFirst()
                                .modified())
                        .isEqualTo(at);
            }
        }
    }

    @Test
    final void aChangeOnOneServerComesToTheWatchesOfAnother() {
        try (Store other = open()) {
            Recorder there = watch(other, new Revision(1));
            Revision first = create("/a", "one");
            assertThat(there.upTo(first)).hasSize(1);
            Revision second = replace("/a", "two", first);
            assertThat(there.upTo(second)).hasSize(2);
            Recorder here = watch("", second);
            Revision third = ((Outcome.Committed) other.write(new Write.Delete("/a", second))).revision();

            assertThat(Text.events(here.upTo(third))).containsExactly("removed at 4 was /a=two created 2 modified 3");
            assertThat(there.upTo(third)).hasSize(3);
        }
    }

    @Test
    final void watchesOfAllServersHearEveryRevisionOnceAndInOrder() {
        int writers = 6;
        int changes = 150;
        try (Store other = open()) {
            List<Recorder> early = List.of(watch("", new Revision(1)), watch(other, new Revision(1)));
            Together.run(writers, worker -> {
                Store mine = worker % 2 == 0 ? store() : other;
                for (int i = 0; i < changes; i++) change(mine, "/k/" + (worker / 2) + "/" + i % 10, worker + "." + i);
            });
            Revision last = other.revision();
            List<Long> all = LongStream.rangeClosed(2, last.number()).boxed().toList();
            List<String> events = Text.events(early.getFirst().upTo(last));
            for (Recorder one : early) {
                assertThat(one.upTo(last))
                        .extracting(event -> event.revision().number())
                        .isEqualTo(all);
                assertThat(Text.events(one.upTo(last))).isEqualTo(events);
            }
            assertThat(Text.events(Invariants.replay(other, new Revision(1)))).isEqualTo(events);
        }
    }

    @Test
    final void compareAndSwapFromSeveralServersIsLinearizable() {
        History history = new History();
        Revision first = create("/one", "0");
        history.wrote(new Revision(1), first, 0, History.now());
        AtomicInteger committed = new AtomicInteger();
        try (Store other = open()) {
            Together.run(6, worker -> {
                Store mine = worker % 2 == 0 ? store() : other;
                for (int i = 0; i < 60; i++) if (swap(mine, history, worker + "." + i)) committed.incrementAndGet();
            });
            history.check(other.get("/one").orElseThrow().modified());
            assertThat(other.revision().number()).isEqualTo(first.number() + committed.get());
        }
    }

    @Test
    final void neitherLinearizabilityNorTheWatchesOfAnyServerSufferFromCrashes() {
        History history = new History();
        Revision first = create("/one", "0");
        history.wrote(new Revision(1), first, 0, History.now());
        Semaphore committed = new Semaphore(0);
        AtomicBoolean over = new AtomicBoolean();
        try (Store other = open()) {
            List<Recorder> watches = List.of(watch("", new Revision(1)), watch(other, new Revision(1)));
            Together.run(5, worker -> {
                if (worker == 0) crashTwice(committed, over);
                else while (!over.get()) trySwap(worker % 2 == 0 ? store() : other, history, committed);
            });
            Revision last = other.revision();
            for (Recorder one : watches)
                assertThat(one.upTo(last))
                        .extracting(event -> event.revision().number())
                        .isEqualTo(
                                LongStream.rangeClosed(2, last.number()).boxed().toList());
            history.settle(watches.getFirst().upTo(last));
            history.check(last);
        }
    }

    private void crashTwice(Semaphore committed, AtomicBoolean over) throws InterruptedException {
        try {
            for (int i = 1; i <= 2; i++) {
                awaitMore(committed);
                crash();
            }
            awaitMore(committed);
        } finally {
            over.set(true);
        }
    }

    private static void awaitMore(Semaphore committed) throws InterruptedException {
        committed.drainPermits();
        assertThat(committed.tryAcquire(50, 30, TimeUnit.SECONDS))
                .as("writes go on")
                .isTrue();
    }

    private static void trySwap(Store store, History history, Semaphore committed) {
        long start = History.now();
        String value = "" + start;
        try {
            if (swap(store, history, value)) committed.release();
        } catch (UncertainException _) {
            history.doubted(value, start);
        } catch (StoreException _) {
            history.refused(value);
        }
    }

    @Test
    final void oneOfManyCreatorsWinsWhicheverServerTheyAsk() {
        try (Store other = open()) {
            for (int round = 0; round < 20; round++) {
                Write create = new Write.Create("/race/" + round, ("" + round).getBytes(UTF_8));
                AtomicInteger winners = new AtomicInteger();
                Together.run(6, worker -> {
                    switch ((worker % 2 == 0 ? store() : other).write(create)) {
                        case Outcome.Committed _ -> winners.incrementAndGet();
                        case Outcome.Stale(var actual) -> assertThat(actual).isPresent();
                    }
                });
                assertThat(winners).hasValue(1);
            }
        }
    }

    @Test
    final void aCompactionOnOneServerHoldsOnAll() {
        try (Store other = open()) {
            Revision first = create("/a", "one");
            Revision second = replace("/a", "two", first);
            other.compact(second);

            assertThat(store().compacted()).isEqualTo(second);
            assertThatThrownBy(() -> store().list(Range.all(""), new ReadAt.Exact(first)))
                    .isInstanceOf(CompactedException.class);
            assertThatThrownBy(() -> watch("", first)).isInstanceOf(CompactedException.class);
            assertThat(Text.entries(listAll())).containsExactly("/a=two created 2 modified 3");
        }
    }

    private static Recorder watch(Store store, Revision after) {
        Recorder recorder = new Recorder(after);
        recorder.subscribed(store.watch("", after, recorder));
        return recorder;
    }

    private static void change(Store store, String key, String value) {
        var now = store.get(key);
        // Another server may have been faster; then this changes nothing.
        if (now.isEmpty()) store.write(new Write.Create(key, value.getBytes(UTF_8)));
        else store.write(new Write.Replace(key, value.getBytes(UTF_8), now.get().modified()));
    }

    private static boolean swap(Store store, History history, String value) {
        long start = History.now();
        Entry seen = store.get("/one").orElseThrow();
        history.read(seen.modified(), start, History.now());
        long begin = History.now();
        switch (store.write(new Write.Replace("/one", value.getBytes(UTF_8), seen.modified()))) {
            case Outcome.Committed(Revision revision) -> {
                history.wrote(seen.modified(), revision, begin, History.now());
                return true;
            }
            case Outcome.Stale(var actual) -> {
                history.read(actual.map(Entry::modified).orElseThrow(), begin, History.now());
                return false;
            }
        }
    }
}
