package dev.outrigger.cache;

import dev.outrigger.meta.Value;
import dev.outrigger.store.Entry;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// What this server is writing itself and has not heard of from the store yet: what such an object says is known, so
/// its bytes need not be read when the store tells of them, which is often before it has answered.
///
/// It forgets: a later write takes the place of one that was never asked for.
final class OwnWrites {
    /// More than are under way at a time, mostly.
    private static final int PLACES = 256;

    /// Larger ones are read again: all places together hold little memory.
    private static final int MOST_BYTES = 32 * 1024;

    private final AtomicReferenceArray<@Nullable Writing> places = new AtomicReferenceArray<>(PLACES);

    /// One write.
    ///
    /// @param value the bytes to store
    /// @param hub what they say, in the shape of the hub
    /// @param stored the object once the store has taken it
    record Writing(String key, byte[] value, Value.Struct hub, Optional<CachedObject> stored) {
        Writing(String key, byte[] value, Value.Struct hub) {
            this(key, value, hub, Optional.empty());
        }

        /// Equal bytes say the same, whoever wrote them.
        private boolean writes(Entry entry) {
            return key.equals(entry.key()) && Arrays.equals(value, entry.value());
        }

        private CachedObject object(Entry entry, Layout layout) {
            return stored.filter(object -> isStoredAs(object, entry)).orElseGet(() -> layout.object(entry, hub));
        }

        /// Whether an object is that entry, which holds what was written. A store that was set back to a backup comes
        /// to a revision twice: the same revision alone does not tell.
        boolean isStoredAs(CachedObject object, Entry entry) {
            var found = object.entry();
            return writes(found)
                    && found.modified().equals(entry.modified())
                    && found.created().equals(entry.created());
        }
    }

    private static int place(String key) {
        return Math.floorMod(key.hashCode(), PLACES);
    }

    /// A write begins.
    void begin(Writing writing) {
        if (writing.value().length <= MOST_BYTES) places.set(place(writing.key()), writing);
    }

    /// The store has taken it, and has not told of it yet.
    void stored(Writing writing, CachedObject object) {
        var known = new Writing(writing.key(), writing.value(), writing.hub(), Optional.of(object));
        places.compareAndSet(place(writing.key()), writing, known);
    }

    /// The store has not taken it.
    void failed(Writing writing) {
        places.compareAndSet(place(writing.key()), writing, null);
    }

    /// The object that an entry holds, where it is written here; it is forgotten now.
    Optional<CachedObject> take(Entry entry, Layout layout) {
        int place = place(entry.key());
        var writing = places.get(place);
        if (writing == null || !writing.writes(entry)) return Optional.empty();
        places.compareAndSet(place, writing, null);
        return Optional.of(writing.object(entry, layout));
    }
}
