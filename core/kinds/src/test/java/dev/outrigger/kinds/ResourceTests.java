package dev.outrigger.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResourceTests {
    record Cat(CatSpec spec, CatStatus status) {}

    record CatSpec(
            @JsonPropertyDescription("What it is called.") String name,
            int lives,
            @JsonProperty("fur-color") Color color,
            Set<String> toys,
            List<Kitten> kittens,
            Map<String, Long> weights,
            Instant born) {}

    record Kitten(String name) {}

    record CatStatus(boolean asleep) {}

    enum Color {
        BLACK,
        @JsonProperty("ginger")
        GINGER
    }

    @Group("pets.example.com")
    @Version("v1")
    @ShortNames("dg")
    static class Dog extends CustomResource<DogSpec, Void> implements Namespaced {}

    static class DogSpec {
        @Required
        @Min(0)
        @Max(10)
        public Integer age;
    }

    record Nest(Spec spec) {
        record Spec(int eggs) {}
    }

    record Endless(Spec spec) {
        record Spec(Endless again) {}
    }

    private static ResourceType cat() {
        return Resource.of(Cat.class)
                .in("animal.skai.io", "v1alpha1")
                .shortName("ct")
                .type();
    }

    private static Schema spec(ResourceType type) {
        return type.versions().getFirst().schema().properties().get("spec");
    }

    @Test
    void aPlainRecordGetsItsNamesFromTheClass() {
        var type = cat();

        assertThat(type.names().kind()).isEqualTo("Cat");
        assertThat(type.names().plural()).isEqualTo("cats");
        assertThat(type.names().singular()).isEqualTo("cat");
        assertThat(type.names().listKind()).isEqualTo("CatList");
        assertThat(type.names().shortNames()).containsExactly("ct");
        assertThat(type.namespaced()).isTrue();
        assertThat(type.statusSubresource()).isTrue();
    }

    @Test
    void theSchemaFollowsTheMembersAsJacksonMapsThem() {
        var spec = spec(cat()).properties();

        assertThat(spec).containsOnlyKeys("name", "lives", "fur-color", "toys", "kittens", "weights", "born");
        assertThat(spec.get("name").description()).isEqualTo("What it is called.");
        assertThat(spec.get("lives").format()).isEqualTo("int32");
        assertThat(spec.get("fur-color").limits().enumeration()).containsExactly(Value.of("BLACK"), Value.of("ginger"));
        assertThat(spec.get("toys").merge().listType()).isEqualTo(Schema.ListType.SET);
        assertThat(spec.get("kittens").items().orElseThrow().name()).isEqualTo("io.skai.animal.v1alpha1.Kitten");
        assertThat(spec.get("weights").additionalProperties().orElseThrow().format())
                .isEqualTo("int64");
        assertThat(spec.get("born").format()).isEqualTo("date-time");
    }

    record Kennel(Spec spec) {
        record Spec(@MergeKey("name") List<Stall> stalls) {}

        record Stall(@JsonProperty(required = true) String name, int size) {}
    }

    @Test
    void theItemsOfAListMayBeToldApartByAMember() {
        var type = Resource.of(Kennel.class).in("pets.example.com", "v1").type();

        assertThat(spec(type).properties().get("stalls").merge())
                .isEqualTo(new Schema.Merge(Schema.ListType.MAP, List.of("name"), false, "merge", "name"));
    }

    record Loose(@MergeKey("name") List<Kitten> kittens) {}

    record Single(@MergeKey("name") Kitten kitten) {}

    @Test
    void aMemberThatTellsNothingApartIsAMistake() {
        assertThatThrownBy(() ->
                        Resource.of(Loose.class).in("pets.example.com", "v1").type())
                .hasMessageContaining(
                        "Loose.kittens: @MergeKey(\"name\") needs items with a member name that is required");
        assertThatThrownBy(() ->
                        Resource.of(Single.class).in("pets.example.com", "v1").type())
                .hasMessageContaining("Single.kitten: @MergeKey is for lists of objects");
    }

    @Test
    void aFabric8ResourceBringsItsPlaceAndLimitsInItsAnnotations() {
        var type = Resource.of(Dog.class).type();

        assertThat(type.group()).isEqualTo("pets.example.com");
        assertThat(type.storageVersion()).isEqualTo("v1");
        assertThat(type.names().shortNames()).containsExactly("dg");
        assertThat(type.namespaced()).isTrue();
        assertThat(spec(type).required()).containsExactly("age");
        assertThat(spec(type).properties().get("age").limits().maximum()).contains(10.0);
        assertThat(type.versions().getFirst().schema().properties()).containsKeys("apiVersion", "kind", "metadata");
    }

    @Test
    void validationSeesTheTypedObject() {
        var type = Resource.of(Cat.class)
                .in("animal.skai.io", "v1alpha1")
                .validate(cat -> cat.spec().lives() > 9
                        ? List.of(FieldError.invalid("spec.lives", cat.spec().lives(), "cats have nine"))
                        : List.of())
                .type();

        var object = Value.object("spec", Value.object("lives", 10));

        assertThat(type.strategy().validate(object))
                .extracting(FieldError::toString)
                .containsExactly("spec.lives: Invalid value: 10: cats have nine");
    }

    @Test
    void defaultingKeepsMetadataAndFillsTheRest() {
        var type = Resource.of(Cat.class)
                .in("animal.skai.io", "v1alpha1")
                .defaulting(cat -> new Cat(new CatSpec("tom", 9, Color.GINGER, null, null, null, null), cat.status()))
                .type();

        var object = Value.object("metadata", Value.object("name", "x", "odd", 1), "spec", Value.Struct.EMPTY);
        var defaulted = type.strategy().defaulted(object);

        assertThat(defaulted.struct("metadata")).isEqualTo(object.struct("metadata"));
        assertThat(defaulted.struct("spec")).isEqualTo(Value.object("name", "tom", "lives", 9, "fur-color", "ginger"));
    }

    @Test
    void aResourceWithoutAPlaceIsRefusedWithTheFix() {
        assertThatThrownBy(() -> Resource.of(Cat.class).type())
                .hasMessageContaining("add .in(\"example.com\", \"v1\")");
    }

    @Test
    void aColumnThatShowsNoFieldIsRefusedNamingClassColumnAndPath() {
        var resource = Resource.of(Cat.class).in("animal.skai.io", "v1alpha1").column("Lives", ".spec.live");

        assertThatThrownBy(resource::type)
                .hasMessageContaining(Cat.class.getName())
                .hasMessageContaining("Lives")
                .hasMessageContaining(".spec.live");
    }

    @Test
    void aTypeInsideTheResourcesClassIsPublishedUnderBothNames() {
        var type = Resource.of(Nest.class).in("animal.skai.io", "v1").type();

        assertThat(spec(type).name()).isEqualTo("io.skai.animal.v1.NestSpec");
        assertThat(spec(cat()).name()).isEqualTo("io.skai.animal.v1alpha1.CatSpec");
    }

    @Test
    void aTypeThatContainsItselfIsRefusedNamingTheMember() {
        assertThatThrownBy(() -> Resource.of(Endless.class).in("a.b", "v1").type())
                .hasMessageContaining("contains itself");
    }

    @Test
    void aColumnTakesTheTypeOfItsField() {
        var type = Resource.of(Cat.class)
                .in("animal.skai.io", "v1alpha1")
                .column("Lives", ".spec.lives")
                .type();

        assertThat(type.versions().getFirst().columns().getFirst().type()).isEqualTo("integer");
    }

    @Test
    void aWarningOfDeprecationIsShortAndPrintable() {
        var resource = Resource.of(Cat.class).in("animal.skai.io", "v1");

        for (String warning : List.of("", "x".repeat(257), "two\nlines")) {
            assertThatThrownBy(() -> resource.deprecated(warning))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("a deprecation warning has 1 to 256 bytes, all printable: ");
        }
        assertThat(resource.deprecated("x".repeat(256)).type().version("v1").deprecation())
                .isPresent();
    }
}
