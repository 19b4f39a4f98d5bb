package dev.outrigger.junit;

import dev.outrigger.codec.Json;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import dev.outrigger.schema.Validation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Makes up objects that a schema allows. No two texts are the same, so that fields that are mixed up are found out.
final class Sample {
    private static final int ATTEMPTS = 100;
    private static final int DEEPEST = 6;
    private static final Set<String> OF_THE_ENGINE = Set.of("apiVersion", "kind", "metadata");

    private final Random random;
    private final SampleTexts texts;

    /// How much of what may be left out is there.
    enum Fill {
        /// All of it.
        EVERYTHING,
        /// Most of it, another part each time.
        SOME
    }

    /// @param given texts to choose from, by the paths of their fields
    Sample(Random random, Map<String, List<String>> given) {
        this.random = random;
        this.texts = new SampleTexts(random, given);
    }

    static String told(Value value) {
        return value instanceof Value.Struct struct
                ? new String(Json.encode(struct), StandardCharsets.UTF_8)
                : switch (value) {
                    case Value.Text(var text) -> "\"" + text + "\"";
                    case Value.Int(var number) -> Long.toString(number);
                    case Value.Real(var number) -> Double.toString(number);
                    case Value.Bool(var bool) -> Boolean.toString(bool);
                    case Value.Null _ -> "null";
                    case Value.Array(var items) ->
                        items.stream().map(Sample::told).toList().toString();
                    case Value.Struct _ -> "";
                };
    }

    /// An object of a version.
    ///
    /// @throws IllegalStateException where none can be made up
    Value.Struct object(ResourceType type, ResourceType.Version version, Fill fill) {
        List<FieldError> wrong = List.of();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var object = attempt(type, version, fill);
            wrong = Validation.check(object, version.schema());
            if (wrong.isEmpty()) return object;
        }
        var first = wrong.getFirst();
        throw new IllegalStateException(
                "no object of " + type.kind(version.name()) + " can be made up: " + first.field()
                        + " would be wrong (" + first.detail() + "); say what it may be with .given(\"." + first.field()
                        + "\", …)");
    }

    private Value.Struct attempt(ResourceType type, ResourceType.Version version, Fill fill) {
        var members = new LinkedHashMap<String, Value>();
        members.put("apiVersion", Value.of(type.groupVersion(version.name()).toString()));
        members.put("kind", Value.of(type.names().kind()));
        members.put("metadata", metadata(type.namespaced()));
        members.putAll(members(version.schema(), "", fill, 0, OF_THE_ENGINE));
        return new Value.Struct(members);
    }

    private Value.Struct metadata(boolean namespaced) {
        var metadata = Value.object(
                "name", texts.word(),
                "labels", Value.object(texts.word(), texts.word()),
                "annotations", Value.object(texts.word(), texts.word()));
        return namespaced ? metadata.with("namespace", texts.word()) : metadata;
    }

    private Map<String, Value> members(Schema schema, String path, Fill fill, int depth, Set<String> leftOut) {
        var members = new LinkedHashMap<String, Value>();
        schema.properties().forEach((name, property) -> {
            if (leftOut.contains(name)) return;
            boolean there = schema.required().contains(name)
                    || depth < DEEPEST && (fill == Fill.EVERYTHING || random.nextInt(4) > 0);
            if (there) members.put(name, value(property, path + "." + name, fill, depth + 1));
        });
        return members;
    }

    private Value value(Schema schema, String path, Fill fill, int depth) {
        var allowed = schema.limits().enumeration();
        if (!allowed.isEmpty()) return allowed.get(random.nextInt(allowed.size()));
        return switch (schema.type()) {
            case OBJECT -> struct(schema, path, fill, depth);
            case ARRAY -> list(schema, path, fill, depth);
            case STRING -> Value.of(texts.text(schema, path));
            case INTEGER -> Value.of(whole(schema));
            case NUMBER ->
                new Value.Real(whole(schema) + (schema.limits().multipleOf().isPresent() ? 0 : 0.5));
            case BOOLEAN -> Value.of(random.nextBoolean());
            case INT_OR_STRING -> random.nextBoolean() ? Value.of(whole(schema)) : Value.of(texts.word());
            case ANY -> Value.object(texts.word(), texts.word());
        };
    }

    private Value struct(Schema schema, String path, Fill fill, int depth) {
        var members = members(schema, path, fill, depth, Set.of());
        schema.additionalProperties().ifPresent(values -> {
            for (int i = count(schema.limits().minProperties(), schema.limits().maxProperties(), fill, depth);
                    i > 0;
                    i--) {
                members.put(texts.word(), value(values, path + ".*", fill, depth + 1));
            }
        });
        if (schema.preserveUnknown() && schema.properties().isEmpty())
            members.put(texts.word(), Value.of(texts.word()));
        return new Value.Struct(members);
    }

    private Value list(Schema schema, String path, Fill fill, int depth) {
        var items = new LinkedHashSet<Value>();
        var of = schema.items();
        if (of.isPresent()) {
            for (int i = count(schema.limits().minItems(), schema.limits().maxItems(), fill, depth); i > 0; i--) {
                items.add(value(of.get(), path + "[]", fill, depth + 1));
            }
        }
        return new Value.Array(new ArrayList<>(items));
    }

    private int count(Optional<Long> least, Optional<Long> most, Fill fill, int depth) {
        long low = least.orElse(0L);
        long high = Math.max(low, Math.min(most.orElse(low + 3), low + 3));
        if (depth >= DEEPEST) return (int) low;
        long some = low + random.nextLong(high - low + 1);
        return (int) (fill == Fill.EVERYTHING ? Math.min(high, Math.max(some, 1)) : some);
    }

    private long whole(Schema schema) {
        var limits = schema.limits();
        double low = limits.minimum().orElse(-1000.0) + (limits.exclusiveMinimum() ? 1 : 0);
        double high = limits.maximum().orElse(Math.max(low + 2000, 1000.0)) - (limits.exclusiveMaximum() ? 1 : 0);
        long least = (long) Math.ceil(limits.minimum().isPresent() ? low : Math.min(low, high));
        long most = Math.max(least, (long) Math.floor(high));
        long some = least + random.nextLong(Math.min(most - least, 1_000_000) + 1);
        long step = limits.multipleOf().map(Double::longValue).orElse(1L);
        return step <= 1
                ? some
                : Math.ceilDiv(some, step) * step <= most ? Math.ceilDiv(some, step) * step : some / step * step;
    }
}
