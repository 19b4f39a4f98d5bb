package dev.outrigger.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.cache.Repository.Freshness;
import dev.outrigger.cache.Repository.Result;
import dev.outrigger.codec.Json;
import dev.outrigger.kinds.Conversion;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.kinds.Strategy;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Revision;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import dev.outrigger.store.MemoryStore;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.PassingStore;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepositoryTests {
    static final ResourceType CATS = new ResourceType(
            "animal.skai.io",
            new ResourceType.Names("Cat", "cats", "cat", List.of(), List.of()),
            ResourceType.Scope.NAMESPACED,
            List.of(new ResourceType.Version("v1", Schema.of(Schema.Type.OBJECT), List.of(), Conversion.IDENTITY)),
            "v1",
            Strategy.NONE,
            List.of());

    private final MemoryStore store = new MemoryStore();
    private final Repository cats = new Repository(CATS, Root.of(store));

    @AfterEach
    void theCacheEqualsTheStore() throws InterruptedException {
        var cached = cats.read(new Freshness.MostRecent()).list("", "");
        var stored = store.list(Store.Range.all("/registry/"), new Store.ReadAt.Latest())
                .entries();
        assertThat(cached)
                .extracting(one -> one.entry().key())
                .isEqualTo(stored.stream().map(entry -> entry.key()).toList());
        assertThat(cached)
                .extracting(CachedObject::revision)
                .isEqualTo(stored.stream().map(entry -> entry.modified()).toList());
        cats.close();
        store.close();
    }

    private static ObjectKey key(String name) {
        return new ObjectKey("default", name);
    }

    private static Value.Struct cat(String name, int lives) {
        return Value.object(
                "kind", "Cat",
                "metadata",
                        Value.object("name", name, "namespace", "default", "labels", Value.object("l", "v" + lives)),
                "spec", Value.object("lives", lives));
    }

    private CachedObject create(String name) {
        return ((Result.Stored) cats.create(key(name), cat(name, 9))).object();
    }

    @Test
    void aReadSeesEveryWriteThatWasAcknowledgedBefore() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            var written = create("tom-" + i);
            var read =
                    cats.read(new Freshness.MostRecent()).get(key("tom-" + i)).orElseThrow();
            assertThat(read.revision()).isEqualTo(written.revision());
        }
    }

    @Test
    void theBytesOfAnObjectCarryItsRevisionAndTheStoredOnesDoNot() {
        var tom = create("tom");

        var bytes = (Value.Struct) Json.decode(tom.storedJson()).value();
        var stored = (Value.Struct) Json.decode(tom.entry().value()).value();

        assertThat(bytes).isEqualTo(tom.value());
        assertThat(bytes.struct("metadata").text("resourceVersion"))
                .contains(tom.revision().toString());
        assertThat(stored.struct("metadata").get("resourceVersion")).isEmpty();
    }

    @Test
    void aReplaceOfAnOldStateIsStaleAndTellsTheNewOne() {
        var tom = create("tom");
        var second = (Result.Stored) cats.replace(tom, cat("tom", 8));

        var lost = cats.replace(tom, cat("tom", 7));

        assertThat(((Result.Stale) lost).actual().orElseThrow().revision())
                .isEqualTo(second.object().revision());
    }

    @Test
    void aWatchGivesEveryChangeOnceWithThePreviousState() throws InterruptedException {
        var start = cats.read(new Freshness.MostRecent()).revision();
        var tom = create("tom");
        var changed = ((Result.Stored) cats.replace(tom, cat("tom", 8))).object();
        var removed = (Result.Removed) cats.delete(changed);

        var changes = changes(start, removed.revision());

        assertThat(changes)
                .extracting(Change::kind)
                .containsExactly(Change.Kind.ADDED, Change.Kind.MODIFIED, Change.Kind.DELETED);
        assertThat(changes.get(1).previous().orElseThrow().labels()).containsEntry("l", "v9");
        assertThat(changes.get(2).object().labels()).containsEntry("l", "v8");
        assertThat(changes.get(2).revision()).isEqualTo(removed.revision());
    }

    private List<Change> changes(Revision after, Revision upTo) throws InterruptedException {
        var watch = cats.watch(after).orElseThrow();
        var changes = new ArrayList<Change>();
        var seen = after;
        while (seen.compareTo(upTo) < 0) {
            var batch = (Watch.Batch.Changes) watch.next(Duration.ofSeconds(10));
            changes.addAll(batch.changes());
            seen = batch.upTo();
        }
        return changes;
    }

    @Test
    void aSnapshotOfAnyRevisionInTheWindowIsExact() throws InterruptedException {
        var model = new TreeMap<Long, Integer>();
        var objects = new ArrayList<CachedObject>();
        for (int i = 0; i < 50; i++) {
            objects.add(create("cat-" + i));
            model.put(objects.getLast().revision().number(), i + 1);
        }
        for (var at : model.entrySet()) {
            var page = cats.pageAt(new Revision(at.getKey()), PageRequest.all(""));
            assertThat(page.objects()).hasSize(at.getValue());
            assertThat(page.revision().number()).isEqualTo(at.getKey());
        }
    }

    /// A page of a past that has left the window is the same page, and the store is asked for little more than that.
    @Test
    void pagesOfAPastThatOnlyTheStoreHoldsAreReadPieceByPiece() throws InterruptedException {
        for (int i = 100; i < 600; i++) create("cat-" + i);
        var then = store.revision();
        var held = pages(cats, then, 50, _ -> true);
        var few = pages(cats, then, 2, object -> object.key().name().endsWith("7"));
        var tom = create("tom");
        for (int i = 0; i <= WatchCache.WINDOW; i++) {
            tom = ((Result.Stored) cats.replace(tom, cat("tom", i))).object();
        }
        cats.read(new Freshness.AtLeast(tom.revision()));
        assertThat(cats.oldestWatchable()).isGreaterThan(then);

        assertThat(pages(cats, then, 50, _ -> true)).isEqualTo(held).hasSize(10);
        assertThat(pages(cats, then, 2, object -> object.key().name().endsWith("7")))
                .isEqualTo(few)
                .hasSize(25);
        assertThat(cats.pageAt(then, PageRequest.all("")).objects()).hasSize(500);
        var counting = new FragileStore(store);
        try (var repository = new Repository(CATS, Root.of(counting))) {
            counting.entriesRead.set(0);
            var page = repository.pageAt(then, new PageRequest("", "", 50, _ -> true));
            assertThat(page.rest())
                    .hasValueSatisfying(rest -> assertThat(rest.count()).hasValue(450));
            assertThat(counting.entriesRead.get()).isEqualTo(50);
        }
    }

    /// Every page until the last, each told as its names and what follows it.
    private static List<String> pages(
            Repository repository, Revision revision, long limit, Predicate<CachedObject> matching)
            throws InterruptedException {
        var told = new ArrayList<String>();
        var after = Optional.of("");
        while (after.isPresent()) {
            var page = repository.pageAt(revision, new PageRequest("", after.get(), limit, matching));
            var names =
                    page.objects().stream().map(object -> object.key().name()).toList();
            told.add(page.revision() + " " + names);
            after = page.rest().map(Page.Rest::position);
            assertThat(told).as("pages that come to an end").hasSizeLessThan(1_000);
        }
        if (told.getLast().endsWith("[]")) told.removeLast();
        return told;
    }

    @Test
    void aWatcherThatFellBehindTheWindowIsLost() throws InterruptedException {
        var start = cats.read(new Freshness.MostRecent()).revision();
        var watch = cats.watch(start).orElseThrow();
        var tom = create("tom");
        for (int i = 0; i <= WatchCache.WINDOW; i++) {
            tom = ((Result.Stored) cats.replace(tom, cat("tom", i))).object();
        }
        cats.read(new Freshness.AtLeast(tom.revision()));

        assertThat(watch.next(Duration.ofSeconds(10))).isInstanceOf(Watch.Batch.Lost.class);
        assertThat(cats.watch(start)).isEmpty();
    }

    @Test
    void aRevisionThatIsNotThereYetIsRefusedWith504AfterAWait() {
        assertThatThrownBy(() -> cats.read(new Freshness.AtLeast(new Revision(1_000_000))))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.status().code()).isEqualTo(504);
                    assertThat(e).hasMessageStartingWith("Timeout: Too large resource version: 1000000, current: ");
                });
    }

    @Test
    void aCacheOpenedLaterStillKnowsTheLatestHistory() throws InterruptedException {
        var first = create("tom");
        var second = ((Result.Stored) cats.replace(first, cat("tom", 8))).object();

        try (var reopened = new Repository(CATS, Root.of(store))) {
            reopened.read(new Freshness.AtLeast(second.revision()));
            var watch = reopened.watch(first.revision()).orElseThrow();
            var batch = (Watch.Batch.Changes) watch.next(Duration.ofSeconds(10));
            assertThat(batch.changes()).extracting(Change::revision).containsExactly(second.revision());
        }
    }

    @Test
    void theWindowOfLargeChangesIsBoundedByTheirBytes() throws InterruptedException {
        var start = cats.read(new Freshness.MostRecent()).revision();
        var large = cat("tom", 9).with("padding", "x".repeat(1 << 20));
        var tom = ((Result.Stored) cats.create(key("tom"), large)).object();
        for (int i = 0; i < 70; i++) tom = ((Result.Stored) cats.replace(tom, large)).object();
        cats.read(new Freshness.AtLeast(tom.revision()));

        var oldest = cats.oldestWatchable();
        var held = changes(oldest, tom.revision());
        assertThat(cats.watch(start)).isEmpty();
        assertThat(held).hasSizeBetween(60, 64);
        assertThat(held).extracting(Change::revision).doesNotHaveDuplicates().isSorted();
        assertThat(cats.pageAt(oldest, PageRequest.all("")).objects())
                .extracting(CachedObject::revision)
                .containsExactly(oldest);
    }

    @Test
    void anObjectLargerThanEtcdTakesIsRefusedWith413() {
        var tom = create("tom");
        var large = cat("tom", 9).with("padding", "x".repeat(1_572_864));

        for (ThrowingCallable write :
                List.<ThrowingCallable>of(() -> cats.create(key("large"), large), () -> cats.replace(tom, large))) {
            assertThatThrownBy(write).isInstanceOfSatisfying(ApiException.class, e -> {
                assertThat(e.status().code()).isEqualTo(413);
                assertThat(e)
                        .hasMessageMatching(
                                "Request entity too large: the object has 157\\d{4} bytes, the limit is 1572864");
            });
        }
    }

    @Test
    void allWatchersShareTheStateThatLeftTheirSelectors() throws InterruptedException {
        var tom = create("tom");
        var changed = ((Result.Stored) cats.replace(tom, cat("tom", 8))).object();
        cats.read(new Freshness.AtLeast(changed.revision()));

        var one = changes(tom.revision(), changed.revision())
                .getFirst()
                .previousAtChange()
                .orElseThrow();
        var other = changes(tom.revision(), changed.revision())
                .getFirst()
                .previousAtChange()
                .orElseThrow();

        assertThat(one).isSameAs(other);
        assertThat(one.revision()).isEqualTo(changed.revision());
        assertThat(one.labels()).containsEntry("l", "v9");
    }

    @Test
    void anObjectIsOneForItsWriterAndItsReadersThoughTheStoreTellsOfItFirst() throws InterruptedException {
        var early = new TellsFirst(store);
        try (var repository = new Repository(CATS, Root.of(early))) {
            early.readers.set(repository);

            var tom = ((Result.Stored) repository.create(key("tom"), cat("tom", 9))).object();
            assertThat(repository.get(key("tom"), new Freshness.Any()).orElseThrow())
                    .isSameAs(tom);
            var changed = ((Result.Stored) repository.replace(tom, cat("tom", 8))).object();
            assertThat(repository.get(key("tom"), new Freshness.Any()).orElseThrow())
                    .isSameAs(changed);
            assertThat(changed.labels()).containsEntry("l", "v8");
            assertThat(changed.entry())
                    .usingRecursiveComparison()
                    .isEqualTo(store.get(changed.entry().key()).orElseThrow());
        }
    }

    /// Answers who writes only when the readers have heard of the change.
    private static final class TellsFirst extends PassingStore {
        private final Store store;
        private final AtomicReference<Repository> readers = new AtomicReference<>();

        TellsFirst(Store store) {
            this.store = store;
        }

        @Override
        protected Store behind() {
            return store;
        }

        @Override
        public Outcome write(Write write) {
            var outcome = store.write(write);
            try {
                readers.get().read(new Freshness.AtLeast(((Outcome.Committed) outcome).revision()));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return outcome;
        }
    }

    @Test
    void whileTheStoreIsLostReadsFailAndAfterwardsTheCacheGoesOn() throws InterruptedException {
        var fragile = new FragileStore(store);
        try (var repository = new Repository(CATS, Root.of(fragile))) {
            var tom = create("tom");
            repository.read(new Freshness.AtLeast(tom.revision()));
            var watch = repository.watch(tom.revision()).orElseThrow();

            fragile.fail();

            assertThat(repository.ready()).isFalse();
            for (Freshness freshness :
                    List.of(new Freshness.Any(), new Freshness.MostRecent(), new Freshness.AtLeast(tom.revision()))) {
                assertThatThrownBy(() -> repository.read(freshness)).isInstanceOf(StoreException.class);
            }
            assertThatThrownBy(() -> repository.pageAt(tom.revision(), PageRequest.all("")))
                    .isInstanceOf(StoreException.class);
            var second = ((Result.Stored) cats.replace(tom, cat("tom", 8))).object();

            fragile.repair();

            assertThat(repository.ready()).isTrue();
            assertThat(repository
                            .read(new Freshness.Any())
                            .get(key("tom"))
                            .orElseThrow()
                            .revision())
                    .isEqualTo(second.revision());
            assertThat(watch.next(Duration.ofSeconds(10))).isInstanceOf(Watch.Batch.Lost.class);
            assertThat(repository.watch(tom.revision())).isEmpty();
            goesOn(repository, second);
        }
    }

    private void goesOn(Repository repository, CachedObject tom) throws InterruptedException {
        var watch = repository.watch(tom.revision()).orElseThrow();
        var third = ((Result.Stored) cats.replace(tom, cat("tom", 7))).object();
        repository.read(new Freshness.AtLeast(third.revision()));

        var batch = (Watch.Batch.Changes) watch.next(Duration.ofSeconds(10));
        assertThat(batch.changes()).extracting(Change::revision).containsExactly(third.revision());
        assertThat(batch.changes().getFirst().previous().orElseThrow().revision())
                .isEqualTo(tom.revision());
    }
}
