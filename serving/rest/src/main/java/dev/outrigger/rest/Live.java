package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import dev.outrigger.meta.Revision;
import dev.outrigger.meta.Value;

/// What is stored, as one attempt to write sees it: decoded once.
///
/// @param cached the stored object
/// @param value the same in the shape of the hub, `metadata.resourceVersion` set
record Live(CachedObject cached, Value.Struct value) {
    static Live of(CachedObject cached) {
        return new Live(cached, cached.value());
    }

    Revision revision() {
        return cached.revision();
    }

    String name() {
        return cached.key().name();
    }
}
