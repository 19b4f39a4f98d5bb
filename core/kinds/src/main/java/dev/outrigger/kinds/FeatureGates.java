package dev.outrigger.kinds;

import dev.outrigger.meta.ComponentVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The features of a server as one run of it has them.
///
/// What holds of a feature is what the command line says of it; where it says nothing, what it says of all features
/// that are as ripe (`AllAlpha`, `AllBeta`); else what the feature's stage in the emulated version of its component
/// says.
public final class FeatureGates {
    /// No features.
    public static final FeatureGates NONE = new FeatureGates(Map.of());

    private static final Map<String, FeatureGate.Maturity> GROUPS =
            Map.of("AllAlpha", FeatureGate.Maturity.ALPHA, "AllBeta", FeatureGate.Maturity.BETA);

    private final Map<String, Boolean> enabled;

    private FeatureGates(Map<String, Boolean> enabled) {
        this.enabled = enabled;
    }

    /// The features of one component.
    ///
    /// @param gates the features there are
    /// @param emulated the version of the component that they are to be as in
    /// @param asked what the command line says of them
    /// @throws IllegalArgumentException where it speaks of one that there is not, or that may not be changed, in
    ///     upstream's words
    public static FeatureGates of(List<FeatureGate> gates, ComponentVersion emulated, Map<String, Boolean> asked) {
        var byName = new LinkedHashMap<String, FeatureGate>();
        for (FeatureGate gate : gates) {
            if (byName.put(gate.name(), gate) != null) {
                throw new IllegalArgumentException("two features are called " + gate.name());
            }
        }
        var mistakes = new ArrayList<String>();
        asked.forEach((name, on) -> {
            var gate = byName.get(name);
            if (gate != null) mistakes.addAll(mistakes(gate, emulated, on));
            else if (!GROUPS.containsKey(name)) mistakes.add("unrecognized feature gate: " + name);
        });
        if (mistakes.size() == 1) throw new IllegalArgumentException(mistakes.getFirst());
        if (!mistakes.isEmpty()) throw new IllegalArgumentException("[" + String.join(", ", mistakes) + "]");
        var enabled = new HashMap<String, Boolean>();
        for (FeatureGate gate : gates) enabled.put(gate.name(), isOn(gate.name(), gate.at(emulated), asked));
        return new FeatureGates(enabled);
    }

    private static List<String> mistakes(FeatureGate gate, ComponentVersion emulated, boolean on) {
        var stage = gate.at(emulated);
        var cannot = "cannot set feature gate " + gate.name() + " to " + on + ", feature is ";
        if (stage.maturity() == FeatureGate.Maturity.PRE_ALPHA) {
            return List.of(cannot + "PreAlpha at emulated version " + emulated);
        }
        boolean stuck = stage.preset().isLocked() && stage.preset().isOn() != on;
        return stuck ? List.of(cannot + "locked to " + stage.preset().isOn()) : List.of();
    }

    private static boolean isOn(String name, FeatureGate.Stage stage, Map<String, Boolean> asked) {
        var own = asked.get(name);
        if (own != null) return own;
        return GROUPS.entrySet().stream()
                .filter(group -> group.getValue() == stage.maturity() && asked.containsKey(group.getKey()))
                .map(group -> asked.getOrDefault(group.getKey(), false))
                .findFirst()
                .orElse(stage.preset().isOn());
    }

    /// These features and others.
    ///
    /// @throws IllegalArgumentException where one is in both
    public FeatureGates and(FeatureGates others) {
        var all = new HashMap<>(enabled);
        others.enabled.forEach((name, on) -> {
            if (all.put(name, on) != null) throw new IllegalArgumentException("two features are called " + name);
        });
        return new FeatureGates(all);
    }

    /// Whether a feature is enabled.
    ///
    /// @throws IllegalArgumentException where there is no such feature
    public boolean enabled(String feature) {
        var on = enabled.get(feature);
        if (on == null) {
            throw new IllegalArgumentException(
                    "feature \"" + feature + "\" is not known: name it in featureGates(...)");
        }
        return on;
    }

    /// What `--help` says of the features: those that can be changed, by name, and the words for all alpha and beta
    /// ones.
    public static List<String> help(List<FeatureGate> gates, ComponentVersion version) {
        var groups =
                Stream.of("AllAlpha=true|false (ALPHA - default=false)", "AllBeta=true|false (BETA - default=false)");
        return Stream.concat(groups, gates.stream().flatMap(gate -> gate.help(version).stream()))
                .sorted()
                .toList();
    }
}
