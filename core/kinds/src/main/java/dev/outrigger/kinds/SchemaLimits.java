package dev.outrigger.kinds;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Takes fabric8's validation annotations of a member into its schema.
final class SchemaLimits {
    private SchemaLimits() {}

    static Schema enumeration(Schema schema, List<Value> values) {
        var old = schema.limits();
        return schema.withLimits(new Schema.Limits(
                values,
                old.minimum(),
                old.exclusiveMinimum(),
                old.maximum(),
                old.exclusiveMaximum(),
                old.multipleOf(),
                old.minLength(),
                old.maxLength(),
                old.pattern(),
                old.minItems(),
                old.maxItems(),
                old.uniqueItems(),
                old.minProperties(),
                old.maxProperties()));
    }

    static Schema annotated(Schema schema, Function<String, Optional<Annotation>> annotations) {
        var result = limited(schema, name -> annotations.apply(Annotations.GENERATOR + name));
        if (annotations.apply(Annotations.GENERATOR + "Nullable").isPresent()) result = result.withNullable(true);
        if (annotations.apply(Annotations.CRD + "PreserveUnknownFields").isPresent()) {
            result = result.withPreserveUnknown(true);
        }
        var defaultValue = annotations.apply(Annotations.GENERATOR + "Default");
        return defaultValue.isPresent()
                ? defaulted(result, Annotations.value(defaultValue.get(), "value", String.class))
                : result;
    }

    private static Schema defaulted(Schema schema, String text) {
        if (schema.type() == Schema.Type.STRING) return schema.withDefault(Value.of(text));
        try {
            return schema.withDefault(JsonNodes.toValue(new ObjectMapper().readTree(text)));
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException("the default \"" + text + "\" is no JSON value", e);
        }
    }

    private static Schema limited(Schema schema, Function<String, Optional<Annotation>> annotations) {
        var min = annotations.apply("Min");
        var max = annotations.apply("Max");
        var pattern = annotations.apply("Pattern").map(one -> Annotations.value(one, "value", String.class));
        var size = annotations.apply("Size");
        if (min.isEmpty() && max.isEmpty() && pattern.isEmpty() && size.isEmpty()) return schema;
        Optional<Long> least =
                size.map(one -> Annotations.value(one, "min", Long.class)).filter(n -> n > 0);
        Optional<Long> most =
                size.map(one -> Annotations.value(one, "max", Long.class)).filter(n -> n < Long.MAX_VALUE);
        boolean text = schema.type() == Schema.Type.STRING;
        boolean list = schema.type() == Schema.Type.ARRAY;
        boolean map = schema.type() == Schema.Type.OBJECT;
        return schema.withLimits(new Schema.Limits(
                schema.limits().enumeration(),
                min.map(SchemaLimits::bound),
                min.map(one -> !inclusive(one)).orElse(false),
                max.map(SchemaLimits::bound),
                max.map(one -> !inclusive(one)).orElse(false),
                Optional.empty(),
                text ? least : Optional.empty(),
                text ? most : Optional.empty(),
                pattern,
                list ? least : Optional.empty(),
                list ? most : Optional.empty(),
                false,
                map ? least : Optional.empty(),
                map ? most : Optional.empty()));
    }

    private static double bound(Annotation annotation) {
        return Annotations.value(annotation, "value", Double.class);
    }

    private static boolean inclusive(Annotation annotation) {
        return Annotations.value(annotation, "inclusive", Boolean.class);
    }
}
