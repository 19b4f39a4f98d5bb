package dev.outrigger.samples.hello;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.outrigger.kinds.MergeKey;
import dev.outrigger.kinds.ProtoNumber;
import dev.outrigger.meta.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A foo as `v2` shows it, which is how it is stored and how the server sees it: the rules are written for this shape.
///
/// @param spec what is wanted
/// @param status what is seen
public record Foo(
        @JsonProperty(required = true) @JsonPropertyDescription("What is wanted of the foo.")
        Spec spec,

        @JsonPropertyDescription("What is seen of the foo; written through the status subresource.") @Nullable
        Status status) {

    /// What is wanted of a foo.
    ///
    /// @param image what runs it
    /// @param config what it is told
    public record Spec(
            @ProtoNumber(1)
            @JsonProperty(required = true)
            @JsonPropertyDescription("Container image that the container is running to do our foo work.")
            String image,

            @ProtoNumber(2)
            @JsonProperty(required = true)
            @JsonPropertyDescription("Config is the configuration used by the foo container.")
            Message config) {}

    /// What is seen of a foo.
    ///
    /// @param phase how far it is, in a word
    /// @param conditions how far each of its parts is
    public record Status(
            @ProtoNumber(1)
            @JsonPropertyDescription(
                    "The phase of a Foo is a simple, high-level summary of where the Foo is in its lifecycle.")
            @Nullable
            Phase phase,

            @ProtoNumber(2)
            @MergeKey("type")
            @JsonPropertyDescription("Represents the latest available observations of a foo's current state.")
            @Nullable
            List<Condition> conditions) {}

    /// How far a foo is.
    public enum Phase {
        /// Something of what is wanted is still to be done.
        @JsonProperty("Processing")
        PROCESSING,
        /// All conditions are met.
        @JsonProperty("Ready")
        READY
    }

    /// Whether one part of a foo is as it shall be.
    ///
    /// @param type which part
    /// @param status whether it is
    public record Condition(
            @ProtoNumber(1) @JsonProperty(required = true) Part type,
            @ProtoNumber(2) @JsonProperty(required = true) Truth status) {}

    /// What a foo is made of.
    public enum Part {
        /// What runs its image.
        @JsonProperty("Worker")
        WORKER,
        /// What holds its configuration.
        @JsonProperty("Config")
        CONFIG
    }

    /// Whether something is so, as Kubernetes spells it.
    public enum Truth {
        /// It is.
        @JsonProperty("True")
        TRUE,
        /// It is not.
        @JsonProperty("False")
        FALSE,
        /// Nobody can tell.
        @JsonProperty("Unknown")
        UNKNOWN
    }

    /// As it begins, whatever its author says of its status.
    Foo begun() {
        return new Foo(spec, new Status(Phase.PROCESSING, null));
    }

    /// With another configuration.
    Foo with(Message config) {
        return new Foo(new Spec(spec.image(), config), status);
    }

    /// What is wrong with it.
    List<FieldError> errors() {
        var errors = new ArrayList<FieldError>();
        if (spec.image().isEmpty()) errors.add(FieldError.required("spec.image", ""));
        if (spec.config().msg().isEmpty()) errors.add(FieldError.required("spec.config.msg", ""));
        return errors;
    }
}
