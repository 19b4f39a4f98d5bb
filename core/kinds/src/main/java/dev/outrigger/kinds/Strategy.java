package dev.outrigger.kinds;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Names;
import dev.outrigger.meta.Value;
import java.util.List;

/// An author's rules for one resource, over untyped objects of the storage version.
///
/// Every method is called between intake and store, maybe again when a write lost a race: rules are pure functions.
/// The rules for metadata that all Kubernetes objects share are the engine's.
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

    /// What is wrong with a new object.
    default List<FieldError> validate(Value.Struct object) {
        return List.of();
    }

    /// What is wrong with a change; `object` was already taken through [#validate].
    default List<FieldError> validateUpdate(Value.Struct object, Value.Struct old) {
        return List.of();
    }

    /// What the author of the object should hear of, each at most 120 characters, shown by kubectl as a warning.
    default List<String> warnings(Value.Struct object) {
        return List.of();
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
