package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.Map;
import java.util.Optional;

/// Limits as both forms of documents write them.
final class PublishedLimits {
    private PublishedLimits() {}

    static void add(Schema.Limits limits, Map<String, Value> content) {
        if (!limits.enumeration().isEmpty()) content.put("enum", new Value.Array(limits.enumeration()));
        number(content, "minimum", limits.minimum());
        flag(content, "exclusiveMinimum", limits.exclusiveMinimum());
        number(content, "maximum", limits.maximum());
        flag(content, "exclusiveMaximum", limits.exclusiveMaximum());
        number(content, "multipleOf", limits.multipleOf());
        count(content, "minLength", limits.minLength());
        count(content, "maxLength", limits.maxLength());
        limits.pattern().ifPresent(pattern -> content.put("pattern", Value.of(pattern)));
        count(content, "minItems", limits.minItems());
        count(content, "maxItems", limits.maxItems());
        flag(content, "uniqueItems", limits.uniqueItems());
        count(content, "minProperties", limits.minProperties());
        count(content, "maxProperties", limits.maxProperties());
    }

    private static void number(Map<String, Value> content, String name, Optional<Double> bound) {
        bound.ifPresent(value -> {
            boolean whole = value == Math.rint(value) && Math.abs(value) <= 0x1p53;
            content.put(name, whole ? Value.of(value.longValue()) : new Value.Real(value));
        });
    }

    private static void count(Map<String, Value> content, String name, Optional<Long> bound) {
        bound.ifPresent(value -> content.put(name, Value.of(value)));
    }

    private static void flag(Map<String, Value> content, String name, boolean flag) {
        if (flag) content.put(name, Value.of(true));
    }
}
