package dev.outrigger.patch;

import static dev.outrigger.patch.Given.EVENING;
import static dev.outrigger.patch.Given.MORNING;
import static dev.outrigger.patch.Given.NOON;
import static dev.outrigger.patch.Given.applied;
import static dev.outrigger.patch.Given.apply;
import static dev.outrigger.patch.Given.boat;
import static dev.outrigger.patch.Given.forcing;
import static dev.outrigger.patch.Given.json;
import static dev.outrigger.patch.Given.managers;
import static dev.outrigger.patch.Given.object;
import static dev.outrigger.patch.Given.ownership;
import static dev.outrigger.patch.Given.refusal;
import static dev.outrigger.patch.Given.updated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The scenarios of KEP-555: what each apply does to an object and to its owners.
class ApplyTests {

    private static Value.Struct create(String spec, String manager) {
        return apply(Optional.empty(), spec, manager, MORNING);
    }

    private static Value.Struct next(Value.Struct live, String spec, String manager) {
        return apply(Optional.of(live), spec, manager, NOON);
    }

    private static Value.Struct force(Value.Struct live, String spec, String manager) {
        return ownership().apply(Optional.of(live), forcing(boat(spec)), FieldManager.named(manager), NOON);
    }

    private static Value spec(Value.Struct object) {
        return object.get("spec").orElse(Value.NULL);
    }

    @Test
    void whatIsAppliedFirstIsCreatedAndOwned() {
        var ark = create("{'name':'Ark','engine':{'power':9},'flags':{'a':'1'}}", "noah");

        assertThat(ManagedFields.remove(ark)).isEqualTo(boat("{'name':'Ark','engine':{'power':9},'flags':{'a':'1'}}"));
        assertThat(ark.struct("metadata").get("managedFields").orElseThrow()).isEqualTo(json("""
                [{'manager':'noah','operation':'Apply','apiVersion':'sea.example/v1','time':'2026-03-01T08:00:00Z',
                'fieldsType':'FieldsV1','fieldsV1':{'f:spec':{'f:engine':{'f:power':{}},
                'f:flags':{'f:a':{}},'f:name':{}}}}]"""));
    }

    @Test
    void theSameApplyAgainChangesNothingNotEvenTheTime() {
        var ark = create("{'name':'Ark','crew':['ham'],'ports':[{'port':80}],'colour':{'hull':'red'}}", "noah");
        assertThat(next(ark, "{'name':'Ark','crew':['ham'],'ports':[{'port':80}],'colour':{'hull':'red'}}", "noah"))
                .isEqualTo(ark);
    }

    @Test
    void anApplyThatChangesTheObjectMovesTheTime() {
        var ark = next(create("{'sails':1}", "noah"), "{'sails':2}", "noah");
        assertThat(managers(ark)).containsExactly("noah Apply sea.example/v1 2026-03-01T12:00:00Z");
    }

    @Test
    void timesAreKeptToTheSecond() {
        var ark = apply(Optional.empty(), "{'sails':1}", "noah", EVENING);
        assertThat(managers(ark)).containsExactly("noah Apply sea.example/v1 2026-03-01T20:00:00Z");
    }

    @Test
    void aFieldThatIsNotAppliedAnyMoreIsRemoved() {
        var ark = next(
                create("{'name':'Ark','sails':2,'engine':{'power':9,'fuel':'oil'}}", "noah"),
                "{'name':'Ark','engine':{'fuel':'oil'}}",
                "noah");
        assertThat(spec(ark)).isEqualTo(json("{'name':'Ark','engine':{'fuel':'oil'}}"));
        assertThat(applied(ark, "noah")).isEqualTo(".spec.name\n.spec.engine.fuel");
    }

    @Test
    void anObjectWhoseFieldsAreAllGivenUpGoesToo() {
        var ark =
                next(create("{'name':'Ark','engine':{'power':9},'flags':{'a':'1'}}", "noah"), "{'name':'Ark'}", "noah");
        assertThat(spec(ark)).isEqualTo(json("{'name':'Ark'}"));
    }

    @Test
    void theSameValueByTwoManagersIsOwnedByBoth() {
        var ark = next(create("{'name':'Ark'}", "noah"), "{'name':'Ark','sails':1}", "shem");
        assertThat(applied(ark, "noah")).isEqualTo(".spec.name");
        assertThat(applied(ark, "shem")).isEqualTo(".spec.name\n.spec.sails");
    }

