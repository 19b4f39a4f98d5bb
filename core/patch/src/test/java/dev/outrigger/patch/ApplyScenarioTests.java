package dev.outrigger.patch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The stories in `apply/scenarios.txt`.
class ApplyScenarioTests {

    /// One story.
    record Scenario(String title, List<String> lines) {
        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Scenario> scenarios() throws IOException {
        var scenarios = new ArrayList<Scenario>();
        try (var text = ApplyScenarioTests.class.getResourceAsStream("/apply/scenarios.txt")) {
            for (String line : new String(text.readAllBytes(), UTF_8).lines().toList()) {
                if (line.startsWith("== ")) scenarios.add(new Scenario(line.substring(3), new ArrayList<>()));
                else if (!line.isBlank() && !line.startsWith("#"))
                    scenarios.getLast().lines().add(line);
            }
        }
        return scenarios.stream();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theStoryEndsAsItSays(Scenario scenario) {
        Optional<Value.Struct> live = Optional.empty();
        for (String line : scenario.lines()) {
            var words = line.split(" ", 3);
            switch (words[0]) {
                case "apply" -> live = Optional.of(apply(live, words[1], Given.applying(Given.boat(words[2]))));
                case "force" -> live = Optional.of(apply(live, words[1], Given.forcing(Given.boat(words[2]))));
                case "update" -> live = Optional.of(update(live, words[1], Given.boat(words[2])));
                case "refused" -> checkRefused(live, words[1], words[2]);
                case "ends" -> assertThat(spec(live)).isEqualTo(Given.json(line.substring("ends ".length())));
                case "owns" -> checkOwned(live.orElseThrow(), words[1], words[2]);
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    private static Value spec(Optional<Value.Struct> live) {
        return live.orElseThrow().get("spec").orElseThrow();
    }

    private static Value.Struct apply(Optional<Value.Struct> live, String manager, Patch.Apply patch) {
        return Given.ownership().apply(live, patch, FieldManager.named(manager), Given.MORNING);
    }

    /// An update keeps the metadata that a client would send back.
    private static Value.Struct update(Optional<Value.Struct> live, String manager, Value.Struct wanted) {
        var metadata = live.orElse(wanted).struct("metadata");
        return Given.ownership()
                .update(live, wanted.with("metadata", metadata), FieldManager.named(manager), Given.MORNING);
    }

    /// `{configuration} owner field`: a conflict over just that field.
    private static void checkRefused(Optional<Value.Struct> live, String manager, String rest) {
        int end = rest.lastIndexOf('}') + 1;
        var configuration = Given.boat(rest.substring(0, end));
        var words = rest.substring(end).split(" ");
        var refused = Given.refusal(() -> apply(live, manager, Given.applying(configuration)));
        assertThat(refused).as("%s applies %s", manager, rest).isNotNull();
        assertThat(refused.status().code()).isEqualTo(409);
        var causes = refused.status().details().orElseThrow().causes();
        assertThat(causes).hasSize(1);
        assertThat(causes.getFirst().message()).startsWith("conflict with \"" + words[1] + "\"");
        assertThat(causes.getFirst().field()).isEqualTo(words[2]);
    }

    /// `operation field...`: all that the manager owns; nothing where no field is named.
    private static void checkOwned(Value.Struct live, String manager, String rest) {
        var words = rest.split(" ");
        var owned = Given.fieldsOf(live, manager, words[0]).lines().toList();
        assertThat(owned)
                .as("%s owns", manager)
                .containsExactlyInAnyOrderElementsOf(List.of(words).subList(1, words.length));
    }
}
