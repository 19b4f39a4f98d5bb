package dev.outrigger.schema;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Optional;

/// Checks objects against their schemas.
///
/// The metadata of the resource itself is not looked at where its schema is the shared one: its rules
/// are those of the API, not of a schema. The rules of `x-kubernetes-validations` are run by [Rules].
public final class Validation {
    private Validation() {}

    /// All that is wrong with a new resource, worded as Kubernetes words it for custom resources; empty
    /// where it is valid.
    ///
    /// Told in this order: what breaks the schema, embedded resources that do not say what they are, and
    /// what occurs twice in lists of type set and map.
    public static List<FieldError> check(Value.Struct object, Schema schema) {
        var complaints = new Complaints();
        new ValueCheck(complaints).check(object, schema, Path.ROOT, Optional.empty());
        new EmbeddedCheck(complaints).check(object, schema, Path.ROOT);
        new UniquenessCheck(complaints).check(object, schema, Path.ROOT);
        return complaints.all();
    }

    /// What is wrong with a changed resource. As [#check], but that what was wrong before, with values
    /// that are as they were, goes unsaid (KEP-4008): embedded resources are told all the same,
    /// duplicates only where there were none.
    ///
    /// @param change the resource and what it replaces
    public static List<FieldError> checkUpdate(
            Value.Struct object, Value.Struct old, Schema schema, Correlation change) {
        var complaints = new Complaints();
        new ValueCheck(complaints).check(object, schema, Path.ROOT, Optional.of(change));
        new EmbeddedCheck(complaints).check(object, schema, Path.ROOT);
        newDuplicates(complaints, object, old, schema);
        return complaints.all();
    }

    /// What is wrong with the changed `status` of a resource. As [#checkUpdate], of that member alone;
    /// sentences name places inside it, as upstream's do.
    ///
    /// @param change the resource and what it replaces
    public static List<FieldError> checkStatus(
            Value.Struct object, Value.Struct old, Schema schema, Correlation change) {
        var complaints = new Complaints("status");
        Schema status = schema.properties().get("status");
        Value value = object.members().get("status");
        if (status != null && value != null) {
            new ValueCheck(complaints).check(value, status, Path.ROOT, change.member("status"));
        }
        newDuplicates(complaints, object, old, schema);
        return complaints.all();
    }

    private static void newDuplicates(Complaints complaints, Value.Struct object, Value.Struct old, Schema schema) {
        var before = new Complaints();
        new UniquenessCheck(before).check(old, schema, Path.ROOT);
        if (before.size() == 0) new UniquenessCheck(complaints).check(object, schema, Path.ROOT);
    }

    /// The values of a resource whose JSON type differs from the schema's, in the order of the object.
    ///
    /// This is what a decoder into typed structures refuses before any validation; a `null` fits every type.
    public static List<TypeMismatch> types(Value.Struct object, Schema schema) {
        return TypeCheck.of(object, schema);
    }
}
