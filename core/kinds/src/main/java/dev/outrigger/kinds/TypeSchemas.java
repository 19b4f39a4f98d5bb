package dev.outrigger.kinds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.outrigger.meta.GroupVersion;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Derives a schema from a Java type as Jackson maps it.
final class TypeSchemas {
    private static final int DEEPEST = 64;

    private final ObjectMapper mapper;
    private final String prefix;
    private final Deque<JavaType> under = new ArrayDeque<>();
    private final SchemaSwaps swaps = new SchemaSwaps();
    private final Deque<String> path = new ArrayDeque<>();
    private final List<Column> columns = new ArrayList<>();
    private final List<String> selectable = new ArrayList<>();

    /// Named types get the group's reversed name and the version before theirs: `io.skai.animal.v1alpha1.CatSpec`.
    TypeSchemas(ObjectMapper mapper, GroupVersion groupVersion) {
        this.mapper = mapper;
        var words = new ArrayList<>(Arrays.asList(groupVersion.group().split("\\.")));
        java.util.Collections.reverse(words);
        words.add(groupVersion.version());
        words.removeIf(String::isEmpty);
        this.prefix = String.join(".", words) + ".";
    }

    /// The schema of an object type without the members that the engine owns.
    Schema of(JavaType type, Set<String> engineFields) {
        under.push(type);
        return members(type, engineFields);
    }

    Schema of(JavaType type) {
        var raw = type.getRawClass();
        if (type.isEnumType()) return enumeration(type);
        var known = ScalarSchemas.of(raw).or(() -> KubernetesTypes.shared(raw));
        if (known.isPresent()) return known.get();
        if (type.isMapLikeType()) return Schema.mapOf(of(type.getContentType()));
        if (type.isCollectionLikeType() || type.isArrayType()) return list(type);
        if (JsonNode.class.isAssignableFrom(raw) || Value.class.isAssignableFrom(raw) || type.isJavaLangObject()) {
            return Schema.of(Schema.Type.ANY);
        }
        return object(type);
    }

    /// The columns that members annotated as such give, found on the way.
    List<Column> columns() {
        return List.copyOf(columns);
    }

    /// The paths of members annotated as selectable, found on the way.
    List<String> selectable() {
        return List.copyOf(selectable);
    }

    private Schema enumeration(JavaType type) {
        var values = new ArrayList<Value>();
        for (Object constant : type.getRawClass().getEnumConstants()) {
            values.add(JsonNodes.toValue(mapper.valueToTree(constant)));
        }
        return Schema.of(Schema.Type.STRING).withLimits(Schema.Limits.NONE.withEnumeration(values));
    }

    private Schema list(JavaType type) {
        var items = of(type.getContentType());
        var list = Schema.listOf(items);
        boolean scalars = items.type() == Schema.Type.STRING || items.type() == Schema.Type.INTEGER;
        if (!Set.class.isAssignableFrom(type.getRawClass()) || !scalars) return list;
        return list.withMerge(new Schema.Merge(Schema.ListType.SET, List.of(), false, "merge", ""));
    }

    private Schema object(JavaType type) {
        if (under.contains(type) && !(swaps.mayRecur() && under.size() < DEEPEST)) {
            throw new IllegalArgumentException("the type " + type.toCanonical()
                    + " contains itself; Kubernetes schemas cannot: end the recursion with a JsonNode or"
                    + " Object member");
        }
        under.push(type);
        try {
            return members(type, Set.of());
        } finally {
            under.pop();
        }
    }

    private Schema members(JavaType type, Set<String> left) {
        swaps.enter(type.getRawClass());
        try {
            return swapped(type, left);
        } finally {
            swaps.leave();
        }
    }

    private Schema swapped(JavaType type, Set<String> left) {
        var properties = new LinkedHashMap<String, Schema>();
        var required = new ArrayList<String>();
        for (BeanPropertyDefinition property : properties(type)) {
            if (left.contains(property.getName())) continue;
            var schema = unlessSwapped(type, property);
            if (schema.isEmpty()) continue;
            properties.put(property.getName(), schema.get());
            if (isRequired(property)) required.add(property.getName());
        }
        boolean inPlace = under.size() > 1 && !swaps.isEmpty();
        var schema = Schema.object(properties)
                .withName(inPlace ? "" : published(type.getRawClass()))
                .withRequired(required)
                .withRules(RuleAnnotations.of(type.getRawClass()));
        if (KubernetesTypes.has(type.getRawClass())) schema = KubernetesTypes.completed(schema, type.getRawClass());
        return Annotations.find(type.getRawClass(), Annotations.CRD + "PreserveUnknownFields")
                        .isPresent()
                ? schema.withPreserveUnknown(true)
                : schema;
    }

    /// The name of a type in documents; Kubernetes' own keep theirs.
    private String published(Class<?> type) {
        return KubernetesTypes.has(type) ? KubernetesTypes.name(type) : prefix + nameOf(type);
    }

