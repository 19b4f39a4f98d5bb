package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/// How a schema is written in one of the two forms of documents.
enum SchemaForm {
    /// Swagger 2.0: references stand among other members; defaults and nullability are not told.
    SWAGGER("#/definitions/"),
    /// OpenAPI 3.0: references stand alone, wrapped where something is said besides.
    OPENAPI("#/components/schemas/");

    private final String prefix;

    SchemaForm(String prefix) {
        this.prefix = prefix;
    }

    /// A reference to a named schema that says nothing besides, or the schema in place where it has no name.
    Value.Struct refer(Schema schema, Definitions definitions) {
        return schema.name().isEmpty() ? content(schema, definitions) : reference(schema);
    }

    private Value.Struct reference(Schema schema) {
        return Value.object("$ref", prefix + schema.name());
    }

    /// What a member or an item is: as [#refer], with what is said of this use besides.
    Value.Struct use(Schema schema, Definitions definitions) {
        if (schema.name().isEmpty()) return content(schema, definitions);
        var besides = new LinkedHashMap<String, Value>();
        String description = schema.description();
        if (!description.equals(definitions.get(schema.name()).description()))
            text(besides, "description", description);
        var reference = reference(schema);
        return switch (this) {
            case SWAGGER -> {
                besides.putAll(reference.members());
                yield new Value.Struct(besides);
            }
            case OPENAPI -> {
                openApiOnly(schema, besides);
                if (besides.isEmpty()) yield reference;
                besides.put("allOf", Value.Array.of(reference));
                yield new Value.Struct(besides);
            }
        };
    }

    /// The schema in full.
    Value.Struct content(Schema schema, Definitions definitions) {
        var content = new LinkedHashMap<String, Value>();
        text(content, "description", schema.description());
        type(schema, content);
        text(content, "format", schema.format());
        if (this == OPENAPI) openApiOnly(schema, content);
        properties(schema, content, definitions);
        schema.additionalProperties()
                .ifPresent(values -> content.put("additionalProperties", use(values, definitions)));
        items(schema, content, definitions);
        PublishedLimits.add(schema.limits(), content);
        if (this == OPENAPI) PublishedRules.composition(schema, content);
        extensions(schema, content);
        PublishedRules.rules(schema, content);
        return new Value.Struct(content);
    }

    private void type(Schema schema, Map<String, Value> content) {
        switch (schema.type()) {
            case ANY -> {}
            case OBJECT -> text(content, "type", "object");
            case ARRAY -> text(content, "type", "array");
            case STRING -> text(content, "type", "string");
            case INTEGER -> text(content, "type", "integer");
            case NUMBER -> text(content, "type", "number");
            case BOOLEAN -> text(content, "type", "boolean");
            case INT_OR_STRING -> {
                if (this == OPENAPI) {
                    content.put(
                            "anyOf", Value.Array.of(Value.object("type", "integer"), Value.object("type", "string")));
                }
            }
        }
    }

    private static void openApiOnly(Schema schema, Map<String, Value> content) {
        schema.defaultValue().ifPresent(value -> content.put("default", value));
        if (schema.nullable()) content.put("nullable", Value.of(true));
    }

    private void properties(Schema schema, Map<String, Value> content, Definitions definitions) {
        if (!schema.required().isEmpty()) content.put("required", Value.Array.ofTexts(schema.required()));
        if (schema.properties().isEmpty()) return;
        var properties = new LinkedHashMap<String, Value>();
        schema.properties().forEach((name, property) -> properties.put(name, use(property, definitions)));
        content.put("properties", new Value.Struct(properties));
    }

    /// A list always has items: readers of the documents refuse one that has none.
    private void items(Schema schema, Map<String, Value> content, Definitions definitions) {
        if (schema.type() != Schema.Type.ARRAY) return;
        content.put(
                "items", schema.items().map(items -> use(items, definitions)).orElse(Value.Struct.EMPTY));
    }

    private static void extensions(Schema schema, Map<String, Value> content) {
        Schema.Merge merge = schema.merge();
        if (schema.type() == Schema.Type.ARRAY) {
            text(content, "x-kubernetes-list-type", listType(merge.listType()));
            if (!merge.listMapKeys().isEmpty()) {
                content.put("x-kubernetes-list-map-keys", Value.Array.ofTexts(merge.listMapKeys()));
            }
        }
        if (merge.atomicMap()) text(content, "x-kubernetes-map-type", "atomic");
        text(content, "x-kubernetes-patch-strategy", merge.patchStrategy());
        text(content, "x-kubernetes-patch-merge-key", merge.patchMergeKey());
        if (schema.type() == Schema.Type.INT_OR_STRING) content.put("x-kubernetes-int-or-string", Value.of(true));
        if (schema.embeddedResource()) content.put("x-kubernetes-embedded-resource", Value.of(true));
        // Upstream publishes its own free-form types as plain objects.
        if (schema.preserveUnknown() && !schema.name().startsWith("io.k8s.apimachinery.")) {
            content.put("x-kubernetes-preserve-unknown-fields", Value.of(true));
        }
    }

    private static String listType(Schema.ListType type) {
        return switch (type) {
            case ATOMIC -> "atomic";
            case SET -> "set";
            case MAP -> "map";
        };
    }

    private static void text(Map<String, Value> content, String name, String text) {
        if (!text.isEmpty()) content.put(name, Value.of(text));
    }
}
