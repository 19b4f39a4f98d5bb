package dev.outrigger.samples.cats;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/// A cat, as people write it in YAML. `kubectl explain cat` shows the descriptions.
///
/// @param spec what is wanted
/// @param status what is seen
public record Cat(
        @JsonPropertyDescription("What is wanted of the cat.")
        Spec spec,

        @JsonPropertyDescription("What is seen of the cat; written through the status subresource.")
        Status status) {

    /// What is wanted of a cat.
    ///
    /// @param name what the cat is called
    /// @param lives how many lives it shall have; `kubectl scale` changes them
    public record Spec(
            @JsonPropertyDescription("What the cat is called.")
            String name,

            @JsonPropertyDescription("How many lives the cat shall have; nine where nothing is said.")
            Integer lives) {}

    /// What is seen of a cat.
    ///
    /// @param mood how the cat feels
    /// @param lives how many lives it has left
    public record Status(
            @JsonPropertyDescription("How the cat feels.") String mood,

            @JsonPropertyDescription("How many lives the cat has left.")
            Integer lives) {}
}
