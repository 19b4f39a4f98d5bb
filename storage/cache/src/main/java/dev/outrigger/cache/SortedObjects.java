package dev.outrigger.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// An immutable map from storage keys to objects, in key order. A change copies one chunk and the list of chunks, so
/// that every revision's state can be kept and read without a lock.
final class SortedObjects {
    private static final int CHUNK = 128;
    static final SortedObjects EMPTY = new SortedObjects(new CachedObject[0][], 0);

    private final CachedObject[][] chunks;
    private final int size;

    private SortedObjects(CachedObject[][] chunks, int size) {
        this.chunks = chunks;
        this.size = size;
    }

    /// The map of these objects. Stores order keys by their UTF-8 bytes; here, as in all searches, `String` orders
    /// them.
    static SortedObjects of(List<CachedObject> objects) {
        var sorted = new ArrayList<>(objects);
        sorted.sort(Comparator.comparing(object -> object.entry().key()));
        int count = (sorted.size() + CHUNK / 2 - 1) / (CHUNK / 2);
        var chunks = new CachedObject[count][];
        for (int i = 0; i < count; i++) {
            int from = i * (CHUNK / 2);
            chunks[i] = sorted.subList(from, Math.min(sorted.size(), from + CHUNK / 2))
                    .toArray(CachedObject[]::new);
        }
        return new SortedObjects(chunks, sorted.size());
    }

    int size() {
        return size;
    }

    Optional<CachedObject> get(String key) {
        int chunk = chunkOf(key);
        if (chunk < 0) return Optional.empty();
        int at = indexIn(chunks[chunk], key);
        return at >= 0 ? Optional.of(chunks[chunk][at]) : Optional.empty();
    }

    SortedObjects with(CachedObject object) {
        var key = object.entry().key();
        if (chunks.length == 0) return new SortedObjects(new CachedObject[][] {{object}}, 1);
        int index = Math.max(0, chunkOf(key));
        var chunk = chunks[index];
        int at = indexIn(chunk, key);
        if (at >= 0) {
            var copy = chunk.clone();
            copy[at] = object;
            return replaced(index, size, copy);
        }
        var grown = insert(chunk, -at - 1, object);
        if (grown.length <= CHUNK) return replaced(index, size + 1, grown);
        int middle = grown.length / 2;
        return replaced(index, size + 1, Arrays.copyOf(grown, middle), Arrays.copyOfRange(grown, middle, grown.length));
    }

    SortedObjects without(String key) {
        int index = chunkOf(key);
        int at = index < 0 ? -1 : indexIn(chunks[index], key);
        if (at < 0) return this;
        var chunk = chunks[index];
        if (chunk.length == 1) return replaced(index, size - 1);
        var shrunk = new CachedObject[chunk.length - 1];
        System.arraycopy(chunk, 0, shrunk, 0, at);
        System.arraycopy(chunk, at + 1, shrunk, at, chunk.length - at - 1);
        return replaced(index, size - 1, shrunk);
    }

    /// The objects whose keys start with a prefix and sort after `after`, in order. Only the ends are searched for.
    List<CachedObject> range(String prefix, String after) {
        var from = place(after.compareTo(prefix) < 0 ? prefix : after + '\0');
        var to = place(behindAll(prefix));
        var found = new ArrayList<CachedObject>();
        for (int i = from.chunk; i < chunks.length && i <= to.chunk; i++) {
            var chunk = Arrays.asList(chunks[i]);
            int first = i == from.chunk ? from.index : 0;
            int end = i == to.chunk ? to.index : chunk.size();
            if (first < end) found.addAll(chunk.subList(first, end));
        }
        return Collections.unmodifiableList(found);
    }

    /// The lowest key above all that start with the prefix; prefixes are never empty.
    private static String behindAll(String prefix) {
        int last = prefix.length() - 1;
        return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
    }

    private record Place(int chunk, int index) {}

    /// Where the first object is, or would be, whose key is not below that one.
    private Place place(String key) {
        int chunk = chunkOf(key);
        if (chunk < 0) return new Place(0, 0);
        int at = indexIn(chunks[chunk], key);
        return new Place(chunk, at >= 0 ? at : -at - 1);
    }

    private SortedObjects replaced(int index, int newSize, CachedObject[]... by) {
        var copy = new CachedObject[chunks.length - 1 + by.length][];
        System.arraycopy(chunks, 0, copy, 0, index);
        System.arraycopy(by, 0, copy, index, by.length);
        System.arraycopy(chunks, index + 1, copy, index + by.length, chunks.length - index - 1);
        return new SortedObjects(copy, newSize);
    }

    private static CachedObject[] insert(CachedObject[] chunk, int at, CachedObject object) {
        var grown = new CachedObject[chunk.length + 1];
        System.arraycopy(chunk, 0, grown, 0, at);
        grown[at] = object;
        System.arraycopy(chunk, at, grown, at + 1, chunk.length - at);
        return grown;
    }

    /// The last chunk whose first key is not above `key`; -1 where all are.
    private int chunkOf(String key) {
        int low = 0;
        int high = chunks.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (chunks[middle][0].entry().key().compareTo(key) <= 0) low = middle + 1;
            else high = middle - 1;
        }
        return high;
    }

    private static int indexIn(CachedObject[] chunk, String key) {
        int low = 0;
        int high = chunk.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = chunk[middle].entry().key().compareTo(key);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return -low - 1;
    }
}
