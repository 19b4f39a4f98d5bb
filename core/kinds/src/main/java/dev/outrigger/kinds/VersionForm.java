package dev.outrigger.kinds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.meta.Value;
import java.util.LinkedHashMap;

/// Objects as an author's type has them, and back. The members that are the engine's come from nowhere but the object.
final class VersionForm<T> {
    private final ObjectMapper mapper;
    private final ObjectMapper incomplete;
    private final ObjectMapper writer;
    private final JavaType type;

    VersionForm(ObjectMapper mapper, Class<T> type) {
        this.mapper = mapper;
        this.incomplete = Incomplete.reader(mapper);
        this.writer = mapper.copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
        this.type = mapper.constructType(type);
    }

    /// @throws IllegalArgumentException where the type cannot hold the object
    T read(Value.Struct object) {
        return read(object, mapper);
    }

    /// The same of an object that may lack what is required.
    ///
    /// @throws IllegalArgumentException where the type cannot hold the object
    T readIncomplete(Value.Struct object) {
        return read(object, incomplete);
    }

    private T read(Value.Struct object, ObjectMapper by) {
        try {
            return by.treeToValue(JsonNodes.fromValue(object), type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(Misfit.of(e), e);
        }
    }

    /// The object with the members that the typed one says, and the engine's of this one.
    Value.Struct write(T typed, Value.Struct object, Value.Struct metadata) {
        var members = new LinkedHashMap<String, Value>();
        for (String name : Resource.ENGINE_FIELDS_IN_ORDER) {
            object.get(name).ifPresent(value -> members.put(name, value));
        }
        if (!metadata.members().isEmpty()) members.put("metadata", metadata);
        if (JsonNodes.toValue(writer.valueToTree(typed)) instanceof Value.Struct(var written)) {
            written.forEach((name, value) -> {
                if (!Resource.ENGINE_FIELDS.contains(name)) members.put(name, value);
            });
        }
        return new Value.Struct(members);
    }
}
