package dev.outrigger.patch;

import static dev.outrigger.patch.Given.MORNING;
import static dev.outrigger.patch.Given.applied;
import static dev.outrigger.patch.Given.applying;
import static dev.outrigger.patch.Given.boat;
import static dev.outrigger.patch.Given.json;
import static dev.outrigger.patch.Given.refusal;
import static dev.outrigger.patch.Given.updated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How a schema says what is owned together, and what becomes of owners when it says otherwise later. The stories
/// are those of the API concepts' page on server-side apply.
class TopologyTests {
    private static final Schema GRANULAR = Given.properties("data", Given.LABELS, "size", Given.NUMBER);
    private static final Schema ATOMIC = Given.properties("data", Given.atomic(Given.LABELS), "size", Given.NUMBER);

    private static Value.Struct apply(Schema spec, Optional<Value.Struct> live, String configuration, String manager) {
        var versions = Versions.only("sea.example/v1", RandomBoats.whole(spec));
        return new Ownership(Given.BOAT, versions)
                .apply(live, applying(boat(configuration)), FieldManager.named(manager), MORNING);
    }

    private static final Value.Struct ONE_OWNS_ALL =
            apply(ATOMIC, Optional.empty(), "{'data':{'key1':'val1','key2':'val2'}}", "one");

    @Test
    void ofWhatBecomesGranularOthersMayChangeAndRemoveMembersWithoutConflict() {
        assertThat(applied(ONE_OWNS_ALL, "one")).isEqualTo(".spec.data");
        var changed = apply(GRANULAR, Optional.of(ONE_OWNS_ALL), "{'data':{'key1':'other'}}", "two");
        assertThat(changed.get("spec")).contains(json("{'data':{'key1':'other','key2':'val2'}}"));
        assertThat(applied(changed, "one")).isEqualTo(".spec.data");
        assertThat(applied(changed, "two")).isEqualTo(".spec.data.key1");
    }

    @Test
    void whatBecameGranularStaysWhileItsOwnerHoldsIt() {
        var shared = apply(GRANULAR, Optional.of(ONE_OWNS_ALL), "{'data':{'key3':'val3'}}", "two");
        var left = apply(GRANULAR, Optional.of(shared), "{}", "two");
        assertThat(left.get("spec")).contains(json("{'data':{'key1':'val1','key2':'val2'}}"));
    }

    @Test
    void whoOwnedAMemberOfWhatBecomesAtomicOwnsItAllAndAnyChangeConflicts() {
        var first = apply(GRANULAR, Optional.empty(), "{'data':{'key1':'val1'}}", "one");
        var both = apply(GRANULAR, Optional.of(first), "{'data':{'key2':'val2'}}", "two");
        assertThat(refusal(() -> apply(ATOMIC, Optional.of(both), "{'data':{'key3':'val3'}}", "three")))
                .hasMessage("Apply failed with 2 conflicts: conflicts with \"one\":\n- .spec.data\n"
                        + "conflicts with \"two\":\n- .spec.data");
        assertThat(refusal(() -> apply(ATOMIC, Optional.of(both), "{'data':{'key2':'changed'}}", "two")))
                .hasMessage("Apply failed with 1 conflict: conflict with \"one\": .spec.data");
        var moved = apply(ATOMIC, Optional.of(both), "{'data':{'key1':'val1','key2':'val2'},'size':1}", "two");
        assertThat(applied(moved, "one")).isEqualTo(".spec.data");
        assertThat(applied(moved, "two")).isEqualTo(".spec.data\n.spec.size");
    }

    @Test
    void aListThatOnlySaysHowStrategicMergeTreatsItIsOwnedByItsMergeKey() {
        var item = Given.properties("name", Given.TEXT, "beds", Given.NUMBER);
        var spec = Given.properties(
                "cabins", Given.patched(Schema.listOf(item), "merge", "name"),
                "crew", Given.patched(Schema.listOf(Given.TEXT), "merge", ""));
        var ark = apply(spec, Optional.empty(), "{'cabins':[{'name':'a','beds':1}],'crew':['ham']}", "one");
        var both = apply(spec, Optional.of(ark), "{'cabins':[{'name':'b'}],'crew':['shem']}", "two");
        assertThat(both.get("spec"))
                .contains(json("{'cabins':[{'name':'a','beds':1},{'name':'b'}],'crew':['ham','shem']}"));
        assertThat(applied(both, "two"))
                .isEqualTo(".spec.cabins[name=\"b\"]\n.spec.cabins[name=\"b\"].name\n.spec.crew[=\"shem\"]");
    }

    @Test
    void whatIsBelowAnAtomicListIsPartOfIt() {
        var spec = Given.properties("log", Schema.listOf(Given.properties("crew", Given.setOf(Given.TEXT))));
        var ark = apply(spec, Optional.empty(), "{'log':[{'crew':['ham']}]}", "one");
        assertThat(applied(ark, "one")).isEqualTo(".spec.log");
        assertThat(refusal(() -> apply(spec, Optional.of(ark), "{'log':[{'crew':['shem']}]}", "two")))
                .hasMessage("Apply failed with 1 conflict: conflict with \"one\": .spec.log");
    }

    /// The page says that the change belongs to its maker then. The servers track nothing until the next apply,
    /// and clients have met those.
    @Test
    void clearingTheOwnersTogetherWithAChangeEndsTheTrackingUntilTheNextApply() {
        var live = Given.apply(Optional.empty(), "{'name':'Ark','sails':1}", "one", MORNING);
        var cleared =
                boat("{'name':'Ark','sails':2}").with("metadata", Given.object("{'name':'ark','managedFields':[{}]}"));
        var ark = Given.ownership().update(Optional.of(live), cleared, FieldManager.named("two"), MORNING);
        assertThat(Given.managers(ark)).isEmpty();
        var next = Given.apply(Optional.of(ark), "{'sails':2}", "one", MORNING);
        assertThat(applied(next, "one")).isEqualTo(".spec.sails");
        assertThat(updated(next, "before-first-apply")).isEqualTo(".spec\n.spec.name\n.spec.sails");
    }
}
