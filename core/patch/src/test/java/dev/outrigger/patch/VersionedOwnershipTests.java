package dev.outrigger.patch;

import static dev.outrigger.patch.Given.MORNING;
import static dev.outrigger.patch.Given.NOON;
import static dev.outrigger.patch.Given.managers;
import static dev.outrigger.patch.Given.object;
import static dev.outrigger.patch.Given.properties;
import static dev.outrigger.patch.Given.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Owners in several versions of one kind: v1 says `sails` where v2 says `masts`.
class VersionedOwnershipTests {

    private record Renaming(Map<String, Schema> schemas) implements Versions {
        @Override
        public Optional<Schema> schema(String apiVersion) {
            return Optional.ofNullable(schemas.get(apiVersion));
        }

        @Override
        public Value.Struct convert(Value.Struct object, String apiVersion) {
            var spec = new LinkedHashMap<String, Value>();
            var renamed = apiVersion.endsWith("v2") ? Map.of("sails", "masts") : Map.of("masts", "sails");
            object.struct("spec").members().forEach((name, value) -> spec.put(renamed.getOrDefault(name, name), value));
            return object.with("apiVersion", apiVersion).with("spec", new Value.Struct(spec));
        }
    }

    private static final Versions BOTH = new Renaming(Map.of(
            "sea.example/v1", boats(properties("name", Given.TEXT, "sails", Given.NUMBER)),
            "sea.example/v2", boats(properties("name", Given.TEXT, "masts", Given.NUMBER))));

    private static Schema boats(Schema spec) {
        return properties("apiVersion", Given.TEXT, "kind", Given.TEXT, "metadata", Given.METADATA, "spec", spec);
    }

    private static Ownership in(String version, Versions versions) {
        return new Ownership(new GroupVersionKind("sea.example", version, "Boat"), versions);
    }

    private static Value.Struct boat(String version, String spec) {
        return object("{'apiVersion':'sea.example/" + version + "','kind':'Boat','metadata':{'name':'ark'},'spec':"
                + spec + "}");
    }

    private static Value.Struct apply(Optional<Value.Struct> live, String version, String spec, String manager) {
        return in(version, BOTH).apply(live, Given.applying(boat(version, spec)), FieldManager.named(manager), MORNING);
    }

    private static final Value.Struct APPLIED_IN_V1 = apply(Optional.empty(), "v1", "{'name':'Ark','sails':2}", "noah");

    @Test
    void aConflictNamesTheFieldInTheOwnersVersion() {
        var live = Optional.of(BOTH.convert(APPLIED_IN_V1, "sea.example/v2"));
        assertThat(refusal(() -> apply(live, "v2", "{'masts':3}", "shem")))
                .hasMessage("Apply failed with 1 conflict: conflict with \"noah\": .spec.sails");
    }

    @Test
    void anotherVersionsOwnerKeepsItsFieldNames() {
        var live = Optional.of(BOTH.convert(APPLIED_IN_V1, "sea.example/v2"));
        var both = apply(live, "v2", "{'masts':2}", "shem");
        assertThat(Given.applied(both, "noah")).isEqualTo(".spec.name\n.spec.sails");
        assertThat(Given.applied(both, "shem")).isEqualTo(".spec.masts");
    }

    @Test
    void anApplierMayMoveToAnotherVersionAndKeepsOneEntry() {
        var live = Optional.of(BOTH.convert(APPLIED_IN_V1, "sea.example/v2"));
        var moved = apply(live, "v2", "{'name':'Ark'}", "noah");
        assertThat(moved.get("spec")).contains(object("{'name':'Ark'}"));
        assertThat(managers(moved)).containsExactly("noah Apply sea.example/v2 2026-03-01T08:00:00Z");
    }

    @Test
    void whatAnOwnerInAnotherVersionHoldsIsNotRemoved() {
        var live = BOTH.convert(APPLIED_IN_V1, "sea.example/v2");
        var both = apply(Optional.of(live), "v2", "{'masts':2}", "shem");
        var left = apply(Optional.of(BOTH.convert(both, "sea.example/v1")), "v1", "{'name':'Ark'}", "noah");
        assertThat(left.get("spec")).contains(object("{'name':'Ark','sails':2}"));
    }

    @Test
    void anUpdateInAnotherVersionTakesTheFieldByItsOtherName() {
        var live = BOTH.convert(APPLIED_IN_V1, "sea.example/v2");
        var changed = live.with("spec", object("{'name':'Ark','masts':7}"));
        var stored = in("v2", BOTH).update(Optional.of(live), changed, FieldManager.named("shem"), NOON);
        assertThat(Given.applied(stored, "noah")).isEqualTo(".spec.name");
        assertThat(Given.updated(stored, "shem")).isEqualTo(".spec.masts");
    }

    @Test
    void updatesInTwoVersionsAreTwoEntries() {
        var v1 = in("v1", BOTH)
                .update(Optional.empty(), boat("v1", "{'name':'Ark'}"), FieldManager.named("noah"), MORNING);
        var v2 = BOTH.convert(v1, "sea.example/v2");
        var both = in("v2", BOTH)
                .update(
                        Optional.of(v2),
                        v2.with("spec", object("{'name':'Ark','masts':1}")),
                        FieldManager.named("noah"),
                        NOON);
        assertThat(managers(both))
                .containsExactly(
                        "noah Update sea.example/v1 2026-03-01T08:00:00Z",
                        "noah Update sea.example/v2 2026-03-01T12:00:00Z");
    }

    @Test
    void ownersInAVersionThatIsNoLongerServedAreForgotten() {
        var onlyV2 = new Renaming(
                Map.of("sea.example/v2", BOTH.schema("sea.example/v2").orElseThrow()));
        var live = BOTH.convert(APPLIED_IN_V1, "sea.example/v2");
        var ark = in("v2", onlyV2)
                .apply(Optional.of(live), Given.applying(boat("v2", "{'masts':9}")), FieldManager.named("shem"), NOON);
        assertThat(managers(ark)).containsExactly("shem Apply sea.example/v2 2026-03-01T12:00:00Z");
    }

    @Test
    void aFailingConversionDoesNotStopUpdates() {
        var failing = new Versions() {
            @Override
            public Optional<Schema> schema(String apiVersion) {
                return BOTH.schema(apiVersion);
            }

            @Override
            public Value.Struct convert(Value.Struct object, String apiVersion) {
                throw new IllegalStateException("the webhook is away");
            }
        };
        var live = BOTH.convert(APPLIED_IN_V1, "sea.example/v2");
        var changed = live.with("spec", object("{'name':'Boat'}"));
        var stored = in("v2", failing).update(Optional.of(live), changed, FieldManager.named("shem"), NOON);
        assertThat(managers(stored)).isEqualTo(managers(live));
        assertThat(stored.get("spec")).contains(object("{'name':'Boat'}"));
    }
}
