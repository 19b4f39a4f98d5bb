package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the tests of this module start from.
final class Given {
    static final Schema TEXT = Schema.of(Schema.Type.STRING);
    static final Schema INTEGER = Schema.of(Schema.Type.INTEGER);
    static final Schema NUMBER = Schema.of(Schema.Type.NUMBER);
    static final Schema BOOLEAN = Schema.of(Schema.Type.BOOLEAN);

    private Given() {}

    static Schema struct(Object... namesAndSchemas) {
        var members = new LinkedHashMap<String, Schema>();
        for (int i = 0; i < namesAndSchemas.length; i += 2) {
            members.put((String) namesAndSchemas[i], (Schema) namesAndSchemas[i + 1]);
        }
        return Schema.object(members);
    }

    /// A resource with one author's member, `spec`.
    static Schema resource(Schema spec) {
        return MetaSchemas.kind(Map.of("spec", spec));
    }

    static Value.Struct object(Object... namesAndValues) {
        return Value.object(namesAndValues);
    }

    static Value.Array list(Object... items) {
        var values = java.util.Arrays.stream(items)
                .map(item -> object("x", item).members().get("x"))
                .toList();
        return new Value.Array(List.copyOf(values));
    }

    static Schema set(Schema items) {
        return Schema.listOf(items).withMerge(new Schema.Merge(Schema.ListType.SET, List.of(), false, "", ""));
    }

    static Schema mapList(Schema items, String... keys) {
        return Schema.listOf(items).withMerge(new Schema.Merge(Schema.ListType.MAP, List.of(keys), false, "", ""));
    }

    static Schema limited(Schema schema, java.util.function.Consumer<LimitsDraft> limits) {
        var draft = new LimitsDraft();
        limits.accept(draft);
        return schema.withLimits(draft.limits());
    }

    /// Limits in the making; null is no limit.
    static final class LimitsDraft {
        List<Value> enumeration = List.of();
        Double minimum;
        boolean exclusiveMinimum;
        Double maximum;
        boolean exclusiveMaximum;
        Double multipleOf;
        Long minLength;
        Long maxLength;
        String pattern;
        Long minItems;
        Long maxItems;
        boolean uniqueItems;
        Long minProperties;
        Long maxProperties;

        Schema.Limits limits() {
            return new Schema.Limits(
                    enumeration,
                    maybe(minimum),
                    exclusiveMinimum,
                    maybe(maximum),
                    exclusiveMaximum,
                    maybe(multipleOf),
                    maybe(minLength),
                    maybe(maxLength),
                    maybe(pattern),
                    maybe(minItems),
                    maybe(maxItems),
                    uniqueItems,
                    maybe(minProperties),
                    maybe(maxProperties));
        }

        private static <T> java.util.Optional<T> maybe(T value) {
            return java.util.Optional.ofNullable(value);
        }
    }
}
