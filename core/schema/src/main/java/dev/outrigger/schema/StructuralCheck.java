package dev.outrigger.schema;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds what a CRD's schema may not say, in the words of apiextensions where it has some.
final class StructuralCheck {
    private StructuralCheck() {}

    /// @throws IllegalArgumentException with the path of the field and what is to be done
    static void check(Schema root) {
        if (root.additionalProperties().isPresent()) throw refused(Path.ROOT, "additionalProperties must not be used");
        if (root.nullable()) throw refused(Path.ROOT, "nullable cannot be true at the root");
        check(root, Path.ROOT);
    }

    private static void check(Schema schema, Path path) {
        if (!schema.properties().isEmpty() && schema.additionalProperties().isPresent()) {
            throw refused(path, "additionalProperties and properties are mutual exclusive: keep one of them");
        }
        if (schema.limits().uniqueItems()) {
            throw refused(
                    path, "uniqueItems cannot be set to true in a CRD: make it a Set, whose list type says the same");
        }
        defaultValue(schema, path);
        list(schema, path);
        rules(schema, path);
        composition(schema, path);
        schema.properties().forEach((name, member) -> check(member, path.member(name)));
        schema.additionalProperties().ifPresent(values -> check(values, path.member("*")));
        schema.items().ifPresent(items -> check(items, path.item(0)));
    }

    /// A default must be what the API server would leave as it is.
    private static void defaultValue(Schema schema, Path path) {
        if (schema.defaultValue().isEmpty()) return;
        Value value = schema.defaultValue().get();
        var holder = Schema.object(Map.of("default", schema.withoutDefault()));
        var object = new Value.Struct(Map.of("default", value));
        var pruned = Pruning.prune(object, holder);
        if (!pruned.unknownFields().isEmpty()) {
            throw refused(path, "the default has fields that the type has not: " + pruned.unknownFields());
        }
        List<FieldError> errors = Validation.check(Defaulting.apply(object, holder), holder);
        if (errors.isEmpty()) return;
        FieldError first = errors.getFirst();
        throw refused(path, "the default is refused by the type itself: " + first.body());
    }

    private static void list(Schema schema, Path path) {
        Schema.Merge merge = schema.merge();
        if (schema.items().isEmpty() || merge.listType() == Schema.ListType.ATOMIC) return;
        Schema items = schema.items().get();
        if (items.nullable()) throw refused(path, "items of a set or map list cannot be nullable");
        switch (merge.listType()) {
            case ATOMIC -> {}
            case SET -> {
                boolean whole = StructuralSchema.isScalar(items)
                        || items.merge().atomicMap()
                        || items.type() == Schema.Type.ARRAY && items.merge().listType() == Schema.ListType.ATOMIC;
                if (!whole) throw refused(path, "items of a set must be scalars or atomic");
            }
            case MAP -> merge.listMapKeys().forEach(key -> mapKey(items, key, path));
        }
    }

    private static void mapKey(Schema items, String key, Path path) {
        Schema member = StructuralSchema.member(items, key)
                .orElseThrow(() -> refused(path, "the list map key " + key + " is no member of the items: add it"));
        if (!StructuralSchema.isScalar(member)) throw refused(path, "the list map key " + key + " must be a scalar");
        if (member.nullable()) throw refused(path, "the list map key " + key + " cannot be nullable");
        if (!items.required().contains(key) && member.defaultValue().isEmpty()) {
            throw refused(path, "the list map key " + key + " must have a default or be required: add @Required");
        }
    }

    private static void rules(Schema schema, Path path) {
        for (Rule rule : schema.rules()) {
            if (rule.message().contains("\n")) throw refused(path, "a rule's message must not contain line breaks");
            if (rule.rule().contains("\n") && rule.message().isEmpty()) {
                throw refused(path, "a rule that contains line breaks needs a message");
            }
        }
    }

    /// What a value must satisfy besides may not tell of members that the schema itself does not know.
    private static void composition(Schema schema, Path path) {
        var besides = new LinkedHashMap<String, List<Schema>>();
        besides.put("allOf", schema.composition().allOf());
        besides.put("anyOf", schema.composition().anyOf());
        besides.put("oneOf", schema.composition().oneOf());
        besides.put("not", schema.composition().not().stream().toList());
        besides.forEach((word, all) -> all.forEach(one -> nested(one, schema, path, word)));
    }

    private static void nested(Schema limiting, Schema schema, Path path, String word) {
        boolean says = limiting.type() != Schema.Type.ANY
                || limiting.additionalProperties().isPresent()
                || !limiting.rules().isEmpty();
        if (says) {
            throw refused(path, word + " may only limit values: no type, additionalProperties or rules in it");
        }
        limiting.properties().forEach((name, member) -> {
            Schema known = StructuralSchema.member(schema, name)
                    .orElseThrow(() -> refused(path, word + " tells of " + name + ", which the type has not: add it"));
            nested(member, known, path.member(name), word);
        });
        Schema.Composition inner = limiting.composition();
        inner.allOf().forEach(one -> nested(one, schema, path, word));
        inner.anyOf().forEach(one -> nested(one, schema, path, word));
        inner.oneOf().forEach(one -> nested(one, schema, path, word));
        inner.not().ifPresent(one -> nested(one, schema, path, word));
    }

    private static IllegalArgumentException refused(Path path, String why) {
        String where = path.isRoot() ? "the object" : path.toString();
        return new IllegalArgumentException(where + ": " + why);
    }
}
