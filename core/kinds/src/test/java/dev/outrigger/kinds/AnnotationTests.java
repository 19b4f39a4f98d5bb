package dev.outrigger.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Rule;
import dev.outrigger.schema.Schema;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.crd.generator.annotation.SchemaSwap;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Nullable;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What fabric8's annotations make of a schema, as its CRD generator does.
class AnnotationTests {
    @ValidationRule(value = "self.spec.least <= self.spec.most", message = "least is above most")
    static class Crate {
        public Spec spec;
    }

    @ValidationRule("has(self.least)")
    @ValidationRule(
            value = "self.most == oldSelf.most",
            messageExpression = "'most was ' + string(oldSelf.most)",
            reason = "FieldValueForbidden",
            fieldPath = ".most",
            optionalOldSelf = true)
    static class Spec {
        @Min(0)
        @Max(value = 1.5, inclusive = false)
        public double least;

        @Required
        @Min(value = 0, inclusive = false)
        public long most;

        @Pattern("^[a-z]+$")
        @Size(min = 1, max = 9)
        @Default("oak")
        public String wood;

        @Size(max = 3)
        public List<@Size(min = 2) String> marks;

        @Size(min = 1)
        public Map<String, @Min(1) @Max(5) Integer> counts;

        @Nullable
        @ValidationRule("self.length() < 5")
        public String label;

        @PreserveUnknownFields
        public Slot free;

        @ValidationRule("self.depth > 0")
        public Slot deep;

        public Slot plain;

        @SchemaFrom(type = Slot.class)
        public String drawn;
    }

    @ValidationRule("self.depth < 100")
    static class Slot {
        public int depth;
    }

    @ValidationRule(value = "true", reason = "FieldValueSilly")
    record Odd(String x) {}

    @SchemaSwap(originalType = Rope.class, fieldName = "knot", targetType = String.class)
    @SchemaSwap(originalType = Rope.class, fieldName = "secret")
    static class Mast {
        public Rope rope;
    }

    @SchemaSwap(originalType = Link.class, fieldName = "next", depth = 2)
    static class Chain {
        public Link first;
    }

    static class Rope {
        public Slot knot;
        public String secret;
        public int length;
    }

    static class Link {
        public String name;
        public Link next;
    }

    private static final Schema SCHEMA = Resource.of(Crate.class)
            .in("a.b", "v1")
            .rule("self.metadata.name != 'x'", "not x")
            .type()
            .version("v1")
            .schema();

    private static Schema member(String name) {
        return SCHEMA.properties().get("spec").properties().get(name);
    }

    @Test
    void rulesOfAClassAndThoseAddedInTheProgramAreTheSchemas() {
        assertThat(SCHEMA.rules())
                .containsExactly(
                        Rule.of("self.spec.least <= self.spec.most").withMessage("least is above most"),
                        Rule.of("self.metadata.name != 'x'").withMessage("not x"));
        assertThat(SCHEMA.properties().get("spec").rules())
                .containsExactly(
                        Rule.of("has(self.least)"),
                        new Rule(
                                "self.most == oldSelf.most",
                                "",
                                "'most was ' + string(oldSelf.most)",
                                Rule.Reason.FORBIDDEN,
                                ".most",
                                true));
    }

    @Test
    void rulesOfAMemberComeAfterThoseOfItsTypeWhichIsThenPublishedInPlace() {
        assertThat(member("label").rules()).containsExactly(Rule.of("self.length() < 5"));
        assertThat(member("deep").rules()).containsExactly(Rule.of("self.depth < 100"), Rule.of("self.depth > 0"));
        assertThat(member("deep").name()).isEmpty();
        assertThat(member("plain").rules()).containsExactly(Rule.of("self.depth < 100"));
        assertThat(member("plain").name()).isEqualTo("b.a.v1.Slot");
    }

    @Test
    void limitsAreTakenOver() {
        var limits = Schema.Limits.NONE;

        assertThat(member("least").limits())
                .isEqualTo(limits.withMinimum(0, false).withMaximum(1.5, true));
        assertThat(member("most").limits()).isEqualTo(limits.withMinimum(0, true));
        assertThat(SCHEMA.properties().get("spec").required()).containsExactly("most");
        assertThat(member("wood").limits())
                .isEqualTo(limits.withPattern("^[a-z]+$").withLength(Optional.of(1L), Optional.of(9L)));
        assertThat(member("wood").defaultValue()).contains(Value.of("oak"));
        assertThat(member("label").nullable()).isTrue();
        assertThat(member("free").preserveUnknown()).isTrue();
        assertThat(member("plain").preserveUnknown()).isFalse();
    }

    @Test
    void whatStandsBeforeTheTypeOfItemsAndValuesLimitsThese() {
        var limits = Schema.Limits.NONE;

        assertThat(member("marks").limits()).isEqualTo(limits.withItems(Optional.empty(), Optional.of(3L)));
        assertThat(member("marks").items().orElseThrow().limits())
                .isEqualTo(limits.withLength(Optional.of(2L), Optional.empty()));
        assertThat(member("counts").limits()).isEqualTo(limits.withMembers(Optional.of(1L), Optional.empty()));
        assertThat(member("counts").additionalProperties().orElseThrow().limits())
                .isEqualTo(limits.withMinimum(1, false).withMaximum(5, false));
    }

    @Test
    void aSchemaFromAnotherTypeTakesTheMembersPlace() {
        assertThat(member("drawn")).isEqualTo(member("plain"));
    }

    private static Schema under(Class<?> type, String member) {
        var schema = Resource.of(type).in("a.b", "v1").type().version("v1").schema();
        return schema.properties().get(member);
    }

    @Test
    void aSwappedMemberHasAnotherTypeOrIsLeftOut() {
        var rope = under(Mast.class, "rope");

        assertThat(rope.properties()).containsOnlyKeys("knot", "length");
        assertThat(rope.properties().get("knot").type()).isEqualTo(Schema.Type.STRING);
    }

    @Test
    void aTypeThatContainsItselfEndsWhereItIsSwapped() {
        var first = under(Chain.class, "first");
        var second = first.properties().get("next");
        var third = second.properties().get("next");

        assertThat(second.properties()).containsOnlyKeys("name", "next");
        assertThat(third.properties()).containsOnlyKeys("name");
    }

    @Test
    void aReasonThatThereIsNoneOfIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> Resource.of(Odd.class).in("a.b", "v1").type())
                .hasMessageContaining("FieldValueSilly")
                .hasMessageContaining("FieldValueInvalid, FieldValueForbidden");
    }
}
