package dev.outrigger.kinds;

import java.util.List;

/// What a server runs besides the rules of its resources.
///
/// @param admission the admission plug-ins, in the order in which they are asked
/// @param features what is enabled
public record Plugins(List<Admission> admission, FeatureGates features) {
    /// None.
    public static final Plugins NONE = new Plugins(List.of(), FeatureGates.NONE);

    public Plugins {
        admission = List.copyOf(admission);
    }
}
