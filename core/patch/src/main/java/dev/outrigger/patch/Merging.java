package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema.ListType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Merges what is applied into what is there. Nothing is removed; a field in both becomes what is applied.
final class Merging {
    private Merging() {}

    /// `live` with the fields of `applied`. Both fit the shape.
    static Value merge(Shape shape, Value live, Value applied) {
        return switch (shape.form(applied)) {
            case SCALAR -> applied;
            case LIST -> shape.listType() == ListType.ATOMIC ? applied : mergeLists(shape, live, applied);
            case MAP -> shape.atomicMap() ? applied : mergeMaps(shape, live, applied);
        };
    }

    private static Value mergeLists(Shape shape, Value live, Value applied) {
        List<Value> left = live instanceof Value.Array(var items) ? items : List.of();
        List<Value> right = applied instanceof Value.Array(var items) ? items : List.of();
        if (left.isEmpty() && right.isEmpty()) return applied;
        return new Value.Array(new ListMerge(shape, left, right).merged());
    }

    private static Value mergeMaps(Shape shape, Value live, Value applied) {
        Map<String, Value> left = live instanceof Value.Struct(var members) ? members : Map.of();
        Map<String, Value> right = applied instanceof Value.Struct(var members) ? members : Map.of();
        if (left.isEmpty() && right.isEmpty()) return applied;
        var merged = new LinkedHashMap<>(left);
        right.forEach((name, value) -> {
            var before = left.get(name);
            var member = shape.member(name);
            merged.put(name, before == null || member.isEmpty() ? value : merge(member.get(), before, value));
        });
        return new Value.Struct(merged);
    }
}
