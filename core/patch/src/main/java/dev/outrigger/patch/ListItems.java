package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema.ListType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How the items of a set or of a list of type map are told apart.
final class ListItems {
    private ListItems() {}

    /// An item that has no place in its list; the message is upstream's.
    static final class Unplaceable extends Exception {
        private static final long serialVersionUID = 1;

        Unplaceable(String message) {
            super(message, null, false, false);
        }
    }

    /// The path element of one item.
    static PathElement place(Shape list, Value item) throws Unplaceable {
        return list.listType() == ListType.MAP ? byKeys(list, item) : byValue(item);
    }

    /// The path elements of all items, in order. For lists that were checked before.
    static List<PathElement> places(Shape list, List<Value> items) {
        var places = new ArrayList<PathElement>(items.size());
        try {
            for (Value item : items) places.add(place(list, item));
        } catch (Unplaceable e) {
            throw new IllegalStateException(e);
        }
        return places;
    }

    /// The items by their path elements, in order; several items where the list holds duplicates.
    static Map<PathElement, List<Value>> byPlace(Shape list, List<Value> items) {
        var byPlace = new TreeMap<PathElement, List<Value>>();
        var places = places(list, items);
        for (int i = 0; i < items.size(); i++) {
            byPlace.computeIfAbsent(places.get(i), _ -> new ArrayList<>(1)).add(items.get(i));
        }
        return byPlace;
    }

    private static PathElement byKeys(Shape list, Value item) throws Unplaceable {
        if (item instanceof Value.Null) {
            throw new Unplaceable("associative list with keys may not have a null element");
        }
        if (!(item instanceof Value.Struct object)) {
            throw new Unplaceable("associative list with keys may not have non-map elements");
        }
        var keys = new TreeMap<String, Value>();
        for (String name : list.listKeys()) {
            object.get(name).or(() -> defaultOf(list, name)).ifPresent(value -> keys.put(name, value));
        }
        if (keys.isEmpty()) {
            throw new Unplaceable("associative list with keys has an element that omits all key fields "
                    + quoted(list.listKeys()) + " (and doesn't have default values for any key fields)");
        }
        return new PathElement.Key(keys);
    }

    private static Optional<Value> defaultOf(Shape list, String key) {
        return switch (list.items()) {
            case Shape.Declared(var schema, var _)
            when schema.properties().containsKey(key) ->
                schema.properties().get(key).defaultValue();
            case Shape.Declared _, Shape.Deduced _ -> Optional.empty();
        };
    }

    private static String quoted(List<String> names) {
        return "[" + String.join(" ", names.stream().map(GoText::quote).toList()) + "]";
    }

    private static PathElement byValue(Value item) throws Unplaceable {
        return switch (item) {
            case Value.Struct _ ->
                throw new Unplaceable("associative list without keys has an element that's a map type");
            case Value.Array _ -> throw new Unplaceable("not supported: associative list with lists as elements");
            case Value.Null _ ->
                throw new Unplaceable("associative list without keys has an element that's an explicit null");
            case Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> new PathElement.Item(item);
        };
    }
}
