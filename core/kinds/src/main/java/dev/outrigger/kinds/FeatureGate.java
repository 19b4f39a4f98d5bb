package dev.outrigger.kinds;

import dev.outrigger.meta.ComponentVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A feature that can be turned on and off with `--feature-gates`, and how it has ripened from version to version of
/// its component (`featuregate.VersionedSpecs` upstream).
///
/// ```java
/// FeatureGate.named("BanFlunder").alpha("1.0").beta("1.1").ga("1.2")
/// ```
///
/// @param name what it is called on the command line
/// @param stages what it has been, in the order of versions
public record FeatureGate(String name, List<Stage> stages) {

    /// How ripe a feature is.
    public enum Maturity {
        /// It is not there yet; nobody can turn it on.
        PRE_ALPHA("PRE-ALPHA"),
        /// It may go, or change.
        ALPHA("ALPHA"),
        /// It will stay, and may change.
        BETA("BETA"),
        /// It stays as it is.
        GA(""),
        /// It goes.
        DEPRECATED("DEPRECATED");

        private final String word;

        Maturity(String word) {
            this.word = word;
        }

        /// Upstream's word for it.
        String word() {
            return word;
        }
    }

    /// What holds where the command line says nothing.
    public enum Preset {
        /// Off; it can be turned on.
        OFF,
        /// On; it can be turned off.
        ON,
        /// On for good.
        LOCKED_ON,
        /// Off for good.
        LOCKED_OFF;

        boolean isOn() {
            return this == ON || this == LOCKED_ON;
        }

        boolean isLocked() {
            return this == LOCKED_ON || this == LOCKED_OFF;
        }
    }

    /// One stage in the life of a feature.
    ///
    /// @param since the version of the component that it begins with
    /// @param maturity how ripe the feature is
    /// @param preset what holds where the command line says nothing
    public record Stage(ComponentVersion since, Maturity maturity, Preset preset) {
        private static final Stage BEFORE = new Stage(new ComponentVersion(0, 0), Maturity.PRE_ALPHA, Preset.OFF);
    }

    /// @throws IllegalArgumentException where the stages are no life of a feature, as upstream has it
    public FeatureGate {
        stages = List.copyOf(stages);
        if (!name.matches("[A-Za-z][A-Za-z0-9]*")) {
            throw new IllegalArgumentException("a feature's name is letters and digits, not \"" + name + "\"");
        }
        for (int i = 1; i < stages.size(); i++) checkFollows(name, stages.get(i - 1), stages.get(i));
    }

    private static void checkFollows(String name, Stage last, Stage next) {
        if (next.since.compareTo(last.since) <= 0) {
            throw new IllegalArgumentException("feature \"" + name
                    + "\" lists version transitions in decreasing order (" + next.since + " <= " + last.since + ")");
        }
        if (next.maturity == last.maturity && next.preset == last.preset) {
            throw new IllegalArgumentException("feature \"" + name + "\" lists transition without stability change ("
                    + last.since + " -> " + next.since + ")");
        }
        if (last.preset.isLocked() && !next.preset.isLocked()) {
            throw new IllegalArgumentException("feature \"" + name + "\" must not unlock after locking to default");
        }
        if (next.maturity.compareTo(last.maturity) < 0) {
            throw new IllegalArgumentException("feature \"" + name + "\" regresses stability from more stable level to "
                    + next.maturity.word + " in " + next.since);
        }
    }

    /// A feature without a stage yet.
    public static FeatureGate named(String name) {
        return new FeatureGate(name, List.of());
    }

    /// From that version on it is alpha, and off where nothing is said.
    public FeatureGate alpha(String since) {
        return with(since, Maturity.ALPHA, Preset.OFF);
    }

    /// From that version on it is beta, and on where nothing is said.
    public FeatureGate beta(String since) {
        return with(since, Maturity.BETA, Preset.ON);
    }

    /// From that version on it stays, and cannot be turned off.
    public FeatureGate ga(String since) {
        return with(since, Maturity.GA, Preset.LOCKED_ON);
    }

    /// From that version on it is on its way out.
    public FeatureGate deprecated(String since, Preset preset) {
        return with(since, Maturity.DEPRECATED, preset);
    }

    /// From that version on it is as ripe as that.
    ///
    /// @throws IllegalArgumentException where that is no version, or cannot follow what was before
    public FeatureGate with(String since, Maturity maturity, Preset preset) {
        var more = new ArrayList<>(stages);
        more.add(new Stage(ComponentVersion.parse(since), maturity, preset));
        return new FeatureGate(name, more);
    }

    /// What it is in a version of its component.
    Stage at(ComponentVersion version) {
        return stages.reversed().stream()
                .filter(stage -> version.isAtLeast(stage.since))
                .findFirst()
                .orElse(Stage.BEFORE);
    }

    /// What `--help` says of it; empty where nobody should change it any more, or can yet.
    Optional<String> help(ComponentVersion version) {
        var stage = at(version);
        return switch (stage.maturity) {
            case ALPHA, BETA ->
                Optional.of(name + "=true|false (" + stage.maturity.word + " - default=" + stage.preset.isOn() + ")");
            case PRE_ALPHA, GA, DEPRECATED -> Optional.empty();
        };
    }
}
