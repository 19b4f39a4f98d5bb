package dev.outrigger.meta;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An immutable JSON-shaped tree: what an object is between intake and reply.
///
/// Numbers follow Kubernetes' unstructured form: a 64-bit integer where the text is one, a double otherwise.
/// Two objects are equal when they hold equal members, whatever their order; a list's order counts.
public sealed interface Value {

    /// JSON `null`.
    Null NULL = new Null();

    /// JSON `null`; use [Value#NULL].
    record Null() implements Value {}

    /// JSON `true` or `false`.
    record Bool(boolean value) implements Value {}

    /// A number that is a 64-bit integer.
    record Int(long value) implements Value {}

    /// A number that is no 64-bit integer; always finite.
    record Real(double value) implements Value {
        public Real {
            if (!Double.isFinite(value)) throw new IllegalArgumentException("not a finite number: " + value);
        }
    }

    /// A string.
    record Text(String value) implements Value {}

    /// A list, in order.
    record Array(List<Value> items) implements Value {
        /// The empty list.
        public static final Array EMPTY = new Array(List.of());

        public Array {
            items = Collections.unmodifiableList(items);
        }

        /// A list of the given items.
        public static Array of(Value... items) {
            return new Array(List.of(items));
        }

        /// A list of strings.
        public static Array ofTexts(Iterable<String> texts) {
            var items = new ArrayList<Value>();
            texts.forEach(text -> items.add(new Text(text)));
            return new Array(items);
        }
    }

    /// A JSON object: members by name, in the order of the map given.
    record Struct(Map<String, Value> members) implements Value {
        /// The object with no members.
        public static final Struct EMPTY = new Struct(Members.NONE);

        public Struct {
            members = Members.of(members);
        }

        /// An object in the making.
        public static Builder builder() {
            return new Builder();
        }

        /// The member of that name, `Optional.empty()` where there is none. A `null` member is present.
        public Optional<Value> get(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /// The string member of that name; empty where it is absent or no string.
        public Optional<String> text(String name) {
            return members.get(name) instanceof Text(var text) ? Optional.of(text) : Optional.empty();
        }

        /// The object member of that name; the empty object where it is absent or no object.
        public Struct struct(String name) {
            return members.get(name) instanceof Struct struct ? struct : EMPTY;
        }

        /// The items of the list member of that name; none where it is absent or no list.
        public List<Value> items(String name) {
            return members.get(name) instanceof Array(var items) ? items : List.of();
        }

        /// This object with one member set; a member that is there keeps its place.
        public Struct with(String name, Value value) {
            return new Struct(Members.of(members).with(name, value));
        }

        /// This object with one string member set.
        public Struct with(String name, String text) {
            return with(name, new Text(text));
        }

        /// This object without the named member; itself where there is none.
        public Struct without(String name) {
            var left = Members.of(members).without(name);
            return left == members ? this : new Struct(left);
        }

        /// A mutable copy of the members, in order, to build a changed object from.
        public Map<String, Value> copy() {
            return new LinkedHashMap<>(members);
        }

        /// An object in the making. Used by one thread.
        public static final class Builder {
            private final Members.Collector members = new Members.Collector();

            private Builder() {}

            /// Sets a member; one that is there keeps its place.
            ///
            /// @return whether it was there
            public boolean put(String name, Value value) {
                return members.put(name, value);
            }

            /// The object.
            public Struct build() {
                return new Struct(members.members());
            }
        }
    }

    /// A string value.
    static Text of(String text) {
        return new Text(text);
    }

    /// An integer value.
    static Int of(long number) {
        return new Int(number);
    }

    /// A boolean value.
    static Bool of(boolean value) {
        return new Bool(value);
    }

    /// An object of alternating names and values; a `String`, `Integer`, `Long`, `Boolean` or `Value` each.
    ///
    /// @throws IllegalArgumentException where a name is no string or a value is none of these
    static Struct object(Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) throw new IllegalArgumentException("a name without a value");
        var object = Struct.builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], from(namesAndValues[i + 1]));
        }
        return object.build();
    }

    private static Value from(Object java) {
        return switch (java) {
            case Value value -> value;
            case String text -> new Text(text);
            case Integer number -> new Int(number);
            case Long number -> new Int(number);
            case Boolean bool -> new Bool(bool);
            default -> throw new IllegalArgumentException("no value is made from a " + java.getClass());
        };
    }
}
