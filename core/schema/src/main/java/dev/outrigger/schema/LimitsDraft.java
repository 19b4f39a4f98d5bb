package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Optional;

/// Limits in the making; the one place that knows the order of their components.
final class LimitsDraft {
    List<Value> enumeration;
    Optional<Double> minimum;
    boolean exclusiveMinimum;
    Optional<Double> maximum;
    boolean exclusiveMaximum;
    Optional<Double> multipleOf;
    Optional<Long> minLength;
    Optional<Long> maxLength;
    Optional<String> pattern;
    Optional<Long> minItems;
    Optional<Long> maxItems;
    boolean uniqueItems;
    Optional<Long> minProperties;
    Optional<Long> maxProperties;

    LimitsDraft(Schema.Limits from) {
        enumeration = from.enumeration();
        minimum = from.minimum();
        exclusiveMinimum = from.exclusiveMinimum();
        maximum = from.maximum();
        exclusiveMaximum = from.exclusiveMaximum();
        multipleOf = from.multipleOf();
        minLength = from.minLength();
        maxLength = from.maxLength();
        pattern = from.pattern();
        minItems = from.minItems();
        maxItems = from.maxItems();
        uniqueItems = from.uniqueItems();
        minProperties = from.minProperties();
        maxProperties = from.maxProperties();
    }

    Schema.Limits limits() {
        return new Schema.Limits(
                enumeration,
                minimum,
                exclusiveMinimum,
                maximum,
                exclusiveMaximum,
                multipleOf,
                minLength,
                maxLength,
                pattern,
                minItems,
                maxItems,
                uniqueItems,
                minProperties,
                maxProperties);
    }
}
