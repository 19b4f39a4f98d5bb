package dev.outrigger.cel;

import dev.outrigger.meta.Value;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An object or a map of an object, seen through its schema. Members are looked at when they are asked for.
///
/// @see Members how names are written and which members can be read
final class DataObject extends AbstractMap<Object, Object> {
    private final Map<String, Value> members;
    private final Members schema;

    DataObject(Map<String, Value> members, Members schema) {
        this.members = members;
        this.schema = schema;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        return key instanceof String name ? find(name).orElse(null) : null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    private Optional<Object> find(String name) {
        return schema.unescaped(name)
                .flatMap(member ->
                        Optional.ofNullable(members.get(member)).flatMap(value -> schema.read(member, value)));
    }

    /// How many members there are, those that cannot be read included.
    @Override
    public int size() {
        return members.size();
    }

    @Override
    public Set<Entry<Object, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<Object, Object>> iterator() {
                return readable().iterator();
            }

            @Override
            public int size() {
                return DataObject.this.size();
            }
        };
    }

    /// Whether the members that no expression can read are the same in the other.
    boolean agreesBeyond(DataObject other) {
        return members.entrySet().stream()
                .filter(member ->
                        schema.read(member.getKey(), member.getValue()).isEmpty())
                .allMatch(member -> member.getValue().equals(other.members.getOrDefault(member.getKey(), Value.NULL)));
    }

    private Stream<Entry<Object, Object>> readable() {
        return members.entrySet().stream()
                .flatMap(member -> schema
                        .escaped(member.getKey())
                        .flatMap(name -> schema.read(member.getKey(), member.getValue())
                                .map(value -> Map.<Object, Object>entry(name, value)))
                        .stream());
    }
}
