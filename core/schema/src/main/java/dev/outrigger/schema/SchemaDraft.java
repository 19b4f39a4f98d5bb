package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A schema in the making; the one place that knows the order of its components.
final class SchemaDraft {
    String name = "";
    private final Schema.Type type;
    String format = "";
    String description = "";
    boolean nullable;
    Optional<Value> defaultValue = Optional.empty();
    Map<String, Schema> properties = Map.of();
    List<String> required = List.of();
    Optional<Schema> additionalProperties = Optional.empty();
    Optional<Schema> items = Optional.empty();
    boolean preserveUnknown;
    boolean embeddedResource;
    Schema.Limits limits = Schema.Limits.NONE;
    Schema.Composition composition = Schema.Composition.NONE;
    List<Rule> rules = List.of();
    Schema.Merge merge = Schema.Merge.DEFAULT;
    Schema.Proto proto = Schema.Proto.NONE;

    SchemaDraft(Schema.Type type) {
        this.type = type;
        this.preserveUnknown = type == Schema.Type.ANY;
    }

    SchemaDraft(Schema from) {
        name = from.name();
        type = from.type();
        format = from.format();
        description = from.description();
        nullable = from.nullable();
        defaultValue = from.defaultValue();
        properties = from.properties();
        required = from.required();
        additionalProperties = from.additionalProperties();
        items = from.items();
        preserveUnknown = from.preserveUnknown();
        embeddedResource = from.embeddedResource();
        limits = from.limits();
        composition = from.composition();
        rules = from.rules();
        merge = from.merge();
        proto = from.proto();
    }

    Schema schema() {
        return new Schema(
                name,
                type,
                format,
                description,
                nullable,
                defaultValue,
                properties,
                required,
                additionalProperties,
                items,
                preserveUnknown,
                embeddedResource,
                limits,
                composition,
                rules,
                merge,
                proto);
    }
}
