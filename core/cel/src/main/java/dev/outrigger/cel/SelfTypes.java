package dev.outrigger.cel;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads types off schemas, as Kubernetes does for `x-kubernetes-validations`. Parts that a schema keeps without
/// knowing them have no type, and no expression can speak of them.
final class SelfTypes {
    /// The largest request that is read, which bounds all sizes that the schema leaves open.
    static final long MAX_REQUEST_BYTES = 3 * 1024 * 1024;

    private static final Schema STRING = Schema.of(Schema.Type.STRING);

    private SelfTypes() {}

    /// The type of a schema's values; empty where it has none.
    ///
    /// @param resource whether it is the root of a resource, or of one that is embedded
    /// @param name under which its objects' types are told apart
    static Optional<DeclType> of(Schema schema, boolean resource, String name) {
        return switch (schema.type()) {
            case INT_OR_STRING -> Optional.of(DeclType.scalar(SimpleType.DYN, maxLength(schema), 1));
            case STRING -> Optional.of(string(schema));
            case BOOLEAN -> Optional.of(DeclType.scalar(SimpleType.BOOL, 0, 4));
            case NUMBER -> Optional.of(DeclType.scalar(SimpleType.DOUBLE, 0, 1));
            case INTEGER -> Optional.of(DeclType.scalar(SimpleType.INT, 0, 1));
            case ARRAY ->
                schema.items()
                        .flatMap(items -> of(items, items.embeddedResource(), name + ".@idx"))
                        .map(items -> list(schema, items));
            case OBJECT -> resource ? Optional.of(object(schema, ofResource(schema), name)) : object(schema, name);
            case ANY -> Optional.empty();
        };
    }

    /// The properties of a resource: those of the schema, and what every resource has. Of `metadata` only the name can
    /// be read.
    static Map<String, Schema> ofResource(Schema schema) {
        Map<String, Schema> properties = new LinkedHashMap<>(schema.properties());
        properties.put("apiVersion", STRING);
        properties.put("kind", STRING);
        properties.put("metadata", Schema.object(Map.of("name", STRING, "generateName", STRING)));
        return properties;
    }

    private static Optional<DeclType> object(Schema schema, String name) {
        if (schema.additionalProperties().isEmpty() || !schema.properties().isEmpty()) {
            return Optional.of(object(schema, schema.properties(), name));
        }
        var values = schema.additionalProperties().get();
        return of(values, values.embeddedResource(), name + ".@elem").map(value -> map(schema, value));
    }

    @SuppressWarnings("Immutable") // the fields are not changed after this
    private static DeclType object(Schema schema, Map<String, Schema> properties, String name) {
        Map<String, DeclType> fields = new LinkedHashMap<>();
        long minSize = 2; // {}
        for (var property : properties.entrySet()) {
            String member = property.getKey();
            Schema value = property.getValue();
            var escaped = Escapes.escaped(member);
            var type = of(value, value.embeddedResource(), name + "." + escaped.orElse(member));
            if (type.isEmpty()) continue;
            escaped.ifPresent(field -> fields.put(field, type.get()));
            if (schema.required().contains(member) && value.defaultValue().isEmpty()) {
                minSize += member.length() + type.get().minSize() + 4;
            }
        }
        var struct = StructType.create(
                name,
                ImmutableSet.copyOf(fields.keySet()),
                field -> Optional.ofNullable(fields.get(field)).map(DeclType::type));
        return new DeclType(struct, 0, minSize, fields, Optional.empty());
    }

    private static DeclType list(Schema schema, DeclType items) {
        long most = schema.limits()
                .maxItems()
                .map(SelfTypes::atLeastZero)
                .orElseGet(() -> (MAX_REQUEST_BYTES - 2) / (items.minSize() + 1));
        return new DeclType(ListType.create(items.type()), most, 2, Map.of(), Optional.of(items));
    }

    private static DeclType map(Schema schema, DeclType values) {
        // Each entry takes two quotes, a colon, a comma and the shortest key and value.
        long most = schema.limits()
                .maxProperties()
                .map(SelfTypes::atLeastZero)
                .orElseGet(() -> (MAX_REQUEST_BYTES - 2) / (values.minSize() + 6));
        return new DeclType(MapType.create(SimpleType.STRING, values.type()), most, 2, Map.of(), Optional.of(values));
    }

    private static DeclType string(Schema schema) {
        return switch (schema.format()) {
            case "byte" ->
                DeclType.scalar(
                        SimpleType.BYTES,
                        schema.limits().maxLength().map(SelfTypes::atLeastZero).orElse(MAX_REQUEST_BYTES - 2),
                        2);
            case "duration" -> DeclType.scalar(SimpleType.DURATION, 32, 3);
            case "date" -> DeclType.scalar(SimpleType.TIMESTAMP, 12, 12);
            case "date-time" -> DeclType.scalar(SimpleType.TIMESTAMP, 32, 21);
            default -> DeclType.scalar(SimpleType.STRING, maxLength(schema), 2);
        };
    }

    /// In bytes: a code point takes at most four.
    private static long maxLength(Schema schema) {
        var declared = schema.limits().maxLength();
        if (declared.isPresent()) return Math.multiplyExact(Math.min(atLeastZero(declared.get()), 1L << 40), 4L);
        if (schema.limits().enumeration().isEmpty() || schema.type() != Schema.Type.STRING) {
            return MAX_REQUEST_BYTES - 2;
        }
        return schema.limits().enumeration().stream()
                .mapToLong(value -> value instanceof Value.Text(var text)
                        ? text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length
                        : 0)
                .max()
                .orElse(0);
    }

    private static long atLeastZero(long number) {
        return Math.max(0, number);
    }
}
