package dev.outrigger.kinds;

import dev.outrigger.meta.Value;

/// Takes objects from one version to the storage version and back. `apiVersion` and `metadata` are the engine's.
///
/// Both directions are pure functions. Going to storage and back must lose nothing.
public interface Conversion {
    /// What the storage version itself needs: nothing changes.
    Conversion IDENTITY = new Conversion() {
        @Override
        public Value.Struct toStorage(Value.Struct object) {
            return object;
        }

        @Override
        public Value.Struct fromStorage(Value.Struct object) {
            return object;
        }
    };

    /// An object of this version in the storage version.
    Value.Struct toStorage(Value.Struct object);

    /// An object of the storage version in this version.
    Value.Struct fromStorage(Value.Struct object);
}