    @Test
    void aCoOwnedFieldStaysUntilItsLastOwnerGivesItUp() {
        var shared = next(create("{'name':'Ark','sails':1}", "noah"), "{'sails':1}", "shem");
        var once = next(shared, "{'name':'Ark'}", "noah");
        assertThat(spec(once)).isEqualTo(json("{'name':'Ark','sails':1}"));
        var twice = next(once, "{}", "shem");
        assertThat(spec(twice)).isEqualTo(json("{'name':'Ark'}"));
    }

    @Test
    void anotherValueIsAConflict() {
        var ark = create("{'name':'Ark','sails':1}", "noah");
        var refused = refusal(() -> next(ark, "{'name':'Boat'}", "shem"));
        assertThat(refused).hasMessage("Apply failed with 1 conflict: conflict with \"noah\": .spec.name");
        assertThat(refused.status().code()).isEqualTo(409);
        assertThat(refused.status().reason().text()).isEqualTo("Conflict");
        var causes = refused.status().details().orElseThrow().causes();
        assertThat(causes).hasSize(1);
        assertThat(causes.getFirst().reason()).isEqualTo("FieldManagerConflict");
        assertThat(causes.getFirst().message()).isEqualTo("conflict with \"noah\"");
        assertThat(causes.getFirst().field()).isEqualTo(".spec.name");
    }

    @Test
    void severalConflictsAreListedByManager() {
        var ark = next(
                create("{'name':'Ark','sails':1}", "noah"),
                "{'engine':{'power':9},'ports':[{'port':80,'name':'a'}]}",
                "ham");
        var stored = ownership()
                .update(
                        Optional.of(ark),
                        object(Json.write(ark)
                                .replace("\"ports\"", "\"wet\":true,\"ports\"")
                                .replace('"', '\'')),
                        FieldManager.named("flood"),
                        NOON);
        var refused = refusal(() -> next(
                stored,
                "{'name':'B','sails':2,'engine':{'power':1},'ports':[{'port':80,'name':'b'}],'wet':false}",
                "shem"));
        assertThat(refused).hasMessage("""
                Apply failed with 5 conflicts: conflicts with "flood" using sea.example/v1:
                - .spec.wet
                conflicts with "ham":
                - .spec.engine.power
                - .spec.ports[port=80,protocol="TCP"].name
                conflicts with "noah":
                - .spec.name
                - .spec.sails""");
        assertThat(refused.status().details().orElseThrow().causes()).hasSize(5);
    }

    @Test
    void aConflictThroughASubresourceSaysSo() {
        var ark = create("{'name':'Ark'}", "noah");
        var deep = ownership()
                .update(
                        Optional.of(ark),
                        ark.with("status", object("{'depth':3}")),
                        new FieldManager("sonar", "status"),
                        NOON);
        var refused = refusal(() -> ownership()
                .apply(
                        Optional.of(deep),
                        Given.applying(boat("{}").with("status", object("{'depth':4}"))),
                        FieldManager.named("shem"),
                        NOON));
        assertThat(refused)
                .hasMessage("Apply failed with 1 conflict: "
                        + "conflict with \"sonar\" with subresource \"status\" using sea.example/v1: .status.depth");
    }

    @Test
    void forceTakesTheFieldsOver() {
        var ark = force(create("{'name':'Ark','sails':1}", "noah"), "{'name':'Boat'}", "shem");
        assertThat(spec(ark)).isEqualTo(json("{'name':'Boat','sails':1}"));
        assertThat(applied(ark, "noah")).isEqualTo(".spec.sails");
        assertThat(applied(ark, "shem")).isEqualTo(".spec.name");
    }

    @Test
    void aManagerThatLosesItsLastFieldIsForgotten() {
        var ark = force(create("{'name':'Ark'}", "noah"), "{'name':'Boat'}", "shem");
        assertThat(managers(ark)).containsExactly("shem Apply sea.example/v1 2026-03-01T12:00:00Z");
    }

    @Test
    void whatNobodyOwnsIsTakenWithoutConflict() {
        var live = boat("{'name':'Ark','sails':1}").with("metadata", object("""
                {'name':'ark','managedFields':[{'manager':'noah','operation':'Apply','apiVersion':'sea.example/v1',
                'fieldsType':'FieldsV1','fieldsV1':{'f:spec':{'f:name':{}}}}]}"""));
        var ark = next(live, "{'sails':5}", "shem");
        assertThat(spec(ark)).isEqualTo(json("{'name':'Ark','sails':5}"));
    }

