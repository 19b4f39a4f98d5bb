package dev.outrigger.cache;

import dev.outrigger.codec.ProtoMessage;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Caller;
import dev.outrigger.meta.GroupResource;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Revision;
import dev.outrigger.meta.Value;
import dev.outrigger.store.CompactedException;
import dev.outrigger.store.Entry;
import dev.outrigger.store.FutureRevisionException;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.Store;
import dev.outrigger.store.Write;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Room six: the objects of one resource, read and watched from the cache, written to the store.
public final class Repository implements Keeper {
    /// How long a read waits for a revision this server has not seen yet.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final GroupResource resource;
    private final Store store;
    private final Layout layout;
    private final WatchCache cache;
    private final Optional<VirtualView> view;

    /// Loads the resource's objects.
    public Repository(ResourceType type, Root root) {
        this.resource = type.groupResource();
        this.store = root.store();
        this.layout = Layout.of(type, root);
        this.cache = WatchCache.start(store, layout);
        this.view = Optional.empty();
    }

    /// Computed objects, written as somebody.
    Repository(GroupResource resource, Store store, Layout layout, WatchCache cache, VirtualView view) {
        this.resource = resource;
        this.store = store;
        this.layout = layout;
        this.cache = cache;
        this.view = Optional.of(view);
    }

    /// How recent a read must be.
    public sealed interface Freshness {
        /// All that was committed before the read began.
        record MostRecent() implements Freshness {}

        /// Whatever is at hand.
        record Any() implements Freshness {}

        /// At least that revision.
        record AtLeast(Revision revision) implements Freshness {}
    }

    /// The resource's objects.
    ///
    /// @throws ApiException 504 where the revision is not there yet
    /// @throws dev.outrigger.store.StoreException while the cache does not follow the store: not [#ready]
    public Snapshot read(Freshness freshness) throws InterruptedException {
        return switch (freshness) {
            case Freshness.MostRecent() -> cache.current();
            case Freshness.Any() -> cache.latest();
            case Freshness.AtLeast(var revision) -> atLeast(revision);
        };
    }

    private Snapshot atLeast(Revision revision) throws InterruptedException {
        return cache.awaitAtLeast(revision, PATIENCE)
                .orElseThrow(() -> ApiException.resourceVersionTooLarge(
                        revision.toString(), cache.latest().revision()));
    }

    /// One object; empty where there is none.
    ///
    /// @throws ApiException 504 where the revision is not there yet
    /// @throws dev.outrigger.store.StoreException while the cache does not follow the store: not [#ready]
    public Optional<CachedObject> get(ObjectKey key, Freshness freshness) throws InterruptedException {
        if (freshness instanceof Freshness.MostRecent
                && view.isPresent()
                && view.get().findsOne()) {
            return atLeast(view.get().refresh(key)).get(key);
        }
        return read(freshness).get(key);
    }

    /// A page of the resource's objects.
    ///
    /// @throws ApiException 504 where the revision is not there yet
    /// @throws dev.outrigger.store.StoreException while the cache does not follow the store: not [#ready]
    public Page page(Freshness freshness, PageRequest wanted) throws InterruptedException {
        return read(freshness).page(wanted);
    }

    /// A page of the objects as they were at a revision.
    ///
    /// @throws ApiException 410 where the revision is no longer held, 504 where it is not there yet
    /// @throws dev.outrigger.store.StoreException while the cache does not follow the store: not [#ready]
    public Page pageAt(Revision revision, PageRequest wanted) throws InterruptedException {
        atLeast(revision);
        var held = cache.exactly(revision);
        if (held.isPresent()) return held.get().page(wanted);
        try {
            return new PastPages(store, layout, revision).page(wanted);
        } catch (CompactedException _) {
            throw ApiException.expired("The provided resource version is too old: " + revision);
        } catch (FutureRevisionException _) {
            throw ApiException.resourceVersionTooLarge(
                    revision.toString(), cache.latest().revision());
        }
    }

    /// A watch of the changes after a revision. A revision still to come is waited for without a word.
    ///
    /// @return empty where changes after that revision are no longer all held
    public Optional<Watch> watch(Revision after) {
        return cache.watch(after);
    }

