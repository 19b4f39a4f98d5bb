package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Fills in what an object leaves out and its schema has a default for.
///
/// The rules are those of CRD defaulting. A `null` where the schema allows none counts as absent: it becomes the
/// default where there is one and goes otherwise; only in a list, where a place cannot go, it stays. A default is
/// defaulted itself, so an object-valued default may leave members to their own defaults.
public final class Defaulting {

    private Defaulting() {}

    /// The resource with all defaults applied.
    public static Value.Struct apply(Value.Struct object, Schema schema) {
        return struct(object, schema, Path.ROOT);
    }

    private static Value value(Value value, Schema schema, Path path) {
        return switch (value) {
            case Value.Struct struct -> struct(struct, schema, path);
            case Value.Array array -> array(array, schema, path);
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> value;
        };
    }

    private static Value.Struct struct(Value.Struct struct, Schema schema, Path path) {
        var members = Members.of(schema, path);
        var result = new LinkedHashMap<String, Value>();
        struct.members().forEach((name, value) -> {
            Optional<Schema> known = members.schema(name);
            Optional<Value> filled = known.isEmpty() ? Optional.of(value) : filled(value, known.get());
            filled.ifPresent(present ->
                    result.put(name, known.isEmpty() ? present : value(present, known.get(), path.member(name))));
        });
        schema.properties()
                .forEach((name, property) -> property.defaultValue()
                        .filter(_ -> !result.containsKey(name))
                        .ifPresent(value -> result.put(name, value(value, property, path.member(name)))));
        return new Value.Struct(result);
    }

    private static Value.Array array(Value.Array array, Schema schema, Path path) {
        if (schema.items().isEmpty()) return array;
        Schema items = schema.items().get();
        var result = new ArrayList<Value>();
        for (Value item : array.items()) {
            result.add(value(filled(item, items).orElse(Value.NULL), items, path.item(result.size())));
        }
        return new Value.Array(result);
    }

    /// The value, or what stands for a `null` that may not be one: the default, or nothing.
    private static Optional<Value> filled(Value value, Schema schema) {
        return value instanceof Value.Null && !schema.nullable() ? schema.defaultValue() : Optional.of(value);
    }
}
