package dev.outrigger.rest;

import dev.outrigger.kinds.ConversionException;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Correlation;
import dev.outrigger.schema.Schema;
import dev.outrigger.schema.Validation;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A client's object on its way from the version that is spoken to the hub: it is held to the schema of its own version
/// first, so that conversions meet only what that allows, and what is wrong is said in the client's words.
///
/// @param old what is stored, in the shape of the hub; empty for a new object
record Crossing(Target target, Optional<Value.Struct> old) {

    private boolean isHub() {
        return target.version().name().equals(target.type().hub());
    }

    /// The object as its version's own defaulting completes it.
    ///
    /// @throws ApiException 422 where a field is wrong, 400 where the defaulting refuses the object
    Value.Struct completed(Value.Struct object) {
        if (isHub()) return object;
        refuse(object, broken(object));
        return answered(() -> target.type().completed(object, target.version()));
    }

    /// The object in the shape of the hub, so far as it is there: what is missing may be filled in yet.
    Value.Struct toHubSoFar(Value.Struct object) {
        if (isHub()) return object;
        refuse(object, broken(object));
        return crossed(object);
    }

    /// The object in the shape of the hub.
    ///
    /// @throws ApiException 422 where its own version does not allow it, 400 where the conversion refuses it
    Value.Struct toHub(Value.Struct object) {
        if (isHub()) return object;
        refuse(object, schemaErrors(object));
        return crossed(object);
    }

    private Value.Struct crossed(Value.Struct object) {
        return answered(() -> target.type().toHub(object, target.version()));
    }

    /// The hub's object as it will be read again: a stored version that keeps something elsewhere, such as in an
    /// annotation, shows it in all versions.
    Value.Struct settled(Value.Struct hub) {
        var type = target.type();
        var stored = type.version(type.storageVersion());
        return answered(() -> type.toHub(type.fromHub(hub, stored), stored));
    }

    /// A conversion that says no refuses what the client sent; upstream's words.
    private Value.Struct answered(Supplier<Value.Struct> step) {
        try {
            return step.get();
        } catch (ConversionException e) {
            if (!e.refused()) throw e;
            var kind = target.kind();
            throw ApiException.badRequest(kind.kind() + " in version \"" + kind.version() + "\" cannot be handled as a "
                    + kind.kind() + ": " + e.getMessage());
        }
    }

    private void refuse(Value.Struct object, List<FieldError> errors) {
        if (errors.isEmpty()) return;
        throw ApiException.invalid(
                target.kind(), object.struct("metadata").text("name").orElse(""), errors);
    }

    private List<FieldError> broken(Value.Struct object) {
        return schemaErrors(object).stream()
                .filter(error -> error.type() != FieldError.Type.REQUIRED)
                .toList();
    }

    private List<FieldError> schemaErrors(Value.Struct object) {
        var schema = target.version().schema();
        var oldView = old.map(before -> target.type().fromHub(before, target.version()));
        return schemaErrors(target, object, oldView, schema, oldView.map(it -> Correlation.of(object, it, schema)));
    }

    /// What a schema finds wrong with an object, or with a change of one.
    static List<FieldError> schemaErrors(
            Target target,
            Value.Struct object,
            Optional<Value.Struct> old,
            Schema schema,
            Optional<Correlation> change) {
        if (old.isEmpty() || change.isEmpty()) return Validation.check(object, schema);
        return switch (target.part()) {
            case Target.Part.Whole() -> Validation.checkUpdate(object, old.get(), schema, change.get());
            case Target.Part.Status() -> Validation.checkStatus(object, old.get(), schema, change.get());
            case Target.Part.Faceted _ -> Validation.checkUpdate(object, old.get(), schema, change.get());
        };
    }
}
