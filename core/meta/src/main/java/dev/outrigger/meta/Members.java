package dev.outrigger.meta;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The members of an object, in order: names and values in two arrays. Objects mostly have few members, for which
/// looking at one name after the other is faster than hashing, and takes a fraction of a hash table's memory.
final class Members extends AbstractMap<String, Value> {
    static final Members NONE = new Members(new String[0], new Value[0], null);

    /// Up to so many members are looked for one by one; more have an index. It is one of the library's, which stays
    /// quick for names that were chosen to collide.
    private static final int FEW = 8;

    private final String[] names;
    private final Value[] values;
    private final @Nullable Map<String, Integer> index;

    private Members(String[] names, Value[] values, @Nullable Map<String, Integer> index) {
        this.names = names;
        this.values = values;
        this.index = index;
    }

    static Members of(Map<String, Value> members) {
        if (members instanceof Members ready) return ready;
        if (members.isEmpty()) return NONE;
        var names = new String[members.size()];
        var values = new Value[names.length];
        int i = 0;
        for (var member : members.entrySet()) {
            names[i] = member.getKey();
            values[i++] = member.getValue();
        }
        return new Members(names, values, index(names, names.length));
    }

    private static @Nullable Map<String, Integer> index(String[] names, int count) {
        if (count <= FEW) return null;
        var index = HashMap.<String, Integer>newHashMap(count);
        for (int i = 0; i < count; i++) index.put(names[i], i);
        return index;
    }

    private static int find(String[] names, int count, @Nullable Map<String, Integer> index, Object name) {
        if (index != null) return index.getOrDefault(name, -1);
        for (int i = 0; i < count; i++) if (names[i].equals(name)) return i;
        return -1;
    }

    private int find(Object name) {
        return find(names, names.length, index, name);
    }

    /// These members with one set; one that is there keeps its place.
    Members with(String name, Value value) {
        int at = find(name);
        if (at >= 0) {
            var changed = values.clone();
            changed[at] = value;
            return new Members(names, changed, index);
        }
        int size = names.length;
        var longer = Arrays.copyOf(names, size + 1);
        var more = Arrays.copyOf(values, size + 1);
        longer[size] = name;
        more[size] = value;
        return new Members(longer, more, index(longer, size + 1));
    }

    /// These members without one.
    Members without(String name) {
        int at = find(name);
        if (at < 0) return this;
        if (names.length == 1) return NONE;
        var fewer = new String[names.length - 1];
        var left = new Value[fewer.length];
        System.arraycopy(names, 0, fewer, 0, at);
        System.arraycopy(names, at + 1, fewer, at, fewer.length - at);
        System.arraycopy(values, 0, left, 0, at);
        System.arraycopy(values, at + 1, left, at, left.length - at);
        return new Members(fewer, left, index(fewer, fewer.length));
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public @Nullable Value get(Object name) {
        int at = find(name);
        return at < 0 ? null : values[at];
    }

    @Override
    public boolean containsKey(Object name) {
        return find(name) >= 0;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Value> action) {
        for (int i = 0; i < names.length; i++) action.accept(names[i], values[i]);
    }

    @Override
    public Set<Map.Entry<String, Value>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, Value>> iterator() {
                return entries();
            }

            @Override
            public int size() {
                return names.length;
            }
        };
    }

    private Iterator<Map.Entry<String, Value>> entries() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < names.length;
            }

            @Override
            public Map.Entry<String, Value> next() {
                if (next == names.length) throw new NoSuchElementException();
                return Map.entry(names[next], values[next++]);
            }
        };
    }

    /// Members in the making.
    static final class Collector {
        private @Nullable String[] names = new String[FEW];
        private @Nullable Value[] values = new Value[FEW];
        private int count;
        private @Nullable Map<String, Integer> index;

        /// Sets a member; one that is there keeps its place.
        ///
        /// @return whether it was there
        @SuppressWarnings("NullAway") // what is below `count` is set
        boolean put(String name, Value value) {
            int at = find(names, count, index, name);
            if (at >= 0) {
                values[at] = value;
                return true;
            }
            if (count == names.length) {
                names = Arrays.copyOf(names, count * 2);
                values = Arrays.copyOf(values, count * 2);
            }
            names[count] = name;
            values[count++] = value;
            if (index != null) index.put(name, count - 1);
            else index = index(names, count);
            return false;
        }

        @SuppressWarnings("NullAway")
        Members members() {
            if (count == 0) return NONE;
            return new Members(Arrays.copyOf(names, count), Arrays.copyOf(values, count), index);
        }
    }
}
