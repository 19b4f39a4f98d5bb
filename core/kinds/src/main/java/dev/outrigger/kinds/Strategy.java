package dev.outrigger.kinds;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Names;
import dev.outrigger.meta.Value;
import java.util.List;

/// An author's rules for one resource, over untyped objects in the shape of the hub.
///
/// Every method is called between intake and store, maybe again when a write lost a race: rules are pure functions.
/// The rules for metadata that all Kubernetes objects share are the engine's.
///
/// The order is upstream's (apiserver `pkg/registry/rest/create.go`, `update.go`): [#defaulted], mutating admission,
/// [#prepareForCreate] or [#prepareForUpdate], [#validate], [#validateUpdate], [#warnings], [#canonicalized],
/// validating
/// admission. What a rule does to name, namespace and what else of metadata only the server writes counts for nothing.
public interface Strategy {
    /// No rules beyond those of every object.
    Strategy NONE = new Strategy() {
        @Override
        public boolean fillsIn() {
            return false;
        }
    };

    /// The object with what its author left out filled in. Runs on every write, before admission and validation.
    default Value.Struct defaulted(Value.Struct object) {
        return object;
    }

    /// Whether [#defaulted] may change anything. It is handed only what its schema allows, so objects are
    /// checked once more where it may.
    default boolean fillsIn() {
        return true;
    }

    /// A new object as it shall begin: without what clients may not set, its status in the beginning state. A status
    /// that
    /// is a subresource is empty before.
    default Value.Struct prepareForCreate(Value.Struct object) {
        return object;
    }

    /// A changed object without what clients may not change. A status that is a subresource is as it was before.
    default Value.Struct prepareForUpdate(Value.Struct object, Value.Struct old) {
        return object;
    }

    /// An object whose status was changed through the subresource; all else is as it was.
    default Value.Struct prepareForStatusUpdate(Value.Struct object, Value.Struct old) {
        return object;
    }

    /// What is wrong with a new object.
    default List<FieldError> validate(Value.Struct object) {
        return List.of();
    }

    /// What is wrong with a change; `object` was already taken through [#validate].
    default List<FieldError> validateUpdate(Value.Struct object, Value.Struct old) {
        return List.of();
    }

    /// What the author of a new object should hear of, each at most 120 characters, shown by kubectl as a warning.
    default List<String> warnings(Value.Struct object) {
        return List.of();
    }

    /// What the author of a change should hear of; changes of the status alone are not asked about.
    default List<String> updateWarnings(Value.Struct object, Value.Struct old) {
        return warnings(object);
    }

    /// An object that is good in the one form of several that is stored, such as with a list in order.
    default Value.Struct canonicalized(Value.Struct object) {
        return object;
    }

    /// Whether the engine counts changes of an object in `metadata.generation`. Else a new object has none but what
    /// [#prepareForCreate] gives it, and it stays as [#prepareForUpdate] leaves it.
    default boolean countsGenerations() {
        return true;
    }

    /// Whether PUT of a name that does not exist creates it.
    default boolean allowCreateOnUpdate() {
        return false;
    }

    /// Whether PUT without a resourceVersion overwrites whatever is there.
    default boolean allowUnconditionalUpdate() {
        return true;
    }

    /// What is wrong with a name; the sentences go behind `metadata.name: Invalid value: "…": `.
    default List<String> nameErrors(String name) {
        return Names.dns1123Subdomain(name);
    }
}
