package dev.outrigger.server;

import dev.outrigger.kinds.Resource;
import dev.outrigger.schema.Rule;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
import io.fabric8.crd.generator.annotation.SelectableField;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/// A type with CEL rules in every place that can have them.
final class ProtocolPonds {
    private ProtocolPonds() {}

    @ValidationRule(value = "self.metadata.name != 'ocean'", message = "an ocean is no pond")
    @AdditionalSelectableField(jsonPath = ".spec.rank")
    static class Pond {
        public Spec spec;
        public Status status;
    }

    @ValidationRule(
            value = "!has(self.shallow) || !has(self.deep) || self.shallow <= self.deep",
            messageExpression = "'shallow is %d, deep %d'.format([self.shallow, self.deep])",
            message = "never seen",
            fieldPath = ".shallow")
    @ValidationRule(
            value = "!has(self.owner) || has(self.deed)",
            message = "an owned pond has a deed",
            reason = "FieldValueRequired",
            fieldPath = ".deed")
    static class Spec {
        @Max(100)
        public Integer shallow;

        public Integer deep;
        public String owner;
        public String deed;

        @ValidationRule(value = "self == oldSelf", message = "a pond stays where it is", reason = "FieldValueForbidden")
        public String site;

        @ValidationRule(
                value = "oldSelf.hasValue() ? self >= oldSelf.value() : self == 0",
                message = "silt begins at 0 and only grows",
                optionalOldSelf = true)
        public Integer silt;

        @ValidationRule("self.startsWith('w')")
        @Size(max = 8)
        public String water;

        @ValidationRule(value = "self != 'rain'", messageExpression = "''")
        public String source;

        @ValidationRule(value = "self.all(x, self.exists_one(y, x == y))", message = "names twice")
        @Size(max = 5)
        public List<@Size(max = 9) String> fish;

        @Size(max = 9)
        public Map<String, Plant> plants;

        @SelectableField
        public String color;

        public Boolean deepest;
        public Integer rank;
    }

    static class Plant {
        @Required
        @ValidationRule("self < 10")
        @ValidationRule("self >= oldSelf")
        public int count;
    }

    @ValidationRule(value = "self.level >= 0", message = "dry")
    static class Status {
        @Required
        public int level;
    }

    static Resource<Pond> resource() {
        return Resource.of(Pond.class)
                .in("ponds.example.com", "v1")
                .selectableField(".spec.deepest")
                .rule(Rule.of("!has(self.spec) || !has(self.spec.owner) || self.spec.owner != self.metadata.name")
                        .withMessage("nobody owns their namesake")
                        .withReason(Rule.Reason.DUPLICATE));
    }

    /// The same resource before anybody thought of rules.
    record Before(FreeSpec spec, FreeStatus status) {}

    record FreeSpec(
            Integer shallow,
            Integer deep,
            String owner,
            String deed,
            String site,
            Integer silt,
            String water,
            String source,
            List<String> fish,
            Map<String, FreePlant> plants) {}

    record FreePlant(Integer count) {}

    record FreeStatus(Integer level) {}

    static Resource<Before> before() {
        return Resource.of(Before.class).in("ponds.example.com", "v1").kind("Pond");
    }
}
