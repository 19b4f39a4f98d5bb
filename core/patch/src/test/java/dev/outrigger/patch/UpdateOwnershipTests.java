package dev.outrigger.patch;

import static dev.outrigger.patch.Given.EVENING;
import static dev.outrigger.patch.Given.MORNING;
import static dev.outrigger.patch.Given.NOON;
import static dev.outrigger.patch.Given.applied;
import static dev.outrigger.patch.Given.boat;
import static dev.outrigger.patch.Given.json;
import static dev.outrigger.patch.Given.managers;
import static dev.outrigger.patch.Given.object;
import static dev.outrigger.patch.Given.ownership;
import static dev.outrigger.patch.Given.updated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What creates, updates and patches do to the owners of an object.
class UpdateOwnershipTests {

    private static Value.Struct create(String spec, String manager) {
        return ownership().update(Optional.empty(), boat(spec), FieldManager.named(manager), MORNING);
    }

    private static Value.Struct update(Value.Struct live, String spec, String manager, Instant now) {
        return ownership().update(Optional.of(live), live.with("spec", json(spec)), FieldManager.named(manager), now);
    }

    private static Value managedFields(Value.Struct object) {
        return ManagedFields.of(object);
    }

    private static Value.Struct withManagedFields(Value.Struct object, String list) {
        return ManagedFields.set(object, json(list));
    }

    @Test
    void aCreatorOwnsAllItCreates() {
        var ark = create("{'name':'Ark','engine':{'power':9},'crew':['ham'],'flags':{'a':'1'}}", "kubectl-create");
        assertThat(managedFields(ark)).isEqualTo(json("""
                [{'manager':'kubectl-create','operation':'Update','apiVersion':'sea.example/v1',
                'time':'2026-03-01T08:00:00Z','fieldsType':'FieldsV1','fieldsV1':{'f:spec':{'.':{},
                'f:crew':{'.':{},'v:\\\\'ham\\\\'':{}},'f:engine':{'.':{},'f:power':{}},
                'f:flags':{'.':{},'f:a':{}},'f:name':{}}}}]""".replace("\\\\'", "\\\"")));
    }

    @Test
    void entriesListTheirMembersInUpstreamsOrder() {
        var deep =
                ownership().update(Optional.empty(), boat("{'sails':1}"), new FieldManager("sonar", "status"), MORNING);
        var entry =
                (Value.Struct) deep.struct("metadata").items("managedFields").getFirst();
        assertThat(entry.members().keySet())
                .containsExactly("manager", "operation", "apiVersion", "time", "fieldsType", "fieldsV1", "subresource");
    }

    @Test
    void aChangeMovesTheFieldToWhoMadeIt() {
        var ark = update(create("{'name':'Ark','sails':1}", "noah"), "{'name':'Ark','sails':2}", "shem", NOON);
        assertThat(updated(ark, "noah")).isEqualTo(".spec\n.spec.name");
        assertThat(updated(ark, "shem")).isEqualTo(".spec.sails");
        assertThat(managers(ark))
                .containsExactly(
                        "noah Update sea.example/v1 2026-03-01T08:00:00Z",
                        "shem Update sea.example/v1 2026-03-01T12:00:00Z");
    }

    @Test
    void aRemovedFieldBelongsToNobody() {
        var ark = update(create("{'name':'Ark','engine':{'power':9}}", "noah"), "{'name':'Ark'}", "shem", NOON);
        assertThat(updated(ark, "noah")).isEqualTo(".spec\n.spec.name");
        assertThat(managers(ark)).containsExactly("noah Update sea.example/v1 2026-03-01T08:00:00Z");
    }

    @Test
    void anUpdateWithoutAChangeLeavesTheOwnersAndTheirTimes() {
        var ark = create("{'name':'Ark','ports':[{'port':80}]}", "noah");
        assertThat(update(ark, "{'name':'Ark','ports':[{'port':80}]}", "shem", NOON))
                .isEqualTo(ark);
    }

