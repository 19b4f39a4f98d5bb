package dev.outrigger.samples.wardle;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who says which flunders there may not be.
///
/// @param disallowedFlunders names that no new flunder may have
public record Fischer(
        @JsonPropertyDescription("DisallowedFlunders holds a list of Flunder.Names that are disallowed.") @Nullable
        List<String> disallowedFlunders) {

    boolean disallows(String name) {
        return disallowedFlunders != null && disallowedFlunders.contains(name);
    }
}
