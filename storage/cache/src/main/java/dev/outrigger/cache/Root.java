package dev.outrigger.cache;

import dev.outrigger.codec.MediaType;
import dev.outrigger.store.Store;

/// Where the objects of all resources are: a store, and what their keys in it start with.
///
/// @param prefix a folder such as `/registry/wardle.example.com`
/// @param written what objects are written in, JSON or protobuf; both are read. Types without protobuf messages are
///     written in JSON whatever it says
public record Root(Store store, String prefix, MediaType written) {
    /// What the keys start with where nothing else is said.
    public static final String USUAL_PREFIX = "/registry";

    /// A place whose objects are written in JSON.
    public Root(Store store, String prefix) {
        this(store, prefix, MediaType.JSON);
    }

    /// The same place, where objects are written in that format.
    public Root writing(MediaType other) {
        return new Root(store, prefix, other);
    }

    /// The usual place in a store.
    public static Root of(Store store) {
        return new Root(store, USUAL_PREFIX);
    }
}
