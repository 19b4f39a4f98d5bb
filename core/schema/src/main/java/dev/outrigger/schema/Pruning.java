package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Removes what a schema does not know from an object.
///
/// The rules are those of CRD pruning: members with neither a property nor `additionalProperties` go, unless the
/// schema preserves unknown members; below a preserved member that has a schema, pruning goes on. Values of the
/// wrong type are left for [Validation].
public final class Pruning {

    /// An object without its unknown members.
    ///
    /// @param object what is left; the very object that was given where nothing was unknown
    /// @param unknownFields the path of each removed member, in the order of the object, such as `spec.list[0].x`
    public record Pruned(Value.Struct object, List<String> unknownFields) {
        public Pruned {
            unknownFields = List.copyOf(unknownFields);
        }
    }

    private final List<String> unknown = new ArrayList<>();

    private Pruning() {}

    /// Prunes a resource. Its `apiVersion` and `kind` are always kept, its `metadata` is pruned as an `ObjectMeta`.
    public static Pruned prune(Value.Struct object, Schema schema) {
        var pruning = new Pruning();
        Value.Struct pruned = pruning.struct(object, schema, Path.ROOT);
        return new Pruned(pruning.unknown.isEmpty() ? object : pruned, pruning.unknown);
    }

    private Value value(Value value, Schema schema, Path path) {
        return switch (value) {
            case Value.Struct struct -> struct(struct, schema, path);
            case Value.Array array -> array(array, schema, path);
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> value;
        };
    }

    private Value.Struct struct(Value.Struct struct, Schema schema, Path path) {
        var members = Members.of(schema, path);
        var kept = new LinkedHashMap<String, Value>();
        struct.members().forEach((name, value) -> {
            Path at = path.member(name);
            Optional<Schema> known = members.schema(name);
            if (known.isPresent()) kept.put(name, value(value, known.get(), at));
            else if (schema.preserveUnknown()) kept.put(name, value);
            else unknown.add(at.toString());
        });
        return new Value.Struct(kept);
    }

    private Value array(Value.Array array, Schema schema, Path path) {
        if (schema.items().isEmpty() && schema.preserveUnknown()) return array;
        Schema items = schema.items().orElse(NOTHING_KNOWN);
        var kept = new ArrayList<Value>();
        for (Value item : array.items()) kept.add(value(item, items, path.item(kept.size())));
        return new Value.Array(kept);
    }

    private static final Schema NOTHING_KNOWN = Schema.of(Schema.Type.OBJECT);
}
