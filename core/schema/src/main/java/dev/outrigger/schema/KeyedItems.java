package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The items of a list of type map, by the values of their keys. Of items with the same keys the first
/// counts.
///
/// An item without one of the keys, or with an object or a list in its place, has no key: nothing is
/// paired with it.
public final class KeyedItems {
    private final List<String> keys;
    private final Map<List<Value>, Value> items = new HashMap<>();

    private KeyedItems(List<String> keys) {
        this.keys = keys;
    }

    /// The items of a list of that schema; none where the list is not of type map.
    public static KeyedItems of(List<Value> items, Schema list) {
        boolean keyed = list.merge().listType() == Schema.ListType.MAP;
        var result = new KeyedItems(list.merge().listMapKeys());
        if (keyed) {
            for (Value item : items) result.key(item).ifPresent(key -> result.items.putIfAbsent(key, item));
        }
        return result;
    }

    /// The item with the same keys as this one.
    public Optional<Value> get(Value item) {
        return key(item).flatMap(key -> Optional.ofNullable(items.get(key)));
    }

    private Optional<List<Value>> key(Value item) {
        if (keys.isEmpty() || !(item instanceof Value.Struct struct)) return Optional.empty();
        var key = new ArrayList<Value>();
        for (String name : keys) {
            Value value = struct.get(name).orElse(Value.NULL);
            if (!isScalar(value)) return Optional.empty();
            key.add(value);
        }
        return Optional.of(List.copyOf(key));
    }

    private static boolean isScalar(Value value) {
        return switch (value) {
            case Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> true;
            case Value.Null _, Value.Array _, Value.Struct _ -> false;
        };
    }
}