    @Test
    void itemsOfASetAreOwnedOneByOne() {
        var ark = next(create("{'crew':['ham','shem']}", "noah"), "{'crew':['dove','shem']}", "bird");
        assertThat(spec(ark)).isEqualTo(json("{'crew':['ham','dove','shem']}"));
        var fewer = next(ark, "{'crew':[]}", "noah");
        assertThat(spec(fewer)).isEqualTo(json("{'crew':['dove','shem']}"));
        assertThat(applied(fewer, "bird")).isEqualTo(".spec.crew[=\"dove\"]\n.spec.crew[=\"shem\"]");
    }

    @Test
    void itemsOfAMapListAreMergedByKeyAndOwnedMemberByMember() {
        var ark = next(
                create("{'cabins':[{'name':'a','beds':2},{'name':'b','beds':1}]}", "noah"),
                "{'cabins':[{'name':'b','tags':['warm']},{'name':'c','beds':4}]}",
                "shem");
        assertThat(spec(ark))
                .isEqualTo(
                        json(
                                "{'cabins':[{'name':'a','beds':2},{'name':'b','beds':1,'tags':['warm']},{'name':'c','beds':4}]}"));
        assertThat(applied(ark, "shem")).isEqualTo("""
                .spec.cabins[name="b"]
                .spec.cabins[name="c"]
                .spec.cabins[name="b"].name
                .spec.cabins[name="b"].tags[="warm"]
                .spec.cabins[name="c"].beds
                .spec.cabins[name="c"].name""");

        var without = next(ark, "{}", "noah");
        assertThat(spec(without)).isEqualTo(json("{'cabins':[{'name':'b','tags':['warm']},{'name':'c','beds':4}]}"));
    }

    @Test
    void aKeyThatIsLeftOutCountsWithItsDefault() {
        var ark = create("{'ports':[{'port':80,'name':'web'}]}", "noah");
        assertThat(applied(ark, "noah")).startsWith(".spec.ports[port=80,protocol=\"TCP\"]");
        var both = next(ark, "{'ports':[{'port':80,'protocol':'UDP'}]}", "shem");
        assertThat(spec(both)).isEqualTo(json("{'ports':[{'port':80,'name':'web'},{'port':80,'protocol':'UDP'}]}"));
        var defaulted = ark.with("spec", object("{'ports':[{'port':80,'protocol':'TCP','name':'web'}]}"));
        assertThat(next(defaulted, "{'ports':[{'port':80,'name':'web'}]}", "noah"))
                .isEqualTo(defaulted);
    }

    @Test
    void anAtomicListIsOwnedWhole() {
        var ark = create("{'log':['left','right']}", "noah");
        assertThat(applied(ark, "noah")).isEqualTo(".spec.log");
        assertThat(refusal(() -> next(ark, "{'log':['left']}", "shem")))
                .hasMessage("Apply failed with 1 conflict: conflict with \"noah\": .spec.log");
        assertThat(spec(force(ark, "{'log':['up']}", "shem"))).isEqualTo(json("{'log':['up']}"));
    }

    @Test
    void anAtomicMapIsOwnedWhole() {
        var ark = create("{'colour':{'hull':'red','deck':'blue'}}", "noah");
        assertThat(applied(ark, "noah")).isEqualTo(".spec.colour");
        assertThat(refusal(() -> next(ark, "{'colour':{'hull':'red'}}", "shem")))
                .isNotNull();
        assertThat(spec(next(ark, "{'colour':{'hull':'black'}}", "noah")))
                .isEqualTo(json("{'colour':{'hull':'black'}}"));
    }

    @Test
    void keysOfAMapAreOwnedThemselvesAndWhatIsBelowThem() {
        var ark = create("{'holds':{'fore':{'cargo':'hay','tons':3}},'flags':{'a':'1'}}", "noah");
        assertThat(applied(ark, "noah")).isEqualTo("""
                .spec.flags.a
                .spec.holds.fore
                .spec.holds.fore.cargo
                .spec.holds.fore.tons""");
        assertThat(spec(next(ark, "{'flags':{'a':'1'}}", "noah"))).isEqualTo(json("{'flags':{'a':'1'}}"));
    }