    @Test
    void laterChangesByOneManagerAddUpAndMoveItsTime() {
        var ark = update(create("{'name':'Ark'}", "noah"), "{'name':'Ark','sails':1}", "noah", NOON);
        assertThat(updated(ark, "noah")).isEqualTo(".spec\n.spec.name\n.spec.sails");
        assertThat(managers(ark)).containsExactly("noah Update sea.example/v1 2026-03-01T12:00:00Z");
    }

    @Test
    void anUpdateTakesFromAppliersToo() {
        var ark = Given.apply(Optional.empty(), "{'name':'Ark','sails':1}", "noah", MORNING);
        var changed = update(ark, "{'name':'Ark','sails':9}", "autoscaler", NOON);
        assertThat(applied(changed, "noah")).isEqualTo(".spec.name");
        assertThat(updated(changed, "autoscaler")).isEqualTo(".spec.sails");
        assertThat(managers(changed))
                .containsExactly(
                        "noah Apply sea.example/v1 2026-03-01T08:00:00Z",
                        "autoscaler Update sea.example/v1 2026-03-01T12:00:00Z");
    }

    @Test
    void aWriteThroughASubresourceIsAnEntryOfItsOwn() {
        var ark = create("{'name':'Ark'}", "noah");
        var deep = ownership()
                .update(
                        Optional.of(ark),
                        ark.with("status", object("{'depth':3}")),
                        new FieldManager("noah", "status"),
                        NOON);
        var entries = deep.struct("metadata").items("managedFields");
        assertThat(entries).hasSize(2);
        assertThat(((Value.Struct) entries.get(1)).text("subresource")).contains("status");
        assertThat(((Value.Struct) entries.get(1)).get("fieldsV1"))
                .contains(json("{'f:status':{'.':{},'f:depth':{}}}"));
    }

    @Test
    void managedFieldsSentThroughASubresourceAreIgnored() {
        var ark = create("{'name':'Ark'}", "noah");
        var sent = withManagedFields(ark, "[]");
        assertThat(ownership().update(Optional.of(ark), sent, new FieldManager("noah", "status"), NOON))
                .isEqualTo(ark);
    }

