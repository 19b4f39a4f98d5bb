package dev.outrigger.schema;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import java.util.List;

/// Checks objects against their schemas.
public final class Validation {
    private Validation() {}

    /// All that is wrong with a resource, worded as Kubernetes words it for custom resources; empty where it is
    /// valid.
    public static List<FieldError> check(Value.Struct object, Schema schema) {
        return List.of();
    }

    /// The values of a resource whose JSON type differs from the schema's, in the order of the object.
    ///
    /// This is what a decoder into typed structures refuses before any validation; a `null` fits every type.
    public static List<TypeMismatch> types(Value.Struct object, Schema schema) {
        return List.of();
    }
}
