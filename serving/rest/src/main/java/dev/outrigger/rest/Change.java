package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Value;

/// What a transition decided: the step from what is stored to what shall be. Objects are in the shape of the hub.
sealed interface Change {

    /// A new object is stored.
    record Create(ObjectKey key, Value.Struct object) implements Change {}

    /// An object is replaced.
    record Replace(CachedObject live, Value.Struct object) implements Change {}

    /// An object is removed.
    ///
    /// @param object its last state, as the client is told
    record Remove(CachedObject live, Value.Struct object) implements Change {}

    /// Nothing changes.
    record Keep(Value.Struct live) implements Change {}
}
