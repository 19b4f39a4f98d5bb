package dev.outrigger.samples.hello;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.outrigger.codec.Json;
import dev.outrigger.kinds.ActionContext;
import dev.outrigger.kinds.ProtoNumber;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks for an object in Base64, whole or one field of it: what `foos/base64` takes and answers.
///
/// @param spec what is asked for
/// @param status what is answered
public record Base64(@Nullable Spec spec, @Nullable Status status) {

    /// What is asked for.
    ///
    /// @param fieldPath which field; empty for the whole object
    public record Spec(
            @ProtoNumber(1)
            @JsonPropertyDescription("Path of the field to select in the specified object; empty for the whole object.")
            @Nullable
            String fieldPath) {}

    /// What is answered.
    ///
    /// @param output the field or the object, as JSON, in Base64
    public record Status(
            @ProtoNumber(1)
            @JsonProperty(required = true)
            @JsonPropertyDescription("The Base64 of the object or its field, as JSON.")
            String output) {}

    /// The answer to this question about an object, in the version that the client speaks.
    Base64 answered(ActionContext context) {
        var path = spec == null || spec.fieldPath() == null ? "" : spec.fieldPath();
        var json = Json.encode(field(context.object(), path));
        return new Base64(spec, new Status(java.util.Base64.getEncoder().encodeToString(json)));
    }

    private static Value field(Value.Struct object, String path) {
        if (path.isEmpty()) return object;
        Value found = object;
        for (String name : path.split("\\.", -1)) {
            found = member(found, name).orElseThrow(() -> ApiException.badRequest("undefined field path " + path));
        }
        return found;
    }

    private static Optional<Value> member(Value value, String name) {
        return value instanceof Value.Struct(var members) ? Optional.ofNullable(members.get(name)) : Optional.empty();
    }
}
