package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema.ListType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keeps the `null`s that a manager applies in the place of objects and lists. [Removal] leaves an empty one of
/// what lost all that was in it, and applying the `null` once more would change the object.
final class AppliedNulls {
    private AppliedNulls() {}

    /// The applied object, with `null` where the configuration says so and nothing is left.
    static Value restore(Shape shape, Value configuration, Value applied) {
        boolean nothing = applied.equals(Value.Struct.EMPTY) || applied.equals(Value.Array.EMPTY);
        if (configuration instanceof Value.Null && nothing) return configuration;
        if (configuration instanceof Value.Struct(var wanted) && applied instanceof Value.Struct(var members)) {
            return members(shape, wanted, members);
        }
        if (configuration instanceof Value.Array(var wanted) && applied instanceof Value.Array(var items)) {
            return shape.listType() == ListType.MAP ? items(shape, wanted, items) : applied;
        }
        return applied;
    }

    private static Value members(Shape shape, Map<String, Value> wanted, Map<String, Value> members) {
        Map<String, Value> restored = new LinkedHashMap<>(members);
        wanted.forEach((name, value) -> shape.member(name)
                .ifPresent(member -> restored.computeIfPresent(name, (_, there) -> restore(member, value, there))));
        return new Value.Struct(restored);
    }

    private static Value items(Shape shape, List<Value> wanted, List<Value> items) {
        Map<PathElement, Value> byPlace = new HashMap<>();
        var wantedPlaces = ListItems.places(shape, wanted);
        for (int i = 0; i < wanted.size(); i++) byPlace.put(wantedPlaces.get(i), wanted.get(i));
        var places = ListItems.places(shape, items);
        var restored = new ArrayList<Value>(items.size());
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            restored.add(restore(shape.items(), byPlace.getOrDefault(places.get(i), item), item));
        }
        return new Value.Array(restored);
    }
}
