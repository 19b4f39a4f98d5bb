package dev.outrigger.kinds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An author's typed code as the source of untyped objects.
final class TypedVirtual<T> implements VirtualSource {
    private final Virtual<T> virtual;
    private final Class<T> type;
    private final ObjectMapper mapper;
    private final ObjectMapper writer;
    private final String apiVersion;
    private final String kind;

    /// @throws IllegalArgumentException where nothing says what the objects' metadata is
    TypedVirtual(Virtual<T> virtual, Class<T> type, ObjectMapper mapper, String apiVersion, String kind) {
        this.virtual = virtual;
        this.type = type;
        this.mapper = mapper;
        this.writer = mapper.copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
        this.apiVersion = apiVersion;
        this.kind = kind;
        boolean says = virtual.metadata.isPresent()
                || mapper.getSerializationConfig().introspect(mapper.constructType(type)).findProperties().stream()
                        .anyMatch(property -> property.getName().equals("metadata"));
        if (!says) {
            throw new IllegalArgumentException(
                    type.getName() + " has no member metadata, so its virtual objects have no"
                            + " names: say what they are with .metadata(object -> VirtualMetadata.named(…))");
        }
    }

    boolean isUpdated() {
        return virtual.update.isPresent();
    }

    @Override
    public Set<Ability> abilities() {
        var abilities = EnumSet.noneOf(Ability.class);
        if (virtual.get.isPresent()) abilities.add(Ability.GET);
        if (virtual.watch.isPresent()) abilities.add(Ability.WATCH);
        if (virtual.create.isPresent()) abilities.add(Ability.CREATE);
        if (virtual.update.isPresent()) abilities.add(Ability.UPDATE);
        if (virtual.delete.isPresent()) abilities.add(Ability.DELETE);
        return abilities;
    }

    @Override
    public boolean dependsOnView() {
        return virtual.dependsOnView;
    }

    @Override
    public Duration interval() {
        return virtual.interval;
    }

    @Override
    public List<Value.Struct> list(View view) {
        var objects = new ArrayList<Value.Struct>();
        for (T object : virtual.list.apply(view)) objects.add(untyped(object));
        return objects;
    }

    @Override
    public Optional<Value.Struct> get(View view, ObjectKey key) {
        return virtual.get.orElseThrow().apply(view, key).map(this::untyped);
    }

    @Override
    public AutoCloseable watch(View view, Changes changes) {
        return virtual.watch.orElseThrow().begin(view, new Virtual.Changes<>() {
            @Override
            public void put(T object) {
                changes.put(untyped(object));
            }

            @Override
            public void removed(ObjectKey key) {
                changes.removed(key);
            }

            @Override
            public void listAgain() {
                changes.listAgain();
            }
        });
    }

    @Override
    public Value.Struct create(View view, Value.Struct object) {
        return untyped(virtual.create.orElseThrow().create(view, metadata(object), typed(object)));
    }

    @Override
    public Value.Struct update(View view, Value.Struct object, Value.Struct old) {
        return untyped(virtual.update.orElseThrow().update(view, metadata(object), typed(object), typed(old)));
    }

    @Override
    public void delete(View view, Value.Struct object) {
        virtual.delete.orElseThrow().delete(view, metadata(object).key());
    }

    private static VirtualMetadata metadata(Value.Struct object) {
        return VirtualMetadata.of(object.struct("metadata"));
    }

    private T typed(Value.Struct object) {
        try {
            return mapper.treeToValue(JsonNodes.fromValue(object), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an object cannot be read as a " + type.getName(), e);
        }
    }

    /// @throws IllegalStateException where the object has no name
    private Value.Struct untyped(T object) {
        if (!(JsonNodes.toValue(writer.valueToTree(object)) instanceof Value.Struct written)) {
            throw new IllegalStateException(type.getName() + " is not written as an object");
        }
        var metadata = virtual.metadata
                .map(of -> of.apply(object).toValue())
                .orElseGet(() -> ordered(written.struct("metadata")));
        if (metadata.text("name").orElse("").isEmpty()) {
            throw new IllegalStateException("a computed " + type.getName() + " has no name in its metadata");
        }
        var members = new LinkedHashMap<String, Value>();
        members.put("apiVersion", Value.of(apiVersion));
        members.put("kind", Value.of(kind));
        members.put("metadata", metadata);
        written.members().forEach((name, value) -> {
            if (!Resource.ENGINE_FIELDS.contains(name)) members.put(name, value);
        });
        return new Value.Struct(members);
    }

    /// Metadata as people read it: fabric8's has the name far down.
    private static Value.Struct ordered(Value.Struct metadata) {
        var members = new LinkedHashMap<String, Value>();
        for (String first : List.of("name", "namespace")) {
            metadata.get(first).ifPresent(value -> members.put(first, value));
        }
        metadata.members().forEach(members::putIfAbsent);
        return new Value.Struct(members);
    }
}
