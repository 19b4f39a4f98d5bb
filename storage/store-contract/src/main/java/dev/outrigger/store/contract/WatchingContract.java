package dev.outrigger.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Event;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/// Watches: nothing skipped, nothing twice, and an orderly end.
interface WatchingContract extends UnderTest {
    /// Where every history starts.
    Revision START = new Revision(1);

    @Test
    default void aWatchFromThePastReplaysAndThenGoesOn() {
        Revision first = create("/a", "one");
        Recorder recorder = watch("", START);
        Revision second = replace("/a", "two", first);
        Revision third = delete("/a", second);

        assertThat(Text.events(recorder.upTo(third)))
                .containsExactly(
                        "put /a=one created 2 modified 2 was nothing",
                        "put /a=two created 2 modified 3 was /a=one created 2 modified 2",
                        "removed at 4 was /a=two created 2 modified 3");
        recorder.close();
    }

    @Test
    default void aWatchFromNowHearsOnlyWhatComes() {
        Revision first = create("/a", "one");
        Recorder recorder = watch("", first);
        Revision second = create("/b", "two");

        assertThat(recorder.upTo(second)).extracting(Event::key).containsExactly("/b");
        recorder.close();
    }

    @Test
    default void aWatchHearsItsOwnPrefixAndHowFarTheStoreIs() {
        Recorder recorder = watch("/a/", START);
        Revision first = create("/b/1", "x");
        assertThat(recorder.upTo(first)).isEmpty();

        create("/a0", "x");
        Revision own = create("/a/1", "x");
        Revision last = create("/b/2", "x");

        assertThat(recorder.upTo(last)).extracting(Event::revision).containsExactly(own);
        recorder.close();
    }

    @Test
    default void aReplayTellsHowFarItIsThoughThePrefixHasNothing() {
        for (int i = 0; i < 20; i++) create("/b/" + i, "x");
        Revision last = store().revision();

        Recorder recorder = watch("/a/", START);

        assertThat(recorder.upTo(last)).isEmpty();
        recorder.close();
    }

    @Test
    default void aWatchFromARevisionToComeIsSilentUntilThen() {
        Recorder recorder = watch("", new Revision(3));
        create("/a", "two");
        create("/b", "three");
        Revision fourth = create("/c", "four");

        assertThat(recorder.upTo(fourth)).extracting(Event::key).containsExactly("/c");
        recorder.close();
    }

    @Test
    default void aKeyMadeAnewHasNoPreviousEntry() {
        delete("/a", create("/a", "one"));
        Revision again = create("/a", "two");

        assertThat(Text.events(replay(new Revision(again.number() - 1))))
                .containsExactly("put /a=two created 4 modified 4 was nothing");
    }

    @Test
    default void aClosedSubscriptionHearsNoMore() {
        Recorder closed = watch("", START);
        Recorder open = watch("", START);
        Revision first = create("/a", "x");
        closed.upTo(first);

        closed.close();
        closed.close();
        Revision second = create("/b", "x");

        open.upTo(second);
        assertThat(closed.soFar()).hasSize(1);
        open.close();
    }

    @Test
    default void aWatcherThatThrowsIsEndedAndTheOthersGoOn() {
        Recorder other = watch("", START);
        Recorder ends = new Recorder(START);
        store().watch("", START, new Store.Watcher() {
            @Override
            public void changed(List<Event> events, Revision upTo) {
                throw new IllegalStateException("a defect of the watcher's");
            }

            @Override
            public void ended(StoreException cause) {
                ends.ended(cause);
            }
        });
        create("/a", "x");

        assertThat(ends.end()).hasMessageContaining("a defect of the watcher's");
        assertThat(other.upTo(create("/b", "x"))).hasSize(2);
        other.close();
    }

    @Test
    default void aWatcherMayReadWriteAndLeaveFromItsCall() {
        Recorder recorder = new Recorder(START);
        recorder.subscribed(store().watch("/in/", START, new Store.Watcher() {
            @Override
            public void changed(List<Event> events, Revision upTo) {
                if (!events.isEmpty() && store().get("/out").isEmpty()) create("/out", "written by the watcher");
                recorder.changed(events, upTo);
                if (!events.isEmpty()) recorder.close();
            }

            @Override
            public void ended(StoreException cause) {
                recorder.ended(cause);
            }
        }));

        assertThat(recorder.upTo(create("/in/1", "x"))).hasSize(1);
        assertThat(store().get("/out")).isPresent();
    }

    @Test
    default void watchersThatComeAtAnyTimeHearExactlyTheLog() {
        int writers = 4;
        int changes = 500;
        Recorder whole = watch("", START);
        Queue<Late> late = new ConcurrentLinkedQueue<>();

        Together.run(writers + 2, worker -> {
            if (worker < writers) hammer("/w" + worker + "/", new Random(worker), changes);
            else subscribeNowAndThen(new Random(worker), late);
        });

        Revision last = store().revision();
        List<Event> log = whole.upTo(last);
        assertThat(log).hasSize(writers * changes);
        for (Late one : late) {
            assertThat(Text.events(one.recorder.upTo(last)))
                    .as("watch of %s from %s", one.prefix, one.after)
                    .isEqualTo(Text.events(one.expected(log)));
            one.recorder.close();
        }
        whole.close();
    }

    /// A watch that began in the midst.
    record Late(Recorder recorder, String prefix, Revision after) {
        List<Event> expected(List<Event> log) {
            return log.stream()
                    .filter(event ->
                            event.revision().compareTo(after) > 0 && event.key().startsWith(prefix))
                    .toList();
        }
    }

    private void subscribeNowAndThen(Random random, Queue<Late> late) {
        for (int i = 0; i < 40; i++) {
            Revision after = new Revision(1 + random.nextLong(store().revision().number()));
            String prefix = random.nextBoolean() ? "" : "/w" + random.nextInt(4) + "/";
            late.add(new Late(watch(prefix, after), prefix, after));
        }
    }

    private void hammer(String prefix, Random random, int changes) {
        for (int i = 0; i < changes; i++) {
            String key = prefix + random.nextInt(20);
            var now = store().get(key);
            if (now.isEmpty()) create(key, "v" + i);
            else if (random.nextInt(3) == 0) delete(key, now.get().modified());
            else replace(key, "v" + i, now.get().modified());
        }
    }
}
