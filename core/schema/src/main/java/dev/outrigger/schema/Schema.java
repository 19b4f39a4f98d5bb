package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A structural schema, as Kubernetes defines it for CRDs (API concept page "Specifying a structural schema").
///
/// @param name the name under which a document publishes the type once and refers to it, such as
///     `io.skai.animal.v1alpha1.CatSpec`; empty for a schema written in place
/// @param type what JSON type a value must have
/// @param format the OpenAPI format, such as `date-time` or `int64`; empty for none
/// @param description what `kubectl explain` prints; may be empty
/// @param nullable whether `null` is a value; where it is not, a `null` is dropped as if absent
/// @param defaultValue what an absent value becomes
/// @param properties the known members of an object, in published order
/// @param required the members that must be there
/// @param additionalProperties the schema of the values of a map; empty for an object of known members only
/// @param items the schema of a list's items; present exactly for lists
/// @param preserveUnknown whether members not in `properties` are kept (`x-kubernetes-preserve-unknown-fields`)
/// @param embeddedResource whether the object is itself a resource with apiVersion, kind and metadata
/// @param limits what else a value must satisfy
/// @param composition which other schemas a value must satisfy, or must not
/// @param rules what CEL expressions say of a value (`x-kubernetes-validations`), in the order they
///     are run
/// @param merge how patches and server-side apply treat lists and objects
/// @param proto which field of a protobuf message a member is; not published
public record Schema(
        String name,
        Type type,
        String format,
        String description,
        boolean nullable,
        Optional<Value> defaultValue,
        Map<String, Schema> properties,
        List<String> required,
        Optional<Schema> additionalProperties,
        Optional<Schema> items,
        boolean preserveUnknown,
        boolean embeddedResource,
        Limits limits,
        Composition composition,
        List<Rule> rules,
        Merge merge,
        Proto proto) {

    /// The JSON type a schema asks for.
    public enum Type {
        /// Any value; only together with `preserveUnknown`.
        ANY,
        /// An object.
        OBJECT,
        /// A list.
        ARRAY,
        /// A string.
        STRING,
        /// A 64-bit integer.
        INTEGER,
        /// Any number.
        NUMBER,
        /// `true` or `false`.
        BOOLEAN,
        /// `x-kubernetes-int-or-string`.
        INT_OR_STRING
    }

    /// What a value must satisfy beyond its type; the empty value limits nothing.
    public record Limits(
            List<Value> enumeration,
            Optional<Double> minimum,
            boolean exclusiveMinimum,
            Optional<Double> maximum,
            boolean exclusiveMaximum,
            Optional<Double> multipleOf,
            Optional<Long> minLength,
            Optional<Long> maxLength,
            Optional<String> pattern,
            Optional<Long> minItems,
            Optional<Long> maxItems,
            boolean uniqueItems,
            Optional<Long> minProperties,
            Optional<Long> maxProperties) {
        /// No limits.
        public static final Limits NONE = new Limits(
                List.of(),
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty());

        public Limits {
            pattern.ifPresent(GoPattern::of);
            enumeration = List.copyOf(enumeration);
        }

        /// These limits with an enumeration of what is allowed.
        public Limits withEnumeration(List<Value> enumeration) {
            return with(draft -> draft.enumeration = enumeration);
        }

        /// These limits with a least number, which itself is allowed or, exclusive, is not.
        public Limits withMinimum(double minimum, boolean exclusive) {
            return with(draft -> {
                draft.minimum = Optional.of(minimum);
                draft.exclusiveMinimum = exclusive;
            });
        }

        /// These limits with a greatest number, which itself is allowed or, exclusive, is not.
        public Limits withMaximum(double maximum, boolean exclusive) {
            return with(draft -> {
                draft.maximum = Optional.of(maximum);
                draft.exclusiveMaximum = exclusive;
            });
        }

        /// These limits with a pattern that strings must match somewhere.
        public Limits withPattern(String pattern) {
            return with(draft -> draft.pattern = Optional.of(pattern));
        }

        /// These limits with a least and a greatest length of strings, in code points; empty for no
        /// such limit.
        public Limits withLength(Optional<Long> least, Optional<Long> most) {
            return with(draft -> {
                draft.minLength = least;
                draft.maxLength = most;
            });
        }

        /// These limits with a least and a greatest number of items; empty for no such limit.
        public Limits withItems(Optional<Long> least, Optional<Long> most) {
            return with(draft -> {
                draft.minItems = least;
                draft.maxItems = most;
            });
        }

        /// These limits with a least and a greatest number of members; empty for no such limit.
        public Limits withMembers(Optional<Long> least, Optional<Long> most) {
            return with(draft -> {
                draft.minProperties = least;
                draft.maxProperties = most;
            });
        }

        private Limits with(Consumer<LimitsDraft> change) {
            var draft = new LimitsDraft(this);
            change.accept(draft);
            return draft.limits();
        }
    }

    /// Which other schemas a value must satisfy: `allOf`, `anyOf`, `oneOf` and `not`.
    ///
    /// These schemas only limit, as Kubernetes asks of structural schemas: they say nothing of types,
    /// defaults or what is known, so their type is [Type#ANY].
    ///
    /// @param allOf the schemas a value must satisfy all
    /// @param anyOf of these at least one; none for no such limit
    /// @param oneOf of these exactly one; none for no such limit
    /// @param not the schema a value must not satisfy
    public record Composition(List<Schema> allOf, List<Schema> anyOf, List<Schema> oneOf, Optional<Schema> not) {
        /// Nothing else to satisfy.
        public static final Composition NONE = new Composition(List.of(), List.of(), List.of(), Optional.empty());

        public Composition {
            allOf = List.copyOf(allOf);
            anyOf = List.copyOf(anyOf);
            oneOf = List.copyOf(oneOf);
        }
    }

    /// How server-side apply treats a list (`x-kubernetes-list-type`).
    public enum ListType {
        /// One value, owned whole; what a list is by default.
        ATOMIC,
        /// A set of scalars, each owned by itself.
        SET,
        /// Objects told apart by the `listMapKeys`.
        MAP
    }

    /// How patches and server-side apply treat a list or an object.
    ///
    /// @param listType `x-kubernetes-list-type`
    /// @param listMapKeys `x-kubernetes-list-map-keys`, for lists of type map
    /// @param atomicMap whether an object is owned whole (`x-kubernetes-map-type: atomic`)
    /// @param patchStrategy `x-kubernetes-patch-strategy`: `merge`, `replace`, `retainKeys`, joined by
    ///     commas; empty for none
    /// @param patchMergeKey `x-kubernetes-patch-merge-key`; empty for none
    public record Merge(
            ListType listType,
            List<String> listMapKeys,
            boolean atomicMap,
            String patchStrategy,
            String patchMergeKey) {
        /// What a type says nothing of: lists are atomic, objects granular, strategic merge replaces lists.
        public static final Merge DEFAULT = new Merge(ListType.ATOMIC, List.of(), false, "", "");

        public Merge {
            listMapKeys = List.copyOf(listMapKeys);
        }
    }

    /// Which field of a protobuf message a member is.
    ///
    /// @param number the field's number; 0 for none
    /// @param quantity whether an int-or-string is a `Quantity`
    /// @param inside the field whose message has this one, where JSON shows its members as the outer object's
    ///     own; 0 where the outer message has it
    public record Proto(int number, boolean quantity, int inside) {
        /// A member without a number.
        public static final Proto NONE = new Proto(0, false, 0);

        /// This one with that number.
        public Proto withNumber(int number) {
            return new Proto(number, quantity, inside);
        }
    }

    public Schema {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        required = List.copyOf(required);
        rules = List.copyOf(rules);
    }

    /// A schema of the given type that says nothing else.
    public static Schema of(Type type) {
        return new SchemaDraft(type).schema();
    }

    /// An object with these members.
    public static Schema object(Map<String, Schema> properties) {
        return of(Type.OBJECT).withProperties(properties);
    }

    /// A map from strings to values of one schema.
    public static Schema mapOf(Schema values) {
        return of(Type.OBJECT).with(draft -> draft.additionalProperties = Optional.of(values));
    }

    /// A list of items of one schema.
    public static Schema listOf(Schema items) {
        return of(Type.ARRAY).with(draft -> draft.items = Optional.of(items));
    }

    /// This schema under a published name.
    public Schema withName(String name) {
        return with(draft -> draft.name = name);
    }

    /// This schema with a format.
    public Schema withFormat(String format) {
        return with(draft -> draft.format = format);
    }

    /// This schema with a description.
    public Schema withDescription(String description) {
        return with(draft -> draft.description = description);
    }

    /// This schema, allowing `null` or not.
    public Schema withNullable(boolean nullable) {
        return with(draft -> draft.nullable = nullable);
    }

    /// This schema with a default.
    public Schema withDefault(Value value) {
        return with(draft -> draft.defaultValue = Optional.of(value));
    }

    /// This schema without a default.
    public Schema withoutDefault() {
        return with(draft -> draft.defaultValue = Optional.empty());
    }

    /// This schema, of a list of such items.
    public Schema withItems(Schema items) {
        return with(draft -> draft.items = Optional.of(items));
    }

    /// This schema, of a map to such values.
    public Schema withAdditionalProperties(Schema values) {
        return with(draft -> draft.additionalProperties = Optional.of(values));
    }

    /// This schema with these members.
    public Schema withProperties(Map<String, Schema> properties) {
        return with(draft -> draft.properties = properties);
    }

    /// This schema with these members required.
    public Schema withRequired(List<String> required) {
        return with(draft -> draft.required = required);
    }

    /// This schema, keeping members it does not know or not.
    public Schema withPreserveUnknown(boolean preserve) {
        return with(draft -> draft.preserveUnknown = preserve);
    }

    /// This schema, of an object that is itself a resource or not.
    public Schema withEmbeddedResource(boolean embedded) {
        return with(draft -> draft.embeddedResource = embedded);
    }

    /// This schema with other limits.
    public Schema withLimits(Limits limits) {
        return with(draft -> draft.limits = limits);
    }

    /// This schema with other schemas to satisfy besides.
    public Schema withComposition(Composition composition) {
        return with(draft -> draft.composition = composition);
    }

    /// This schema with these rules.
    public Schema withRules(List<Rule> rules) {
        return with(draft -> draft.rules = rules);
    }

    /// This schema with other merge rules.
    public Schema withMerge(Merge merge) {
        return with(draft -> draft.merge = merge);
    }

    /// This schema, of a member that is this field of a protobuf message.
    public Schema withProto(Proto proto) {
        return with(draft -> draft.proto = proto);
    }

    /// Whether a rule is to be run on a value or on anything inside it.
    public boolean hasRules() {
        return !rules.isEmpty()
                || properties.values().stream().anyMatch(Schema::hasRules)
                || additionalProperties.filter(Schema::hasRules).isPresent()
                || items.filter(Schema::hasRules).isPresent()
                || composition.allOf().stream().anyMatch(Schema::hasRules);
    }

    /// This schema without what is said where it is used: its description, its default, whether it may
    /// be null, its field in a message.
    Schema asDefinition() {
        return with(draft -> {
            draft.description = "";
            draft.defaultValue = Optional.empty();
            draft.nullable = false;
            draft.proto = Proto.NONE;
        });
    }

    private Schema with(Consumer<SchemaDraft> change) {
        var draft = new SchemaDraft(this);
        change.accept(draft);
        return draft.schema();
    }
}
