package dev.outrigger.schema;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Checks that lists of type set hold no item twice, and lists of type map no two items with the same keys.
final class UniquenessCheck {
    private final Complaints complaints;

    UniquenessCheck(Complaints complaints) {
        this.complaints = complaints;
    }

    void check(Value value, Schema schema, Path path) {
        switch (value) {
            case Value.Array(var items) -> list(items, schema, path);
            case Value.Struct struct -> object(struct, schema, path);
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> {}
        }
    }

    private void object(Value.Struct struct, Schema schema, Path path) {
        struct.members().forEach((name, value) -> {
            Schema property = schema.properties().get(name);
            if (property == null) schema.additionalProperties().ifPresent(v -> check(value, v, path.key(name)));
            else if (!MetaSchemas.isMetadata(name, property)) check(value, property, path.member(name));
        });
    }

    private void list(List<Value> items, Schema schema, Path path) {
        switch (schema.merge().listType()) {
            case ATOMIC -> {}
            case SET -> duplicates(items, path);
            case MAP -> map(items, schema.merge().listMapKeys(), path);
        }
        schema.items().ifPresent(item -> {
            for (int i = 0; i < items.size(); i++) check(items.get(i), item, path.item(i));
        });
    }

    private void map(List<Value> items, List<String> keys, Path path) {
        for (int i = 0; i < items.size(); i++) {
            Value item = items.get(i);
            if (!(item instanceof Value.Struct) && !(item instanceof Value.Null)) {
                complaints.add(FieldError.invalid(
                        path.item(i).field(), item, "must be an object for an array of list-type map"));
                return;
            }
        }
        duplicates(items.stream().map(item -> keysOf(item, keys)).toList(), path);
    }

    private static Value keysOf(Value item, List<String> keys) {
        var found = new LinkedHashMap<String, Value>();
        for (String key : keys) {
            Optional<Value> value = item instanceof Value.Struct struct ? struct.get(key) : Optional.empty();
            value.ifPresent(present -> found.put(key, present));
        }
        return new Value.Struct(found);
    }

    /// Complains once of each value that occurs more than once, at its second place.
    private void duplicates(List<Value> values, Path path) {
        var times = new HashMap<Value, Integer>();
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            if (times.merge(value, 1, Integer::sum) == 2) {
                complaints.add(FieldError.duplicate(path.item(i).field(), value));
            }
        }
    }
}
