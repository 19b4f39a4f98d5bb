package dev.outrigger.cache;

import dev.outrigger.store.Store;

/// Where the objects of all resources are: a store, and what their keys in it start with.
///
/// @param prefix a folder such as `/registry/wardle.example.com`
public record Root(Store store, String prefix) {
    /// What the keys start with where nothing else is said.
    public static final String USUAL_PREFIX = "/registry";

    /// The usual place in a store.
    public static Root of(Store store) {
        return new Root(store, USUAL_PREFIX);
    }
}
