package dev.outrigger.cache;

import dev.outrigger.store.Entry;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The objects that this server wrote itself and has not heard of from the store yet: what they say is known, so their
/// bytes need not be read when the store tells of them.
///
/// It forgets: a later object takes the place of one that was never asked for.
final class OwnWrites {
    /// More than are under way at a time, mostly.
    private static final int PLACES = 256;

    /// Larger ones are read again: all places together hold little memory.
    private static final int MOST_BYTES = 32 * 1024;

    private final AtomicReferenceArray<@Nullable CachedObject> places = new AtomicReferenceArray<>(PLACES);

    private static int place(Entry entry) {
        return (int) (entry.modified().number() % PLACES);
    }

    /// Remembers an object that the store has taken.
    void add(CachedObject object) {
        if (object.entry().value().length <= MOST_BYTES) places.set(place(object.entry()), object);
    }

    /// The object that an entry holds, where it was written here; it is forgotten now.
    Optional<CachedObject> take(Entry entry) {
        int place = place(entry);
        var object = places.get(place);
        if (object == null || !same(object.entry(), entry)) return Optional.empty();
        places.compareAndSet(place, object, null);
        return Optional.of(object);
    }

    /// A store that was set back to a backup comes to a revision twice: what is there must be what was written.
    private static boolean same(Entry one, Entry other) {
        return one.modified().equals(other.modified())
                && one.created().equals(other.created())
                && one.key().equals(other.key())
                && Arrays.equals(one.value(), other.value());
    }
}
