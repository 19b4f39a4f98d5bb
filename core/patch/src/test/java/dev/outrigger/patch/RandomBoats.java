package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import dev.outrigger.schema.Schema.ListType;
import dev.outrigger.schema.Schema.Merge;
import dev.outrigger.schema.Schema.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A kind with a schema made at random, and objects of it. One seed gives one world.
///
/// Sets and lists of type map are never made empty: nobody owns an empty one, so that an apply may bring back
/// what another took away, upstream too.
final class RandomBoats {
    private static final int DEPTH = 3;

    private final Random random;
    private final Schema spec;

    RandomBoats(long seed) {
        random = new Random(seed);
        spec = struct(DEPTH);
    }

    Random random() {
        return random;
    }

    Schema spec() {
        return spec;
    }

    /// What the whole object may hold.
    static Schema whole(Schema spec) {
        return Given.properties("apiVersion", Given.TEXT, "kind", Given.TEXT, "metadata", Given.METADATA, "spec", spec);
    }

    Schema schema() {
        return whole(spec);
    }

    /// An object with some of the fields there may be.
    Value.Struct boat() {
        return boat((Value.Struct) value(spec));
    }

    static Value.Struct boat(Value.Struct spec) {
        return Given.boat("{}").with("spec", spec);
    }

    private Schema any(int depth) {
        return switch (random.nextInt(depth > 0 ? 11 : 4)) {
            case 0 -> Given.NUMBER;
            case 1 -> Schema.of(Type.BOOLEAN);
            case 2 -> Schema.of(Type.INT_OR_STRING);
            case 3 -> Given.TEXT;
            case 4 -> Schema.listOf(any(depth - 1));
            case 5 -> Given.setOf(random.nextBoolean() ? Given.TEXT : Given.NUMBER);
            case 6 -> itemsByKey(depth - 1);
            case 7 -> Schema.mapOf(any(depth - 1));
            case 8 -> Given.atomic(struct(depth - 1));
            case 9 -> Schema.of(Type.ANY);
            default -> struct(depth - 1);
        };
    }

    private Schema struct(int depth) {
        Map<String, Schema> properties = new LinkedHashMap<>();
        for (int left = 2 + random.nextInt(3); left > 0; left--) {
            properties.put("f" + properties.size(), any(depth));
        }
        return Schema.object(properties);
    }

    private Schema itemsByKey(int depth) {
        Map<String, Schema> properties = new LinkedHashMap<>(struct(depth).properties());
        properties.put("key", random.nextBoolean() ? Given.TEXT : Given.NUMBER);
        if (random.nextBoolean()) {
            properties.put("side", Given.TEXT.withDefault(Value.of("port")));
            return listBy(Schema.object(properties), "key", "side");
        }
        return listBy(Schema.object(properties), "key");
    }

    private static Schema listBy(Schema items, String... keys) {
        return Schema.listOf(items).withMerge(new Merge(ListType.MAP, List.of(keys), false, "", ""));
    }

    private Value value(Schema schema) {
        return switch (schema.type()) {
            case STRING -> Value.of("t" + random.nextInt(2));
            case INTEGER, NUMBER -> Value.of(random.nextInt(2));
            case BOOLEAN -> Value.of(random.nextBoolean());
            case INT_OR_STRING -> random.nextBoolean() ? Value.of("50%") : Value.of(7);
            case ANY -> free(2);
            case ARRAY -> list(schema);
            case OBJECT -> schema.properties().isEmpty() ? map(schema) : struct(schema);
        };
    }

    private Value free(int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 2)) {
            case 0 -> Value.of("free" + random.nextInt(2));
            case 1 -> Value.of(random.nextInt(2));
            case 2 -> Value.Array.of(free(0), free(0));
            default -> Value.object("x" + random.nextInt(2), free(depth - 1));
        };
    }

    private Value struct(Schema schema) {
        Map<String, Value> members = new LinkedHashMap<>();
        schema.properties().forEach((name, member) -> {
            if (random.nextInt(3) > 0) members.put(name, value(member));
        });
        return new Value.Struct(members);
    }

    private Value map(Schema schema) {
        Map<String, Value> members = new LinkedHashMap<>();
        var values = schema.additionalProperties().orElseThrow();
        for (int left = random.nextInt(3); left > 0; left--) members.put("k" + random.nextInt(3), value(values));
        return new Value.Struct(members);
    }

    private Value list(Schema schema) {
        var items = schema.items().orElseThrow();
        Map<Value, Value> byKey = new LinkedHashMap<>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            var item = value(items);
            if (schema.merge().listType() != ListType.MAP) byKey.put(uniqueIn(schema, item, byKey.size()), item);
            else {
                var keyed = keyed(schema, (Value.Struct) item);
                byKey.putIfAbsent(identity(schema, keyed), keyed);
            }
        }
        return new Value.Array(List.copyOf(byKey.values()));
    }

    private static Value uniqueIn(Schema schema, Value item, int position) {
        return schema.merge().listType() == ListType.SET ? item : Value.of(position);
    }

    private Value.Struct keyed(Schema schema, Value.Struct item) {
        var key = schema.items().orElseThrow().properties().get("key");
        var number = random.nextInt(3);
        return item.with("key", key.type() == Type.STRING ? Value.of("key" + number) : Value.of(number));
    }

    /// The keys of an item, defaults included.
    private static Value identity(Schema schema, Value.Struct item) {
        Map<String, Value> keys = new TreeMap<>();
        for (String name : schema.merge().listMapKeys()) {
            keys.put(name, item.get(name).orElse(Value.of("port")));
        }
        return new Value.Struct(keys);
    }

    /// A value with its members, and the items of its sets and lists of type map, in one order.
    static Value sorted(Schema schema, Value value) {
        return switch (value) {
            case Value.Struct(var members) -> {
                Map<String, Value> sorted = new TreeMap<>();
                members.forEach((name, member) -> sorted.put(name, sorted(member(schema, name), member)));
                yield new Value.Struct(sorted);
            }
            case Value.Array(var items) -> {
                var below = schema.items().orElse(Schema.of(Type.ANY));
                var sorted = new ArrayList<Value>();
                for (Value item : items) sorted.add(sorted(below, item));
                if (schema.merge().listType() != ListType.ATOMIC) Collections.sort(sorted, Values::compare);
                yield new Value.Array(sorted);
            }
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> value;
        };
    }

    private static Schema member(Schema schema, String name) {
        var declared = schema.properties().get(name);
        return declared != null ? declared : schema.additionalProperties().orElse(Schema.of(Type.ANY));
    }
}