    /// Says that somebody watches, until it is closed: computed objects are looked at again as long as anybody does.
    public Following follow() {
        return view.map(VirtualView::follow).orElse(() -> {});
    }

    /// Somebody's watching.
    public interface Following extends AutoCloseable {
        /// Ends it.
        @Override
        void close();
    }

    /// The oldest revision that [#watch] takes.
    public Revision oldestWatchable() {
        return cache.floor();
    }

    /// Whether the cache follows the store.
    @Override
    public boolean parks() {
        return store.parks();
    }

    @Override
    public boolean ready() {
        return cache.alive();
    }

    @Override
    public Repository seenBy(Caller caller, String namespace) {
        return this;
    }

    @Override
    public List<Examination> examine() throws InterruptedException {
        return List.of(Examination.of(resource, cache, store, layout));
    }

    /// Whether what is read here is the same for everybody, and read from a store.
    public boolean isStored() {
        return view.isEmpty();
    }

    /// What became of a write.
    public sealed interface Result {
        /// It is stored.
        record Stored(CachedObject object) implements Result {}

        /// It is kept as the author's code made it, not as it was given.
        record Made(CachedObject object) implements Result {}

        /// It is removed, at that revision.
        record Removed(Revision revision) implements Result {}

        /// The object was not as expected; nothing was written.
        record Stale(Optional<CachedObject> actual) implements Result {}
    }

    /// Stores a new object, given in the shape of the hub, in the storage version.
    ///
    /// @throws dev.outrigger.kinds.ConversionException where it cannot be converted
    /// @throws ApiException 413 where it is larger than a store takes
    public Result create(ObjectKey key, Value.Struct object) {
        var storageKey = layout.storageKey(key);
        var bytes = layout.bytes(object);
        var writing = new OwnWrites.Writing(storageKey, bytes, object);
        return switch (write(new Write.Create(storageKey, bytes), writing)) {
            case Outcome.Committed(var revision) -> written(writing, new Entry(storageKey, bytes, revision, revision));
            case Outcome.Stale(var actual) -> stale(actual);
        };
    }

    /// Replaces an object, given in the shape of the hub, where it is still as `live` was read.
    ///
    /// @throws dev.outrigger.kinds.ConversionException where it cannot be converted
    /// @throws ApiException 413 where it is larger than a store takes
    public Result replace(CachedObject live, Value.Struct object) {
        var bytes = layout.bytes(object);
        var entry = live.entry();
        var writing = new OwnWrites.Writing(entry.key(), bytes, object);
        return switch (write(new Write.Replace(entry.key(), bytes, entry.modified()), writing)) {
            case Outcome.Committed(var revision) ->
                written(writing, new Entry(entry.key(), bytes, entry.created(), revision));
            case Outcome.Stale(var actual) -> stale(actual);
        };
    }

    /// Removes an object where it is still as `live` was read.
    public Result delete(CachedObject live) {
        var entry = live.entry();
        return switch (store.write(new Write.Delete(entry.key(), entry.modified()))) {
            case Outcome.Committed(var revision) -> new Result.Removed(revision);
            case Outcome.Stale(var actual) -> stale(actual);
        };
    }

    private Outcome write(Write write, OwnWrites.Writing writing) {
        cache.writing(writing);
        boolean committed = false;
        try {
            var outcome = store.write(write);
            committed = outcome instanceof Outcome.Committed;
            return outcome;
        } finally {
            if (!committed) cache.notWritten(writing);
        }
    }

    private Result written(OwnWrites.Writing writing, Entry entry) {
        if (view.isPresent())
            return new Result.Made(layout.object(store.get(entry.key()).orElse(entry)));
        return new Result.Stored(cache.written(writing, entry));
    }

    private Result stale(Optional<Entry> actual) {
        return new Result.Stale(actual.map(layout::object));
    }

    /// The protobuf message of a version's objects; empty where they have none.
    public Optional<ProtoMessage> message(String version) {
        return layout.forms().message(version);
    }

    @Override
    public void close() {
        cache.close();
    }
}
