package dev.outrigger.samples.cats;

/// A cat, as people write it in YAML.
///
/// @param spec what is wanted
/// @param status what is seen
public record Cat(Spec spec, Status status) {

    /// What is wanted of a cat.
    ///
    /// @param name what the cat is called
    public record Spec(String name) {}

    /// What is seen of a cat.
    ///
    /// @param mood how the cat feels
    public record Status(String mood) {}
}
