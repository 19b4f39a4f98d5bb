package dev.outrigger.schema;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import java.util.List;

/// Checks objects against their schemas.
///
/// The metadata of the resource itself is not looked at where its schema is the shared one: its rules are those of
/// the API, not of a schema.
public final class Validation {
    private Validation() {}

    /// All that is wrong with a resource, worded as Kubernetes words it for custom resources; empty where it is
    /// valid.
    ///
    /// Told in this order: what breaks the schema, embedded resources that do not say what they are, and
    /// what occurs twice in lists of type set and map.
    public static List<FieldError> check(Value.Struct object, Schema schema) {
        var complaints = new Complaints();
        new ValueCheck(complaints).check(object, schema, Path.ROOT);
        new EmbeddedCheck(complaints).check(object, schema, Path.ROOT);
        new UniquenessCheck(complaints).check(object, schema, Path.ROOT);
        return complaints.all();
    }

    /// The values of a resource whose JSON type differs from the schema's, in the order of the object.
    ///
    /// This is what a decoder into typed structures refuses before any validation; a `null` fits every type.
    public static List<TypeMismatch> types(Value.Struct object, Schema schema) {
        return TypeCheck.of(object, schema);
    }
}
