package dev.outrigger.kinds;

/// A conversion between an author's type of one version and the hub's type that needs labels or annotations: what one
/// version keeps in a field, another may have to keep in an annotation.
///
/// Both directions are pure functions of the object and its metadata, and going to the hub and back must lose nothing.
/// What the objects themselves hold as `metadata` is not looked at: it is the engine's.
///
/// @param <A> the type of the version
/// @param <H> the type of the hub, the class that the resource was made of
public interface MetadataConversion<A, H> {
    /// An object of the version as the hub has it.
    ///
    /// @param metadata the object's labels and annotations, to read and to change
    /// @throws IllegalArgumentException where it cannot be converted; clients are told the message
    H toHub(A object, ConvertedMetadata metadata);

    /// An object of the hub as the version has it.
    ///
    /// @param metadata the object's labels and annotations, to read and to change
    /// @throws IllegalArgumentException where it cannot be converted; clients are told the message
    A fromHub(H hub, ConvertedMetadata metadata);
}
