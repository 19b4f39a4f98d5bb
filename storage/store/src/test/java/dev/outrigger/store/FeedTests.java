package dev.outrigger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The edge between a small window and the history behind it, where watchers change from one to the other.
class FeedTests {
    private static final int WINDOW = 8;
    private static final Revision START = new Revision(1);

    private final List<Event> log = new CopyOnWriteArrayList<>();
    private volatile long compacted = 1;
    private final Feed feed = new Feed(this::after, START, WINDOW);

    @AfterEach
    void closeTheFeed() {
        feed.close();
    }

    @Test
    void everyStartingPointHearsTheRestOnce() throws InterruptedException {
        commit(40);
        for (int after = 1; after <= 41; after++) {
            Listener listener = listen(after);
            assertThat(listener.upTo(41)).isEqualTo(revisions(after + 1, 41));
            listener.close();
        }
    }

    @Test
    void watchersThatComeWhileChangesDoHearEachOnce() throws InterruptedException {
        int changes = 1500;
        Thread committer = Thread.ofPlatform().start(() -> commit(changes));
        List<Listener> listeners = new ArrayList<>();
        Random random = new Random(3);
        while (listeners.size() < 80) listeners.add(listen(1 + random.nextInt(log.size() + 1)));
        committer.join();

        for (Listener listener : listeners)
            assertThat(listener.upTo(changes + 1)).isEqualTo(revisions(listener.after + 1, changes + 1));
    }

    @Test
    void aWatcherThatHoldsUpTheOthersLosesNothing() throws InterruptedException {
        Listener slow = new Listener(1);
        slow.hold = new CountDownLatch(1);
        slow.subscription = feed.watch("", START, slow);
        Listener other = listen(1);
        commit(1);
        slow.called.await();
        commit(10 * WINDOW);
        slow.hold.countDown();

        int last = 10 * WINDOW + 2;
        assertThat(slow.upTo(last)).isEqualTo(revisions(2, last));
        assertThat(other.upTo(last)).isEqualTo(revisions(2, last));
    }

    @Test
    void aWatcherBehindTheCompactedHistoryIsRefusedOrEnded() throws InterruptedException {
        commit(40);
        compacted = 20;
        assertThatThrownBy(() -> listen(19)).isInstanceOf(CompactedException.class);

        Listener slow = new Listener(41);
        slow.hold = new CountDownLatch(1);
        slow.subscription = feed.watch("", new Revision(41), slow);
        commit(1);
        slow.called.await();
        commit(10 * WINDOW);
        compacted = 80;
        slow.hold.countDown();

        assertThat(slow.ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(slow.cause).isInstanceOf(CompactedException.class);
        assertThat(slow.heard).containsExactly(42L);
    }

    private Listener listen(long after) {
        Listener listener = new Listener(after);
        listener.subscription = feed.watch("", new Revision(after), listener);
        return listener;
    }

    private void commit(int changes) {
        for (int i = 0; i < changes; i++) {
            Revision revision = new Revision(log.size() + 2);
            Event change = new Event.Put(new Entry("/a", new byte[0], revision, revision), Optional.empty());
            log.add(change);
            feed.publish(List.of(change));
        }
    }

    private Feed.Changes after(String prefix, Revision after, int limit) {
        List<Event> known = List.copyOf(log);
        int from = (int) after.number() - 1;
        int to = Math.min(known.size(), from + 3);
        if (after.number() < compacted) throw new CompactedException(after, new Revision(compacted));
        return new Feed.Changes(known.subList(from, to), new Revision(to + 1));
    }

    private static List<Long> revisions(long first, long last) {
        List<Long> all = new ArrayList<>();
        for (long revision = first; revision <= last; revision++) all.add(revision);
        return all;
    }

    private static final class Listener implements Store.Watcher {
        private final long after;
        private final List<Long> heard = new ArrayList<>();
        private final CountDownLatch called = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);
        private CountDownLatch hold = new CountDownLatch(0);
        private Store.Subscription subscription = () -> {};
        private StoreException cause;
        private long upTo;

        Listener(long after) {
            this.after = after;
            this.upTo = after;
        }

        @Override
        public void changed(List<Event> events, Revision progress) {
            called.countDown();
            try {
                hold.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            synchronized (this) {
                for (Event event : events) heard.add(event.revision().number());
                upTo = progress.number();
                notifyAll();
            }
        }

        @Override
        public void ended(StoreException why) {
            cause = why;
            ended.countDown();
        }

        synchronized List<Long> upTo(long revision) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (upTo < revision && System.nanoTime() < deadline) wait(100);
            return List.copyOf(heard);
        }

        void close() {
            subscription.close();
        }
    }
}
