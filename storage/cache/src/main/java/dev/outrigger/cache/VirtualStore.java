package dev.outrigger.cache;

import dev.outrigger.codec.ByteBuilder;
import dev.outrigger.codec.Json;
import dev.outrigger.kinds.View;
import dev.outrigger.kinds.VirtualSource;
import dev.outrigger.kinds.VirtualSource.Ability;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Revision;
import dev.outrigger.meta.Value;
import dev.outrigger.store.Entry;
import dev.outrigger.store.MemoryStore;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.PassingStore;
import dev.outrigger.store.SharedAnswer;
import dev.outrigger.store.Store;
import dev.outrigger.store.Write;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/// Computed objects as a store: what it was last seen to be is in memory, and each difference that is seen is a change.
/// Asking it for its revision is asking the author's code for its objects, so whatever must be fresh is.
///
/// Its first revision is the time in microseconds: after a restart no revision of before is taken for one of now.
final class VirtualStore extends PassingStore {
    private final VirtualSource source;
    private final View view;
    private final Layout layout;
    private final MemoryStore memory =
            new MemoryStore(new Revision(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())));
    private final SharedAnswer<Revision> news = new SharedAnswer<>(this::refresh);

    /// Held while the author's code is asked, so that what it said is seen in the order in which it said it.
    private final ReentrantLock turn = new ReentrantLock();

    private final Map<String, Birth> births = new HashMap<>();
    private volatile long refreshedAt;

    /// What the engine makes up of an object, for as long as it is there.
    private record Birth(String uid, String time) {}

    VirtualStore(VirtualSource source, View view, Layout layout) {
        this.source = source;
        this.view = view;
        this.layout = layout;
        refresh();
    }

    /// Whether it was last looked at within that time.
    boolean isFresh(Duration age) {
        return System.nanoTime() - refreshedAt < age.toNanos();
    }

    /// Sees what is there now.
    Revision refresh() {
        turn.lock();
        try {
            var wanted = new TreeMap<String, Value.Struct>();
            for (Value.Struct object : source.list(view)) {
                var key = layout.storageKey(keyOf(object));
                if (wanted.put(key, object) != null)
                    throw new IllegalStateException("two computed objects are at " + key);
            }
            for (Entry entry :
                    memory.list(Range.all(layout.root()), ReadAt.latest()).entries()) {
                if (!wanted.containsKey(entry.key())) forget(entry);
            }
            wanted.forEach(this::remember);
            refreshedAt = System.nanoTime();
            return memory.revision();
        } finally {
            turn.unlock();
        }
    }

    /// Sees one object.
    Revision refresh(ObjectKey key) {
        turn.lock();
        try {
            var now = source.get(view, key);
            var storageKey = layout.storageKey(key);
            now.ifPresent(object -> remember(storageKey, object));
            if (now.isEmpty()) memory.get(storageKey).ifPresent(this::forget);
            return memory.revision();
        } finally {
            turn.unlock();
        }
    }

    void put(Value.Struct object) {
        turn.lock();
        try {
            remember(layout.storageKey(keyOf(object)), object);
        } finally {
            turn.unlock();
        }
    }

    void removed(ObjectKey key) {
        turn.lock();
        try {
            memory.get(layout.storageKey(key)).ifPresent(this::forget);
        } finally {
            turn.unlock();
        }
    }

    /// @throws IllegalStateException where the object cannot be there
    private ObjectKey keyOf(Value.Struct object) {
        var metadata = object.struct("metadata");
        var key = new ObjectKey(
                metadata.text("namespace").orElse(""), metadata.text("name").orElse(""));
        if (key.namespace().isEmpty() == layout.namespaced()) {
            throw new IllegalStateException("the computed object " + key.name()
                    + (layout.namespaced()
                            ? " is in no namespace, though its kind is namespaced: say which, or make it clusterScoped()"
                            : " is in a namespace, though its kind is in none"));
        }
        if (!view.namespace().isEmpty() && !view.namespace().equals(key.namespace())) {
            throw new IllegalStateException("namespace " + view.namespace() + " was asked for, and the computed object "
                    + key.name() + " is in " + key.namespace());
        }
        return key;
    }

    private void remember(String key, Value.Struct object) {
        var bytes = bytes(key, object);
        var present = memory.get(key);
        if (present.isEmpty()) memory.write(new Write.Create(key, bytes));
        else if (!Arrays.equals(present.get().value(), bytes)) {
            memory.write(new Write.Replace(key, bytes, present.get().modified()));
        }
    }

    private void forget(Entry entry) {
        births.remove(entry.key());
        memory.write(new Write.Delete(entry.key(), entry.modified()));
    }

    private byte[] bytes(String key, Value.Struct object) {
        var metadata = object.struct("metadata").without("resourceVersion");
        var birth = births.computeIfAbsent(key, VirtualStore::birth);
        if (metadata.text("uid").orElse("").isEmpty()) metadata = metadata.with("uid", birth.uid());
        if (metadata.text("creationTimestamp").isEmpty()) metadata = metadata.with("creationTimestamp", birth.time());
        var out = new ByteBuilder(256);
        Json.encodeTo(object.with("metadata", metadata), out);
        out.append('\n');
        return out.toByteArray();
    }

    /// The uid is that of the place, so that every server and every start says the same.
    private static Birth birth(String key) {
        var uid = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
        return new Birth(
                uid.toString(), Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    @Override
    protected Store behind() {
        return memory;
    }

    @Override
    public Revision revision() {
        return news.ask();
    }

    @Override
    public Outcome write(Write write) {
        return write(write, view);
    }

    /// Has the author's code do what a client wants, where the object is as the client's request expects.
    ///
    /// @param by the client
    /// @throws ApiException where the author's code refuses, or there is none for it
    Outcome write(Write write, View by) {
        turn.lock();
        try {
            refresh();
            var actual = memory.get(write.key());
            if (!write.expects(actual)) return new Outcome.Stale(actual);
            return switch (write) {
                case Write.Create(var key, var value) -> {
                    require(Ability.CREATE);
                    yield memory.write(new Write.Create(key, bytes(key, source.create(by, decoded(value)))));
                }
                case Write.Replace(var key, var value, var expected) -> {
                    require(Ability.UPDATE);
                    var now = source.update(
                            by, decoded(value), decoded(actual.orElseThrow().value()));
                    yield memory.write(new Write.Replace(key, bytes(key, now), expected));
                }
                case Write.Delete delete -> {
                    require(Ability.DELETE);
                    source.delete(by, decoded(actual.orElseThrow().value()));
                    births.remove(delete.key());
                    yield memory.write(delete);
                }
            };
        } finally {
            turn.unlock();
        }
    }

    private void require(Ability ability) {
        if (!source.abilities().contains(ability)) throw ApiException.methodNotAllowed();
    }

    private static Value.Struct decoded(byte[] bytes) {
        if (Json.decode(bytes).value() instanceof Value.Struct object) return object;
        throw new IllegalStateException("a computed object is no object");
    }

    /// The same store, written to by somebody.
    Store by(View writer) {
        return new WrittenBy(this, writer);
    }

    private static final class WrittenBy extends PassingStore {
        private final VirtualStore store;
        private final View writer;

        WrittenBy(VirtualStore store, View writer) {
            this.store = store;
            this.writer = writer;
        }

        @Override
        protected Store behind() {
            return store;
        }

        @Override
        public Outcome write(Write write) {
            return store.write(write, writer);
        }

        /// The store is not the writer's to close.
        @Override
        public void close() {}
    }
}
