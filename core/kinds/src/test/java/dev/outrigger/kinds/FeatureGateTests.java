package dev.outrigger.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.kinds.FeatureGate.Maturity;
import dev.outrigger.kinds.FeatureGate.Preset;
import dev.outrigger.meta.ComponentVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How features ripen, and what may be said of them in each version.
class FeatureGateTests {
    private static final FeatureGate BAN =
            FeatureGate.named("BanFlunder").alpha("1.0").beta("1.1").ga("1.2");
    private static final FeatureGate OLD = FeatureGate.named("Old")
            .with("1.0", Maturity.GA, Preset.ON)
            .deprecated("1.1", Preset.OFF)
            .deprecated("1.2", Preset.LOCKED_OFF);

    private static FeatureGates at(String version, Map<String, Boolean> asked) {
        return FeatureGates.of(List.of(BAN, OLD), ComponentVersion.parse(version), asked);
    }

    @ParameterizedTest
    @CsvSource({"0.9, false, false", "1.0, false, true", "1.1, true, false", "1.2, true, false", "2.0, true, false"})
    void aFeatureIsAsItsStageInThatVersionSays(String version, boolean ban, boolean old) {
        var gates = at(version, Map.of());
        assertThat(gates.enabled("BanFlunder")).isEqualTo(ban);
        assertThat(gates.enabled("Old")).isEqualTo(old);
    }

    @Test
    void whatIsSaidOfOneFeatureGoesBeforeWhatIsSaidOfAll() {
        assertThat(at("1.1", Map.of("AllBeta", false, "BanFlunder", true)).enabled("BanFlunder"))
                .isTrue();
        assertThat(at("1.1", Map.of("AllAlpha", false)).enabled("BanFlunder")).isTrue();
    }

    @Test
    void severalMistakesAreToldTogether() {
        assertThatThrownBy(
                        () -> at("1.2", new java.util.TreeMap<>(Map.of("BanFlunder", false, "Old", true, "X", true))))
                .hasMessage(
                        "[cannot set feature gate BanFlunder to false, feature is locked to true, cannot set feature"
                                + " gate Old to true, feature is locked to false, unrecognized feature gate: X]");
    }

    @Test
    void aFeatureThatNobodyKnowsIsNoFeature() {
        assertThatThrownBy(() -> at("1.2", Map.of()).enabled("Nope"))
                .hasMessage("feature \"Nope\" is not known: name it in featureGates(...)");
        assertThatThrownBy(() -> FeatureGates.of(List.of(BAN, BAN), new ComponentVersion(1, 2), Map.of()))
                .hasMessage("two features are called BanFlunder");
    }

    @Test
    void stagesFollowOneAnotherAsUpstreamHasIt() {
        assertThatThrownBy(() -> FeatureGate.named("A").alpha("1.1").beta("1.0"))
                .hasMessage("feature \"A\" lists version transitions in decreasing order (1.0 <= 1.1)");
        assertThatThrownBy(() -> FeatureGate.named("A").alpha("1.1").alpha("1.2"))
                .hasMessage("feature \"A\" lists transition without stability change (1.1 -> 1.2)");
        assertThatThrownBy(() -> FeatureGate.named("A").ga("1.1").with("1.2", Maturity.GA, Preset.ON))
                .hasMessage("feature \"A\" must not unlock after locking to default");
        assertThatThrownBy(() -> FeatureGate.named("A").beta("1.1").alpha("1.2"))
                .hasMessage("feature \"A\" regresses stability from more stable level to ALPHA in 1.2");
        assertThatThrownBy(() -> FeatureGate.named("a,b")).hasMessageContaining("letters and digits");
    }
}
