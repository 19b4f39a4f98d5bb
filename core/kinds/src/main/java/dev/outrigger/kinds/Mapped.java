package dev.outrigger.kinds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Value;
import java.util.List;
import java.util.function.UnaryOperator;

/// Objects that a client sent, or their members, as an author's type.
final class Mapped<T> {
    /// What an author's code may change of metadata, where its class has a member for it.
    private static final List<String> METADATA = List.of("labels", "annotations", "finalizers", "ownerReferences");

    private final ObjectMapper reader;
    private final ObjectMapper writer;
    private final JavaType type;
    private final String kind;

    Mapped(ObjectMapper mapper, JavaType type, String kind) {
        this.reader = Incomplete.reader(mapper);
        this.writer = mapper.copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
        this.type = type;
        this.kind = kind;
    }

    /// The Java class.
    Class<?> javaClass() {
        return type.getRawClass();
    }

    /// The object in the author's class; what is missing of it is null, required or not.
    ///
    /// @throws ApiException 400 where its values do not fit
    T typed(Value.Struct object) {
        try {
            return reader.treeToValue(JsonNodes.fromValue(object), type);
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest("the object cannot be read as a " + kind + ": " + Misfit.of(e));
        }
    }

    /// The object with what the change did to it; what the class does not know of stays as it is.
    Value.Struct changed(Value.Struct object, UnaryOperator<T> change) {
        T typed = typed(object);
        // Written before the change is made: the class may be one whose objects change in place.
        var before = whole(typed);
        return Difference.applied(object, before, whole(change.apply(typed)));
    }

    private Value.Struct whole(T typed) {
        var written = form(typed);
        var metadata = written.struct("metadata").copy();
        metadata.keySet().retainAll(METADATA);
        return own(written).with("metadata", new Value.Struct(metadata));
    }

    /// The class's form of an object, without the members that are the engine's.
    Value.Struct written(T typed) {
        return own(form(typed));
    }

    private Value.Struct form(T typed) {
        return JsonNodes.toValue(writer.valueToTree(typed)) instanceof Value.Struct form ? form : Value.Struct.EMPTY;
    }

    private static Value.Struct own(Value.Struct form) {
        var members = form.copy();
        members.keySet().removeAll(Resource.ENGINE_FIELDS);
        return new Value.Struct(members);
    }
}
