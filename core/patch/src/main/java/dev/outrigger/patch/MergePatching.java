package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/// Merge patch (RFC 7396), with one habit of the library upstream uses: nulls inside a list of the patch are
/// kept as items, but members of objects inside it are dropped where they are `null`.
final class MergePatching {
    private MergePatching() {}

    static Value.Struct apply(Value.Struct changes, Value.Struct live) {
        var merged = live.copy();
        changes.members().forEach((name, change) -> {
            if (change instanceof Value.Null) merged.remove(name);
            else merged.put(name, merge(merged.getOrDefault(name, Value.NULL), change));
        });
        return new Value.Struct(merged);
    }

    private static Value merge(Value live, Value change) {
        if (!(live instanceof Value.Struct old)) return withoutNulls(change);
        return change instanceof Value.Struct changes ? apply(changes, old) : change;
    }

    private static Value withoutNulls(Value value) {
        return switch (value) {
            case Value.Struct(var members) -> {
                var kept = new LinkedHashMap<String, Value>();
                members.forEach((name, member) -> {
                    if (!(member instanceof Value.Null)) kept.put(name, withoutNulls(member));
                });
                yield new Value.Struct(kept);
            }
            case Value.Array(var items) -> {
                var kept = new ArrayList<Value>(items.size());
                for (Value item : items) kept.add(withoutNulls(item));
                yield new Value.Array(kept);
            }
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> value;
        };
    }
}
