package dev.outrigger.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.cache.Repository.Result;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Revision;
import dev.outrigger.meta.Value;
import dev.outrigger.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryTests {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final MemoryStore store = new MemoryStore();
    private final Repository cats = new Repository(RepositoryTests.CATS, Root.of(store));

    @AfterEach
    void close() {
        cats.close();
        store.close();
    }

    private Revision create(String name) {
        var cat = Value.object(
                "kind", "Cat", "metadata", Value.object("name", name, "namespace", "default"), "spec", Value.object());
        return ((Result.Stored) cats.create(new ObjectKey("default", name), cat))
                .object()
                .revision();
    }

    private Watch watch() {
        return cats.watch(store.revision()).orElseThrow();
    }

    /// Follows until it was told of so many changes; refuses every other time or so, and takes what it is handed then.
    private static List<Revision> followed(Watch watch, int changes, long seed) throws InterruptedException {
        var random = new Random(seed);
        var told = new ArrayList<Revision>();
        while (told.size() < changes) {
            var batch = watch.follow(
                    news -> {
                        if (told.size() >= changes || random.nextInt(4) == 0) return false;
                        for (Change change : news) told.add(change.revision());
                        return true;
                    },
                    Duration.ofMillis(1 + random.nextInt(20)));
            if (batch instanceof Watch.Batch.Changes rest) {
                rest.changes().forEach(change -> told.add(change.revision()));
            }
        }
        return told;
    }

    @Test
    void everyFollowerIsToldOfEveryChangeOnceAndInOrderHoweverOftenItHasNoRoom() throws Exception {
        int changes = 1_000;
        var written = new ArrayList<Revision>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Revision>>> followers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                var watch = watch();
                long seed = i;
                followers.add(threads.submit(() -> followed(watch, changes, seed)));
            }
            for (int i = 0; i < changes; i++) written.add(create("tom-" + i));
            for (var follower : followers) {
                assertThat(follower.get().subList(0, changes)).isEqualTo(written);
            }
        }
    }

    @Test
    void aFollowerWithoutRoomIsNotAskedAgainAndKeepsNobodyWaiting() throws Exception {
        var asked = new AtomicInteger();
        var refused = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = watch();
            var fast = watch();
            var kept = threads.submit(() -> {
                var batch = slow.follow(
                        _ -> {
                            asked.incrementAndGet();
                            return false;
                        },
                        LONG);
                refused.countDown();
                return batch;
            });
            var following = threads.submit(() -> followed(fast, 21, 1));
            create("tom");
            refused.await();
            for (int i = 0; i < 20; i++) create("cat-" + i);

            assertThat(following.get()).hasSize(21);
            assertThat(asked).hasValueLessThanOrEqualTo(1);
            assertThat(kept.get()).isInstanceOf(Watch.Batch.Changes.class);
        }
    }

    @Test
    void aFollowerThatFailsMeetsTheSameChangesOnItsOwnThread() throws Exception {
        var watch = watch();
        var written = create("tom");
        var batch = watch.follow(
                _ -> {
                    throw new IllegalStateException("broken");
                },
                LONG);
        assertThat(batch).isInstanceOf(Watch.Batch.Changes.class);
        assertThat(((Watch.Batch.Changes) batch).changes())
                .extracting(Change::revision)
                .containsExactly(written);
    }

    @Test
    void timeIsUpWithoutAChangeAndSaysHowFarTheWatchIs() throws Exception {
        var watch = watch();
        assertThat(watch.follow(_ -> true, Duration.ofMillis(1)))
                .isEqualTo(new Watch.Batch.Changes(
                        List.of(), cats.read(new Repository.Freshness.Any()).revision()));
    }

    @Test
    void followersAreLostWhereTheStoreEndsTheWatchAndFollowAgainOnceItIsBack() throws Exception {
        var fragile = new FragileStore(store);
        try (var fleeting = new Repository(RepositoryTests.CATS, Root.of(fragile));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var watch = fleeting.watch(store.revision()).orElseThrow();
            var followed = threads.submit(() -> watch.follow(_ -> true, LONG));
            fragile.fail();
            assertThat(followed.get()).isInstanceOf(Watch.Batch.Lost.class);

            fragile.repair();
            var again = fleeting.watch(store.revision()).orElseThrow();
            var written = create("tom");
            assertThat(followed(again, 1, 7)).containsExactly(written);
        }
    }
}
