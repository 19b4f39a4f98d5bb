package dev.outrigger.kinds;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Rule;
import dev.outrigger.schema.Schema;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Optional;

/// Takes fabric8's validation annotations of a member into its schema.
final class SchemaLimits {
    private SchemaLimits() {}

    /// The schema of a member as its annotations complete it.
    ///
    /// @throws IllegalArgumentException where an annotation says what no schema can
    static Schema annotated(Schema schema, MemberAnnotations member) {
        var result = ruled(content(limited(schema, member), member), member);
        if (member.has(Annotations.GENERATOR + "Nullable")) result = result.withNullable(true);
        if (member.has(Annotations.CRD + "PreserveUnknownFields")) result = result.withPreserveUnknown(true);
        var defaultValue = member.find(Annotations.GENERATOR + "Default");
        return defaultValue.isPresent()
                ? defaulted(result, Annotations.value(defaultValue.get(), "value", String.class))
                : result;
    }

    /// The rules of the type come first, then those of the member.
    private static Schema ruled(Schema schema, MemberAnnotations member) {
        var rules = new ArrayList<Rule>();
        for (var element : member.elements()) {
            var found = RuleAnnotations.of(element);
            if (rules.isEmpty()) rules.addAll(found);
        }
        if (rules.isEmpty()) return schema;
        rules.addAll(0, schema.rules());
        return schema.withRules(rules);
    }

    /// Takes in what stands before the types of items and values, as in `List<@Size(max = 9) String>`.
    private static Schema content(Schema schema, MemberAnnotations member) {
        var inside = member.content();
        if (inside.isEmpty()) return schema;
        if (schema.items().isPresent())
            return schema.withItems(inner(schema.items().get(), inside.get()));
        return schema.additionalProperties().isPresent()
                ? schema.withAdditionalProperties(
                        inner(schema.additionalProperties().get(), inside.get()))
                : schema;
    }

    private static Schema inner(Schema schema, MemberAnnotations annotations) {
        var limited = content(limited(schema, annotations), annotations);
        return limited.equals(schema) ? schema : limited.withName("");
    }

    private static Schema defaulted(Schema schema, String text) {
        if (schema.type() == Schema.Type.STRING) return schema.withDefault(Value.of(text));
        try {
            return schema.withDefault(JsonNodes.toValue(new ObjectMapper().readTree(text)));
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException("the default \"" + text + "\" is no JSON value", e);
        }
    }

    private static Schema limited(Schema schema, MemberAnnotations member) {
        var limits = schema.limits();
        var min = member.find(Annotations.GENERATOR + "Min");
        if (min.isPresent()) limits = limits.withMinimum(bound(min.get()), !inclusive(min.get()));
        var max = member.find(Annotations.GENERATOR + "Max");
        if (max.isPresent()) limits = limits.withMaximum(bound(max.get()), !inclusive(max.get()));
        var pattern = member.find(Annotations.GENERATOR + "Pattern");
        if (pattern.isPresent()) limits = limits.withPattern(Annotations.value(pattern.get(), "value", String.class));
        var size = member.find(Annotations.GENERATOR + "Size");
        if (size.isPresent()) limits = sized(limits, schema.type(), size.get());
        return limits.equals(schema.limits()) ? schema : schema.withLimits(limits);
    }

    private static Schema.Limits sized(Schema.Limits limits, Schema.Type type, Annotation size) {
        var least = Optional.of(Annotations.value(size, "min", Long.class)).filter(n -> n > 0);
        var most = Optional.of(Annotations.value(size, "max", Long.class)).filter(n -> n < Long.MAX_VALUE);
        return switch (type) {
            case STRING -> limits.withLength(least, most);
            case ARRAY -> limits.withItems(least, most);
            case OBJECT -> limits.withMembers(least, most);
            case ANY, INTEGER, NUMBER, BOOLEAN, INT_OR_STRING -> limits;
        };
    }

    private static double bound(Annotation annotation) {
        return Annotations.value(annotation, "value", Double.class);
    }

    private static boolean inclusive(Annotation annotation) {
        return Annotations.value(annotation, "inclusive", Boolean.class);
    }
}
