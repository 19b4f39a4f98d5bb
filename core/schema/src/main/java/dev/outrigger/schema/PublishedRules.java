package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rules, and the schemas that a value must satisfy besides its own, as documents write them.
final class PublishedRules {
    private static final Value.Struct INTEGER = Value.object("type", "integer");
    private static final Value.Struct STRING = Value.object("type", "string");

    private PublishedRules() {}

    /// Adds `x-kubernetes-validations`.
    static void rules(Schema schema, Map<String, Value> content) {
        if (schema.rules().isEmpty()) return;
        var rules = new ArrayList<Value>();
        for (Rule rule : schema.rules()) rules.add(rule(rule));
        content.put("x-kubernetes-validations", new Value.Array(rules));
    }

    private static Value rule(Rule rule) {
        var members = new LinkedHashMap<String, Value>();
        members.put("rule", Value.of(rule.rule()));
        text(members, "message", rule.message());
        text(members, "messageExpression", rule.messageExpression());
        if (rule.reason() != Rule.Reason.INVALID)
            text(members, "reason", rule.reason().text());
        text(members, "fieldPath", rule.fieldPath());
        if (rule.optionalOldSelf()) members.put("optionalOldSelf", Value.of(true));
        return new Value.Struct(members);
    }

    /// Adds `allOf`, `anyOf`, `oneOf` and `not`; what an int-or-string is by itself stays `anyOf`, or
    /// goes into `allOf`.
    static void composition(Schema schema, Map<String, Value> content) {
        Schema.Composition composition = schema.composition();
        var allOf = new ArrayList<Value>();
        if (content.containsKey("anyOf") && !composition.anyOf().isEmpty()) {
            allOf.add(Value.object("anyOf", content.get("anyOf")));
        }
        composition.allOf().forEach(one -> allOf.add(nested(one)));
        if (!allOf.isEmpty()) content.put("allOf", new Value.Array(allOf));
        list(content, "anyOf", composition.anyOf());
        list(content, "oneOf", composition.oneOf());
        composition.not().ifPresent(not -> content.put("not", nested(not)));
    }

    private static void list(Map<String, Value> content, String name, List<Schema> schemas) {
        if (schemas.isEmpty()) return;
        content.put(
                name,
                new Value.Array(schemas.stream().map(PublishedRules::nested).toList()));
    }

    /// A schema that only limits: in place, whatever its name, and nothing said of what is known.
    private static Value nested(Schema schema) {
        var content = new LinkedHashMap<String, Value>();
        type(schema.type(), content);
        text(content, "format", schema.format());
        if (!schema.required().isEmpty()) content.put("required", Value.Array.ofTexts(schema.required()));
        if (!schema.properties().isEmpty()) {
            var properties = new LinkedHashMap<String, Value>();
            schema.properties().forEach((name, property) -> properties.put(name, nested(property)));
            content.put("properties", new Value.Struct(properties));
        }
        schema.additionalProperties().ifPresent(values -> content.put("additionalProperties", nested(values)));
        schema.items().ifPresent(items -> content.put("items", nested(items)));
        PublishedLimits.add(schema.limits(), content);
        composition(schema, content);
        rules(schema, content);
        return new Value.Struct(content);
    }

    private static void type(Schema.Type type, Map<String, Value> content) {
        switch (type) {
            case ANY -> {}
            case OBJECT -> text(content, "type", "object");
            case ARRAY -> text(content, "type", "array");
            case STRING -> text(content, "type", "string");
            case INTEGER -> text(content, "type", "integer");
            case NUMBER -> text(content, "type", "number");
            case BOOLEAN -> text(content, "type", "boolean");
            case INT_OR_STRING -> content.put("anyOf", Value.Array.of(INTEGER, STRING));
        }
    }

    private static void text(Map<String, Value> content, String name, String text) {
        if (!text.isEmpty()) content.put(name, Value.of(text));
    }
}
