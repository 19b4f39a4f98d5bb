package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import java.util.Optional;

/// An object and the shape it has in its version.
record TypedObject(Value.Struct value, Shape shape, String apiVersion) {

    /// The fields it mentions.
    FieldSet fields() {
        return OwnedFields.of(shape, value);
    }

    /// The fields it mentions, and every declared field above one.
    FieldSet namedFields() {
        return named(fields());
    }

    /// A set of fields of this object, and every declared field above one.
    FieldSet named(FieldSet fields) {
        return fields.withNamedFields(Optional.of(shape));
    }

    /// What sets a later state apart from this one.
    Comparison comparedTo(TypedObject after) {
        return Comparison.of(shape, value, after.value);
    }

    /// This object with the fields of a configuration.
    TypedObject merged(TypedObject configuration) {
        return with(Merging.merge(shape, value, configuration.value));
    }

    /// This object without fields.
    TypedObject without(FieldSet fields) {
        return with(Removal.remove(shape, value, fields));
    }

    /// This object, with `null` where nothing is left and the configuration says so.
    TypedObject keepingNulls(TypedObject configuration) {
        return with(AppliedNulls.restore(shape, configuration.value, value));
    }

    private TypedObject with(Value changed) {
        return new TypedObject(changed instanceof Value.Struct object ? object : Value.Struct.EMPTY, shape, apiVersion);
    }
}
