package dev.outrigger.kinds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.outrigger.meta.GroupVersion;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Derives a schema from a Java type as Jackson maps it.
final class TypeSchemas {
    private final ObjectMapper mapper;
    private final String prefix;
    private final Deque<JavaType> under = new ArrayDeque<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final List<Column> columns = new ArrayList<>();

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
        var known = ScalarSchemas.of(raw);
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

    private Schema enumeration(JavaType type) {
        var values = new ArrayList<Value>();
        for (Object constant : type.getRawClass().getEnumConstants()) {
            values.add(JsonNodes.toValue(mapper.valueToTree(constant)));
        }
        return SchemaLimits.enumeration(Schema.of(Schema.Type.STRING), values);
    }

    private Schema list(JavaType type) {
        var items = of(type.getContentType());
        var list = Schema.listOf(items);
        boolean scalars = items.type() == Schema.Type.STRING || items.type() == Schema.Type.INTEGER;
        if (!Set.class.isAssignableFrom(type.getRawClass()) || !scalars) return list;
        return list.withMerge(new Schema.Merge(Schema.ListType.SET, List.of(), false, "merge", ""));
    }

    private Schema object(JavaType type) {
        if (under.contains(type)) {
            throw new IllegalArgumentException(
                    "the type " + type.toCanonical()
                            + " contains itself; Kubernetes schemas cannot: end the recursion with a JsonNode or Object member");
        }
        under.push(type);
        try {
            return members(type, Set.of());
        } finally {
            under.pop();
        }
    }

    private Schema members(JavaType type, Set<String> left) {
        var properties = new LinkedHashMap<String, Schema>();
        var required = new ArrayList<String>();
        for (BeanPropertyDefinition property : properties(type)) {
            if (left.contains(property.getName())) continue;
            properties.put(property.getName(), property(type, property));
            if (isRequired(property)) required.add(property.getName());
        }
        var schema = Schema.object(properties)
                .withName(prefix + nameOf(type.getRawClass()))
                .withRequired(required);
        return Annotations.find(type.getRawClass(), Annotations.CRD + "PreserveUnknownFields")
                        .isPresent()
                ? schema.withPreserveUnknown(true)
                : schema;
    }

    /// The name of a type in documents: a type inside the resource's own class has that class's name before its own, so
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
        return properties;
    }

    private Schema property(JavaType owner, BeanPropertyDefinition property) {
        path.addLast(property.getName());
        annotation(property, Annotations.CRD + "PrinterColumn")
                .map(annotation -> ColumnTypes.ofMember(annotation, List.copyOf(path)))
                .ifPresent(columns::add);
        Schema schema;
        try {
            schema = of(property.getPrimaryType());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    owner.getRawClass().getSimpleName() + "." + property.getName() + ": " + e.getMessage(), e);
        } finally {
            path.removeLast();
        }
        return SchemaLimits.annotated(described(schema, property), name -> annotation(property, name));
    }

    private static Schema described(Schema schema, BeanPropertyDefinition property) {
        var jackson = annotation(property, JsonPropertyDescription.class.getName())
                .map(annotation -> ((JsonPropertyDescription) annotation).value());
        var description =
                jackson.or(() -> Optional.ofNullable(property.getMetadata().getDescription()));
        return description.map(schema::withDescription).orElse(schema);
    }

    private static boolean isRequired(BeanPropertyDefinition property) {
        return property.isRequired()
                || annotation(property, Annotations.GENERATOR + "Required").isPresent();
    }

    private static Optional<Annotation> annotation(BeanPropertyDefinition property, String name) {
        for (AnnotatedMember member : Arrays.asList(
                property.getField(), property.getGetter(), property.getConstructorParameter(), property.getSetter())) {
            if (member == null || !(elementOf(member) instanceof AnnotatedElement element)) continue;
            var found = Annotations.find(element, name);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private static @Nullable AnnotatedElement elementOf(AnnotatedMember member) {
        return member instanceof AnnotatedParameter parameter
                        && parameter.getOwner().getAnnotated() instanceof Executable made
                ? made.getParameters()[parameter.getIndex()]
                : member.getAnnotated();
    }

    /// The schemas of Java's own scalar types.
    private static final class ScalarSchemas {
        private static final Schema STRING = Schema.of(Schema.Type.STRING);
        /// Only types that say where on Earth: a date-time has an offset.
        private static final Schema DATE_TIME = STRING.withFormat("date-time");

        private static final Schema INT32 = Schema.of(Schema.Type.INTEGER).withFormat("int32");
        private static final Schema INT64 = Schema.of(Schema.Type.INTEGER).withFormat("int64");
        private static final Map<Class<?>, Schema> KNOWN = Map.ofEntries(
                Map.entry(String.class, STRING),
                Map.entry(Character.class, STRING),
                Map.entry(char.class, STRING),
                Map.entry(java.net.URI.class, STRING),
                Map.entry(java.time.Duration.class, STRING),
                Map.entry(java.time.Period.class, STRING),
                Map.entry(java.time.ZoneId.class, STRING),
                Map.entry(java.time.Instant.class, DATE_TIME),
                Map.entry(java.time.OffsetDateTime.class, DATE_TIME),
                Map.entry(java.time.ZonedDateTime.class, DATE_TIME),
                Map.entry(java.time.LocalDate.class, STRING.withFormat("date")),
                Map.entry(UUID.class, STRING.withFormat("uuid")),
                Map.entry(Date.class, DATE_TIME),
                Map.entry(byte[].class, STRING.withFormat("byte")),
                Map.entry(boolean.class, Schema.of(Schema.Type.BOOLEAN)),
                Map.entry(Boolean.class, Schema.of(Schema.Type.BOOLEAN)),
                Map.entry(int.class, INT32),
                Map.entry(Integer.class, INT32),
                Map.entry(short.class, INT32),
                Map.entry(Short.class, INT32),
                Map.entry(byte.class, INT32),
                Map.entry(Byte.class, INT32),
                Map.entry(long.class, INT64),
                Map.entry(Long.class, INT64),
                Map.entry(java.math.BigInteger.class, Schema.of(Schema.Type.INTEGER)),
                Map.entry(float.class, Schema.of(Schema.Type.NUMBER).withFormat("float")),
                Map.entry(Float.class, Schema.of(Schema.Type.NUMBER).withFormat("float")),
                Map.entry(double.class, Schema.of(Schema.Type.NUMBER).withFormat("double")),
                Map.entry(Double.class, Schema.of(Schema.Type.NUMBER).withFormat("double")),
                Map.entry(java.math.BigDecimal.class, Schema.of(Schema.Type.NUMBER)));
        private static final Set<String> INT_OR_STRING =
                Set.of("io.fabric8.kubernetes.api.model.IntOrString", "io.fabric8.kubernetes.api.model.Quantity");

        private ScalarSchemas() {}

        static Optional<Schema> of(Class<?> type) {
            if (INT_OR_STRING.contains(type.getName())) return Optional.of(Schema.of(Schema.Type.INT_OR_STRING));
            var known = Optional.ofNullable(KNOWN.get(type));
            return TemporalAccessor.class.isAssignableFrom(type) ? known.or(() -> Optional.of(STRING)) : known;
        }
    }
}
