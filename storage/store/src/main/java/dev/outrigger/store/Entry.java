package dev.outrigger.store;

import dev.outrigger.meta.Revision;

/// A key's value at one revision. The bytes are shared, never changed by anybody.
///
/// @param key the whole key, `/registry/<group>/<resource>/[<namespace>/]<name>`
/// @param value the stored bytes
/// @param created the revision that created the key (since it was last absent)
/// @param modified the revision that wrote this value
public record Entry(String key, byte[] value, Revision created, Revision modified) {}
