package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One step of a field path. Ordered as upstream's structured-merge-diff orders them: fields, keys, values,
/// indices.
sealed interface PathElement extends Comparable<PathElement> {

    /// A member of an object.
    record Field(String name) implements PathElement {
        @Override
        public String toString() {
            return "." + name;
        }
    }

    /// The item of a list of objects whose key members have these values.
    record Key(SortedMap<String, Value> fields) implements PathElement {
        public Key {
            fields = new TreeMap<>(fields);
        }

        @Override
        public String toString() {
            return fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + GoText.quoted(field.getValue()))
                    .collect(Collectors.joining(",", "[", "]"));
        }
    }

    /// The item of a set that equals this scalar.
    record Item(Value value) implements PathElement {
        @Override
        public String toString() {
            return "[=" + GoText.quoted(value) + "]";
        }
    }

    /// The item of a list at this position.
    record Index(int index) implements PathElement {
        @Override
        public String toString() {
            return "[" + index + "]";
        }
    }

    @Override
    default int compareTo(PathElement other) {
        return switch (this) {
            case Field(var name) when other instanceof Field(var theirs) -> name.compareTo(theirs);
            case Key(var fields) when other instanceof Key(var theirs) -> Values.compareMembers(fields, theirs);
            case Item(var value) when other instanceof Item(var theirs) -> Values.compare(value, theirs);
            case Index(var index) when other instanceof Index(var theirs) -> Integer.compare(index, theirs);
            case Field _, Key _, Item _, Index _ -> Integer.compare(rank(), other.rank());
        };
    }

    private int rank() {
        return switch (this) {
            case Field _ -> 0;
            case Key _ -> 1;
            case Item _ -> 2;
            case Index _ -> 3;
        };
    }

    /// The key made of one object's members.
    static Key key(Map<String, Value> fields) {
        return new Key(new TreeMap<>(fields));
    }
}