    @Test
    void whatHasNoSchemaIsOwnedMemberByMemberAndItsListsWhole() {
        var ark = create("{'extra':{'a':{'b':[1,{'c':2}],'d':null}}}", "noah");
        assertThat(applied(ark, "noah")).isEqualTo("""
                .spec.extra.a
                .spec.extra.a.b
                .spec.extra.a.d""");
        var both = next(ark, "{'extra':{'a':{'e':1}}}", "shem");
        assertThat(spec(both)).isEqualTo(json("{'extra':{'a':{'b':[1,{'c':2}],'d':null,'e':1}}}"));
    }

    @Test
    void valuesOfAnotherTypeReplaceEachOtherWhereAnyIsAllowed() {
        var ark = create("{'extra':{'a':{'b':1}}}", "noah");
        var changed = force(ark, "{'extra':{'a':'text'}}", "shem");
        assertThat(spec(changed)).isEqualTo(json("{'extra':{'a':'text'}}"));
        assertThat(updated(changed, "noah")).isEmpty();
    }

    @Test
    void emptyObjectsAndNullsAreOwned() {
        assertThat(applied(create("{'engine':{},'name':null,'crew':[],'log':[]}", "noah"), "noah"))
                .isEqualTo(".spec.engine\n.spec.log\n.spec.name");
    }

    @Test
    void anObjectWithoutOwnersBelongsToBeforeFirstApply() {
        var live = boat("{'name':'Ark','sails':1}");
        var ark = next(live, "{'name':'Ark'}", "noah");
        assertThat(managers(ark))
                .containsExactly(
                        "noah Apply sea.example/v1 -", "before-first-apply Update sea.example/v1 2026-03-01T12:00:00Z");
        assertThat(updated(ark, "before-first-apply")).isEqualTo(".spec\n.spec.name\n.spec.sails");
        assertThat(refusal(() -> next(live, "{'name':'Boat'}", "noah")))
                .hasMessage("Apply failed with 1 conflict: "
                        + "conflict with \"before-first-apply\" using sea.example/v1: .spec.name");
    }

    @Test
    void systemFieldsAreNeverOwned() {
        var configuration = boat("{'name':'Ark'}").with("metadata", object("""
                {'name':'ark','namespace':'sea','uid':'1','resourceVersion':'7','generation':3,
                'creationTimestamp':null,'labels':{'a':'b'},'finalizers':['x.y/z'],
                'ownerReferences':[{'uid':'2','name':'ocean'}]}"""));
        var ark =
                ownership().apply(Optional.empty(), Given.applying(configuration), FieldManager.named("noah"), MORNING);
        assertThat(applied(ark, "noah")).isEqualTo("""
                .metadata.finalizers[="x.y/z"]
                .metadata.labels.a
                .metadata.ownerReferences[uid="2"]
                .metadata.ownerReferences[uid="2"].name
                .metadata.ownerReferences[uid="2"].uid
                .spec.name""");
    }

    @Test
    void aManagerWithoutANameIsUnknown() {
        assertThat(managers(create("{'sails':1}", "")))
                .containsExactly("unknown Apply sea.example/v1 2026-03-01T08:00:00Z");
    }