    @Test
    void duplicatesInASetAreOneField() {
        var ark = create("{'crew':['ham','ham','shem']}", "noah");
        assertThat(updated(ark, "noah")).contains(".spec.crew[=\"ham\"]");
        assertThat(updated(update(ark, "{'crew':['ham','shem']}", "shem", NOON), "shem"))
                .isEqualTo(".spec.crew[=\"ham\"]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = "[]\n[{}]\n[{'manager':'','operation':''}]")
    void anEmptyListEndsTheTracking(String list) {
        var ark = create("{'name':'Ark'}", "noah");
        var reset =
                ownership().update(Optional.of(ark), withManagedFields(ark, list), FieldManager.named("noah"), NOON);
        assertThat(managedFields(reset)).isEqualTo(Value.NULL);
        assertThat(managedFields(update(reset, "{'name':'Boat'}", "shem", EVENING)))
                .isEqualTo(Value.NULL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            null
            [{'manager':'x','operation':'Nope','apiVersion':'sea.example/v1','fieldsType':'FieldsV1'}]
            [{'manager':'x','operation':'Update','apiVersion':'sea.example/v1','fieldsType':'FieldsV9'}]
            'text'
            """)
    void aListThatIsAbsentOrUnreadableChangesNothing(String list) {
        var ark = create("{'name':'Ark'}", "noah");
        var sent = withManagedFields(ark, list);
        assertThat(ownership().update(Optional.of(ark), sent, FieldManager.named("shem"), NOON))
                .isEqualTo(ark);
    }

    @Test
    void aClientMayEditTheOwners() {
        var ark = create("{'name':'Ark'}", "noah");
        var sent = withManagedFields(ark, """
                [{'manager':'shem','operation':'Apply','apiVersion':'sea.example/v1','fieldsType':'FieldsV1',
                'fieldsV1':{'f:spec':{'f:name':{}}}}]""");
        var stored = ownership().update(Optional.of(ark), sent, FieldManager.named("shem"), NOON);
        assertThat(managers(stored)).containsExactly("shem Apply sea.example/v1 -");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{'operation':'Nope','apiVersion':'v1','fieldsType':'FieldsV1'}]  | operation must be `Apply` or `Update`
            [{'operation':'Apply','fieldsType':'FieldsV1'}]                   | apiVersion must not be empty
            [{'operation':'Apply','apiVersion':'v1'}]                         | missing fieldsType in managed fields entry 0
            [{'operation':'Apply','apiVersion':'v1','fieldsType':'x'}]        | invalid fieldsType "x" in managed fields entry 0
            """)
    void whatIsWrongWithAnEntryIsSaidAsUpstreamSaysIt(String list, String problem) {
        assertThat(Ownership.problem(withManagedFields(boat("{}"), list))).contains(problem);
    }

    @Test
    void thereIsNothingWrongWithWhatUpdateWrote() {
        assertThat(Ownership.problem(create("{'ports':[{'port':80}],'crew':['a<b']}", "noah")))
                .isEmpty();
    }

    @Test
    void anObjectThatDoesNotFitTheSchemaKeepsItsOwners() {
        var ark = create("{'name':'Ark'}", "noah");
        var odd = update(ark, "{'zap':1}", "shem", NOON);
        assertThat(managedFields(odd)).isEqualTo(managedFields(ark));
        assertThat(odd.get("spec")).contains(json("{'zap':1}"));
    }

    @Test
    void theOldestOfMoreThanTenUpdatersAreMerged() {
        var ark = create("{'flags':{}}", "m00");
        for (int i = 1; i <= 12; i++) {
            var flags = new StringBuilder();
            for (int j = 1; j <= i; j++)
                flags.append(j > 1 ? "," : "").append("'f").append(j).append("':'x'");
            ark = update(ark, "{'flags':{" + flags + "}}", "m%02d".formatted(i), MORNING.plusSeconds(i));
        }
        assertThat(managers(ark))
                .hasSize(10)
                .first()
                .asString()
                .isEqualTo("ancient-changes Update sea.example/v1 2026-03-01T08:00:03Z");
        assertThat(updated(ark, "ancient-changes"))
                .contains(".spec.flags.f1", ".spec.flags.f3")
                .doesNotContain("f4");
        assertThat(updated(ark, "m04")).isEqualTo(".spec.flags.f4");
    }

    @Test
    void aWriteThatOnlyMovesTimesIsUndone() {
        var ark = create("{'name':'Ark'}", "noah");
        var later = object(Json.write(ark).replace("08:00:00", "09:00:00").replace('"', '\''));
        assertThat(Ownership.keepTimes(ark, later)).isEqualTo(ark);
        var changed = later.with("spec", object("{'name':'Boat'}"));
        assertThat(Ownership.keepTimes(ark, changed)).isEqualTo(changed);
    }

    @Test
    void whoOwnedPartsOfWhatIsNowOwnedWholeOwnsItAll() {
        var live = withManagedFields(boat("{'colour':{'hull':'red'},'log':['a']}"), """
                [{'manager':'noah','operation':'Apply','apiVersion':'sea.example/v1','fieldsType':'FieldsV1',
                'fieldsV1':{'f:spec':{'f:colour':{'f:hull':{}},'f:log':{'.':{},'v:1':{}}}}}]""");
        var ark = update(live, "{'colour':{'hull':'red'},'log':['a'],'sails':1}", "shem", NOON);
        assertThat(applied(ark, "noah")).isEqualTo(".spec.colour\n.spec.log");
    }
}
