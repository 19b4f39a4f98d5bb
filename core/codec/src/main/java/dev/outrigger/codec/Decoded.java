package dev.outrigger.codec;

import dev.outrigger.meta.Value;
import java.util.List;

/// A document as read.
///
/// @param value what it says; of members of one name in one object, the last
/// @param duplicates the paths of members that occurred again, such as `spec.containers[0].name`, each once,
///     in the order met and the first hundred only; upstream says `duplicate field "spec.name"` for each
public record Decoded(Value value, List<String> duplicates) {
    public Decoded {
        duplicates = List.copyOf(duplicates);
    }
}