    /// The author's name for a type: a type inside the resource's own class has that class's name before its own, so
    /// that the `Spec` of a cat is not the `Spec` of a dog.
    private String nameOf(Class<?> type) {
        var root = under.getLast().getRawClass();
        var name = type.getSimpleName();
        var outer = type == root ? null : type.getEnclosingClass();
        for (; outer != null; outer = outer == root ? null : outer.getEnclosingClass()) {
            name = outer.getSimpleName() + name;
            if (outer == root) return name;
        }
        return type.getSimpleName();
    }

    /// The members that Jackson reads, in its order.
    private List<BeanPropertyDefinition> properties(JavaType type) {
        var description = mapper.getDeserializationConfig().introspect(type);
        var properties = description.findProperties().stream()
                .filter(property -> property.couldDeserialize() || property.couldSerialize())
                .toList();
        if (properties.isEmpty() && description.getBeanClass().isInterface()) {
            throw new IllegalArgumentException("the type " + type.toCanonical()
                    + " cannot be mapped: it is an interface without members; use a record or a class");
        }
        Mappability.check(mapper, type, description);
        return properties;
    }

    /// The schema of a member, or of what fabric8's `@SchemaSwap` puts in its place; empty where that is
    /// nothing.
    private Optional<Schema> unlessSwapped(JavaType owner, BeanPropertyDefinition property) {
        var swap = swaps.of(owner.getRawClass(), property.getInternalName());
        if (swap.isEmpty()) return Optional.of(property(owner, property, property.getPrimaryType()));
        if (swap.get().isDue()) {
            return swap.get().target().map(target -> property(owner, property, mapper.constructType(target)));
        }
        swap.get().enter();
        try {
            return Optional.of(property(owner, property, property.getPrimaryType()));
        } finally {
            swap.get().leave();
        }
    }

    private Schema property(JavaType owner, BeanPropertyDefinition property, JavaType type) {
        var member = new MemberAnnotations(property);
        path.addLast(property.getName());
        member.find(Annotations.CRD + "PrinterColumn")
                .map(annotation -> ColumnTypes.ofMember(annotation, List.copyOf(path)))
                .ifPresent(columns::add);
        if (member.has(Annotations.CRD + "SelectableField")) selectable.add("." + String.join(".", path));
        try {
            var schema = of(typeOf(type, member));
            var use = keyed(SchemaLimits.annotated(described(schema, property, member), member), member);
            return numbered(unlessNamed(schema, use), member);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    owner.getRawClass().getSimpleName() + "." + property.getName() + ": " + e.getMessage(), e);
        } finally {
            path.removeLast();
        }
    }

    /// The type of a member's values, or the one that fabric8's `@SchemaFrom` gives in its place.
    private JavaType typeOf(JavaType type, MemberAnnotations member) {
        return member.find(Annotations.CRD + "SchemaFrom")
                .map(from -> mapper.constructType(Annotations.value(from, "type", Class.class)))
                .orElse(type);
    }

    /// A list whose items are told apart by one of their members.
    private static Schema keyed(Schema use, MemberAnnotations member) {
        var annotation = member.find(MergeKey.class.getName());
        if (annotation.isEmpty()) return use;
        var key = ((MergeKey) annotation.get()).value();
        var items = use.items()
                .orElseThrow(() -> new IllegalArgumentException("@MergeKey is for lists of objects: take it away"));
        var known = Optional.ofNullable(items.properties().get(key));
        if (known.filter(TypeSchemas::tellsApart).isEmpty() || !items.required().contains(key)) {
            throw new IllegalArgumentException("@MergeKey(\"" + key + "\") needs items with a member " + key
                    + " that is required (@JsonProperty(required = true)) and a string, a whole number or a boolean");
        }
        return use.withMerge(new Schema.Merge(Schema.ListType.MAP, List.of(key), false, "merge", key));
    }

    private static boolean tellsApart(Schema key) {
        return switch (key.type()) {
            case STRING, INTEGER, BOOLEAN -> !key.nullable();
            case OBJECT, ARRAY, NUMBER, INT_OR_STRING, ANY -> false;
        };
    }

    private static Schema numbered(Schema use, MemberAnnotations member) {
        return member.find(ProtoNumber.class.getName())
                .map(annotation -> use.withProto(use.proto().withNumber(((ProtoNumber) annotation).value())))
                .orElse(use);
    }

    /// A named type of which a use says more than documents can say beside a reference is published in
    /// place there.
    private static Schema unlessNamed(Schema type, Schema use) {
        boolean same = use.withDescription("")
                .withNullable(false)
                .withoutDefault()
                .equals(type.withDescription("").withNullable(false).withoutDefault());
        return same ? use : use.withName("");
    }

    private static Schema described(Schema schema, BeanPropertyDefinition property, MemberAnnotations member) {
        var jackson = member.find(JsonPropertyDescription.class.getName())
                .map(annotation -> ((JsonPropertyDescription) annotation).value());
        var description =
                jackson.or(() -> Optional.ofNullable(property.getMetadata().getDescription()));
        return description.map(schema::withDescription).orElse(schema);
    }

    private static boolean isRequired(BeanPropertyDefinition property) {
        return property.isRequired() || new MemberAnnotations(property).has(Annotations.GENERATOR + "Required");
    }
}