    @Test
    void applyAndUpdateByOneNameAreTwoManagers() {
        var ark = create("{'name':'Ark'}", "noah");
        var changed = ownership()
                .update(
                        Optional.of(ark),
                        ark.with("spec", object("{'name':'Boat'}")),
                        FieldManager.named("noah"),
                        NOON);
        assertThat(managers(changed)).containsExactly("noah Update sea.example/v1 2026-03-01T12:00:00Z");
        assertThat(refusal(() -> next(changed, "{'name':'Ark'}", "noah")))
                .hasMessage("Apply failed with 1 conflict: conflict with \"noah\" using sea.example/v1: .spec.name");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'zap':1}                        | .spec.zap: field not declared in schema
            {'engine':{'zap':1}}             | .spec.engine.zap: field not declared in schema
            {'name':5}                       | .spec.name: expected string, got &value.valueUnstructured{Value:5}
            {'name':['a']}                   | .spec.name: expected string, got &value.valueUnstructured{Value:[]interface {}{"a"}}
            {'sails':'two'}                  | .spec.sails: expected numeric (int or float), got string
            {'sails':{'a':1}}                | .spec.sails: expected numeric (int or float), got map[string]interface {}
            {'wet':'yes'}                    | .spec.wet: expected boolean, got &{yes}
            {'engine':'big'}                 | .spec.engine: expected map, got &{big}
            {'engine':[1,{'b':2,'a':'x'}]}   | .spec.engine: expected map, got &{[1 map[a:x b:2]]}
            {'crew':{'a':1}}                 | .spec.crew: expected list, got &{map[a:1]}
            {'crew':['a','a']}               | .spec.crew: duplicate entries for key [="a"]
            {'crew':['a',{'b':1}]}           | .spec.crew: element 1: associative list without keys has an element that's a map type
            {'crew':[null]}                  | .spec.crew: element 0: associative list without keys has an element that's an explicit null
            {'ports':[{'port':1},{'port':1,'protocol':'TCP'}]} | .spec.ports: duplicate entries for key [port=1,protocol="TCP"]
            {'cabins':[{'beds':1}]}          | .spec.cabins: element 0: associative list with keys has an element that omits all key fields ["name"] (and doesn't have default values for any key fields)
            {'cabins':['a']}                 | .spec.cabins: element 0: associative list with keys may not have non-map elements
            {'cabins':[{'name':'a','x':1}]}  | .spec.cabins[name="a"].x: field not declared in schema
            {'log':['a',1]}                  | .spec.log[1]: expected string, got &value.valueUnstructured{Value:1}
            {'length':{'a':1}}               | .spec.length: expected any scalar, got &{map[a:1]}
            """)
    void aConfigurationThatDoesNotFitTheSchemaIs400(String spec, String problem) {
        var refused = refusal(() -> create(spec, "noah"));
        assertThat(refused.status().code()).isEqualTo(400);
        assertThat(refused)
                .hasMessage("failed to create typed patch object (/ark; sea.example/v1, Kind=Boat): " + problem);
    }

    @Test
    void severalProblemsAreListed() {
        assertThat(refusal(() -> create("{'name':1,'sails':'x'}", "noah"))).hasMessage("""
                failed to create typed patch object (/ark; sea.example/v1, Kind=Boat): errors:
                  .spec.name: expected string, got &value.valueUnstructured{Value:1}
                  .spec.sails: expected numeric (int or float), got string""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'apiVersion':'sea.example/v2','kind':'Boat'}  | invalid object type: sea.example/v2, Kind=Boat
            {'apiVersion':'sea.example/v1','kind':'Raft'}  | invalid object type: sea.example/v1, Kind=Raft
            {'apiVersion':'v1','kind':'Boat'}              | invalid object type: /v1, Kind=Boat
            {}                                             | invalid object type: /, Kind=
            {'apiVersion':'sea.example/v1','kind':'Boat','metadata':{'managedFields':[]}} | metadata.managedFields must be nil
            """)
    void aConfigurationOfTheWrongKindIs400(String configuration, String message) {
        var refused = refusal(() -> ownership()
                .apply(
                        Optional.empty(),
                        Given.applying(object(configuration)),
                        FieldManager.named("noah"),
                        Instant.EPOCH));
        assertThat(refused.status().code()).isEqualTo(400);
        assertThat(refused).hasMessage(message);
    }

    @Test
    void aStoredObjectThatDoesNotFitTheSchemaIsTheServersFault() {
        assertThatThrownBy(() -> next(boat("{'zap':1}"), "{'sails':1}", "noah"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("failed to create typed live object (/ark; sea.example/v1, Kind=Boat): "
                        + ".spec.zap: field not declared in schema");
    }

    @Test
    void anIgnoredFieldIsMergedButNotOwned() {
        var versions = new Versions() {
            @Override
            public Optional<Schema> schema(String apiVersion) {
                return Optional.of(Given.BOATS);
            }

            @Override
            public Value.Struct convert(Value.Struct object, String apiVersion) {
                return object;
            }

            @Override
            public List<String> resetFields(String apiVersion) {
                return List.of("/status");
            }
        };
        var configuration = boat("{'sails':1}").with("status", object("{'depth':1}"));
        var ark = new Ownership(Given.BOAT, versions)
                .apply(Optional.empty(), Given.applying(configuration), FieldManager.named("noah"), MORNING);
        assertThat(applied(ark, "noah")).isEqualTo(".spec.sails");
    }
}
