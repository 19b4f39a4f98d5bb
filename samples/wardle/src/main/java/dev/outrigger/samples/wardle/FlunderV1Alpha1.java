package dev.outrigger.samples.wardle;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.outrigger.kinds.VersionConversion;
import org.jspecify.annotations.Nullable;

/// A flunder as `v1alpha1` shows it, and as it is stored: one reference, and what it is to.
///
/// @param spec what it refers to
/// @param status nothing yet
public record FlunderV1Alpha1(@Nullable Spec spec, Flunder.@Nullable Status status) {

    /// What a flunder refers to.
    ///
    /// @param reference the name of another object
    /// @param referenceType its kind
    public record Spec(
            @JsonPropertyDescription("A name of another flunder or fischer, depending on the reference type.") @Nullable
            String reference,

            @JsonPropertyDescription("The reference type, defaults to \"Flunder\" if reference is set.") @Nullable
            String referenceType) {}

    /// To the shape the rules are written for, and back.
    static VersionConversion<FlunderV1Alpha1, Flunder> conversion() {
        return VersionConversion.of(FlunderV1Alpha1::toHub, FlunderV1Alpha1::fromHub);
    }

    /// A reference without a type is to a flunder.
    FlunderV1Alpha1 defaulted() {
        if (spec == null || isEmpty(spec.reference()) || !isEmpty(spec.referenceType())) return this;
        return new FlunderV1Alpha1(new Spec(spec.reference(), Flunder.TO_FLUNDER), status);
    }

    private Flunder toHub() {
        if (spec == null) return new Flunder(null, status);
        var type = spec.referenceType() == null ? "" : spec.referenceType();
        var hub = switch (type) {
            case "" -> Flunder.Spec.EMPTY;
            case Flunder.TO_FLUNDER -> new Flunder.Spec(spec.reference(), null, type);
            case Flunder.TO_FISCHER -> new Flunder.Spec(null, spec.reference(), type);
            default -> new Flunder.Spec(null, null, type);
        };
        return new Flunder(hub, status);
    }

    private static FlunderV1Alpha1 fromHub(Flunder hub) {
        if (hub.spec() == null) return new FlunderV1Alpha1(null, hub.status());
        var type = hub.wanted().referenceType();
        var reference = Flunder.TO_FISCHER.equals(type)
                ? hub.wanted().fischerReference()
                : hub.wanted().flunderReference();
        return new FlunderV1Alpha1(new Spec(reference, type), hub.status());
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}
