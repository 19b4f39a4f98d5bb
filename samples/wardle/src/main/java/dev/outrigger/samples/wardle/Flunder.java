package dev.outrigger.samples.wardle;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/// A flunder as `v1beta1` shows it, which is also how the server sees it: the rules are written for this shape.
///
/// @param spec what it refers to
/// @param status nothing yet
public record Flunder(@Nullable Spec spec, @Nullable Status status) {

    /// What a flunder refers to.
    ///
    /// @param flunderReference the name of another flunder
    /// @param fischerReference the name of a fischer
    /// @param referenceType which of the two it is
    public record Spec(
            @JsonPropertyDescription("A name of another flunder, mutually exclusive to the FischerReference.") @Nullable
            String flunderReference,

            @JsonPropertyDescription("A name of a fischer, mutually exclusive to the FlunderReference.") @Nullable
            String fischerReference,

            @JsonPropertyDescription("The reference type.") @Nullable
            String referenceType) {
        static final Spec EMPTY = new Spec(null, null, null);
    }

    /// What is seen of a flunder: nothing yet.
    public record Status() {}

    /// The two kinds of references.
    static final String TO_FLUNDER = "Flunder";

    static final String TO_FISCHER = "Fischer";

    /// With its empty parts written out, as Go's encoder does.
    Flunder whole() {
        return new Flunder(spec == null ? Spec.EMPTY : spec, status == null ? new Status() : status);
    }

    Spec wanted() {
        return spec == null ? Spec.EMPTY : spec;
    }
}
