package dev.outrigger.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What an author's typed rules do to objects, and how the values of Java's own types are written.
class TypedRulesTests {
    record Collar(@JsonProperty(required = true) String text, String color) {}

    @Test
    void whatIsRequiredMayStillBeMissingWhereRulesPrepareAnObject() {
        var type = Resource.of(Collar.class)
                .in("pets.example.com", "v1")
                .prepareForCreate(collar -> new Collar(collar.text(), "red"))
                .type();
        var sent = Value.object("apiVersion", "pets.example.com/v1", "kind", "Collar");

        assertThat(type.strategy().prepareForCreate(sent)).isEqualTo(sent.with("color", "red"));
    }

    record Feeding(Spec spec) {
        record Spec(
                Instant at,
                Duration every,
                DayOfWeek day,
                LocalDate on,
                float grams,
                Set<String> forWhom,
                List<Bowl> bowls) {}

        record Bowl(String name, Integer size) {}

        Feeding with(UnaryOperator<Spec> change) {
            return new Feeding(change.apply(spec));
        }
    }

    private static Resource<Feeding> feedings() {
        return Resource.of(Feeding.class).in("animal.skai.io", "v1");
    }

    private static Value.Struct defaulted(UnaryOperator<Feeding.Spec> rule, Value.Struct spec) {
        var type = feedings().defaulting(feeding -> feeding.with(rule)).type();
        return type.strategy().defaulted(Value.object("spec", spec)).struct("spec");
    }

    private static final Value.Struct ODD = Value.object(
            "at", "2026-01-02T03:04:05.000000Z",
            "grams", new Value.Real(0.1),
            "forWhom", Value.Array.ofTexts(List.of("tom", "ada", "tom", "kit")),
            "bowls", Value.Array.of(Value.object("name", "red", "chip", true), Value.object("name", "blue")),
            "unknown", Value.object("a", 1));

    @Test
    void aRuleThatChangesNothingLeavesTheObjectAsItWasSent() {
        assertThat(defaulted(spec -> spec, ODD)).isEqualTo(ODD);
    }

    @Test
    void onlyWhatTheRuleChangedIsChanged() {
        var defaulted = defaulted(
                spec -> new Feeding.Spec(
                        spec.at(),
                        spec.every(),
                        DayOfWeek.MONDAY,
                        spec.on(),
                        spec.grams(),
                        spec.forWhom(),
                        spec.bowls()),
                ODD);

        assertThat(defaulted).isEqualTo(ODD.with("day", "MONDAY"));
    }

    @Test
    void anItemOfAListKeepsWhatTheClassDoesNotDeclare() {
        var defaulted = defaulted(
                spec -> {
                    var bowls = new ArrayList<Feeding.Bowl>();
                    spec.bowls().forEach(bowl -> bowls.add(new Feeding.Bowl(bowl.name(), 3)));
                    return new Feeding.Spec(
                            spec.at(), spec.every(), spec.day(), spec.on(), spec.grams(), spec.forWhom(), bowls);
                },
                ODD);

        assertThat(defaulted.items("bowls"))
                .containsExactly(
                        Value.object("name", "red", "chip", true, "size", 3), Value.object("name", "blue", "size", 3));
    }

    @Test
    void anItemThatIsAddedOrRemovedLeavesTheOthersAlone() {
        var red = ODD.items("bowls").getFirst();
        var green = Value.object("name", "green");

        assertThat(defaulted(spec -> bowls(spec, spec.bowls().getFirst(), new Feeding.Bowl("green", null)), ODD)
                        .items("bowls"))
                .containsExactly(red, green);
        assertThat(defaulted(spec -> bowls(spec, spec.bowls().getFirst()), ODD).items("bowls"))
                .containsExactly(red);
        assertThat(defaulted(spec -> bowls(spec, spec.bowls().getLast()), ODD).items("bowls"))
                .containsExactly(ODD.items("bowls").getLast());
    }

    private static Feeding.Spec bowls(Feeding.Spec spec, Feeding.Bowl... bowls) {
        return new Feeding.Spec(
                spec.at(), spec.every(), spec.day(), spec.on(), spec.grams(), spec.forWhom(), List.of(bowls));
    }

    @Test
    void aMemberThatTheRuleTakesAwayIsGone() {
        var defaulted = defaulted(
                spec -> new Feeding.Spec(null, spec.every(), spec.day(), spec.on(), spec.grams(), spec.forWhom(), null),
                ODD);

        assertThat(defaulted).isEqualTo(ODD.without("at").without("bowls"));
    }

    @Test
    void timesAreWrittenAsTheSchemaSays() {
        var properties = feedings()
                .type()
                .versions()
                .getFirst()
                .schema()
                .properties()
                .get("spec")
                .properties();
        assertThat(properties.get("at").format()).isEqualTo("date-time");
        assertThat(properties.get("on").format()).isEqualTo("date");
        assertThat(properties.get("every").type()).isEqualTo(Schema.Type.STRING);
        assertThat(properties.get("day").limits().enumeration()).hasSize(7).contains(Value.of("MONDAY"));

        var written = defaulted(
                _ -> new Feeding.Spec(
                        Instant.parse("2026-01-02T03:04:05Z"),
                        Duration.ofMinutes(90),
                        DayOfWeek.MONDAY,
                        LocalDate.of(2026, 1, 2),
                        0.1f,
                        null,
                        null),
                Value.Struct.EMPTY);
        assertThat(written)
                .isEqualTo(Value.object(
                        "at", "2026-01-02T03:04:05Z",
                        "every", "PT1H30M",
                        "day", "MONDAY",
                        "on", "2026-01-02",
                        "grams", new Value.Real(0.1)));
    }

    @Test
    void anObjectThatDoesNotFitTheClassIsRefusedNamingTheFieldAndNoClass() {
        var type = feedings().validate(_ -> List.<FieldError>of()).type();
        var object = Value.object(
                "spec", Value.object("bowls", Value.Array.of(Value.object("name", "red", "size", "large"))));

        assertThatThrownBy(() -> type.strategy().validate(object))
                .isInstanceOf(ApiException.class)
                .hasMessage("the object cannot be read as a Feeding:"
                        + " the value of spec.bowls[0].size does not fit its field");
    }

    record StableSpec(Integer stalls) {}

    @Group("animal.skai.io")
    @Version("v1")
    static class Stable extends CustomResource<StableSpec, Void> {
        private static final long serialVersionUID = 1;
    }

    @Test
    void ofMetadataARuleChangesLabelsAnnotationsFinalizersAndOwnersAlone() {
        var type = Resource.of(Stable.class)
                .defaulting(stable -> {
                    stable.getMetadata().setLabels(Map.of("a", "b"));
                    stable.getMetadata().setAnnotations(Map.of("c", "d"));
                    stable.getMetadata().setFinalizers(List.of("e/f"));
                    stable.getMetadata().setName("other");
                    stable.getMetadata().setGeneration(7L);
                    return stable;
                })
                .type();
        var metadata = Value.object("name", "one", "uid", "1", "labels", Value.object("old", "x"));

        var defaulted = type.strategy().defaulted(Value.object("metadata", metadata));

        assertThat(defaulted.struct("metadata"))
                .isEqualTo(metadata.with("labels", Value.object("a", "b"))
                        .with("annotations", Value.object("c", "d"))
                        .with("finalizers", Value.Array.ofTexts(List.of("e/f"))));
    }
}
