package dev.outrigger.kinds;

import dev.outrigger.meta.Value;

/// Takes objects from one version to the hub and back. The hub is the version in whose shape the engine works and
/// rules run; see [ResourceType#hub].
///
/// `apiVersion`, `kind` and `metadata` are the engine's: of what a conversion does to them, only changed labels and
/// annotations count, as with the conversion webhooks of custom resources.
///
/// Both directions are pure functions. Going to the hub and back must lose nothing. Authors write a
/// [MetadataConversion] or a [VersionConversion] over their types.
public interface Conversion {
    /// What the hub itself needs: nothing changes.
    Conversion IDENTITY = new Conversion() {
        @Override
        public Value.Struct toHub(Value.Struct object) {
            return object;
        }

        @Override
        public Value.Struct fromHub(Value.Struct hub) {
            return hub;
        }

        @Override
        public boolean changesMetadata() {
            return false;
        }
    };

    /// An object of this version in the hub's shape.
    ///
    /// @throws IllegalArgumentException where the object cannot be converted; clients read the message
    Value.Struct toHub(Value.Struct object);

    /// An object of the hub in the shape of this version.
    ///
    /// @throws IllegalArgumentException where the object cannot be converted; clients read the message
    Value.Struct fromHub(Value.Struct hub);

    /// An object of this version with what its author left out filled in, before it is converted. Runs on every
    /// write in this version, over objects that its schema allows, and on what was stored in it.
    default Value.Struct defaulted(Value.Struct object) {
        return object;
    }

    /// Whether labels or annotations may change on the way: stored objects are then converted before they are selected
    /// by label.
    default boolean changesMetadata() {
        return true;
    }
}
