package dev.outrigger.patch;

import static dev.outrigger.patch.Given.NUMBER;
import static dev.outrigger.patch.Given.TEXT;
import static dev.outrigger.patch.Given.json;
import static dev.outrigger.patch.Given.object;
import static dev.outrigger.patch.Given.patched;
import static dev.outrigger.patch.Given.properties;
import static dev.outrigger.patch.Given.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategicMergePatchTests {
    private static final Schema CABIN = properties(
            "name",
            TEXT,
            "beds",
            NUMBER,
            "tags",
            patched(Schema.listOf(TEXT), "merge", ""),
            "doors",
            patched(Schema.listOf(properties("name", TEXT, "wide", NUMBER)), "merge", "name"));
    private static final Schema BOAT = properties(
            "name", TEXT,
            "crew", patched(Schema.listOf(TEXT), "merge", ""),
            "log", Schema.listOf(TEXT),
            "cabins", patched(Schema.listOf(CABIN), "merge", "name"),
            "masts", Schema.listOf(CABIN),
            "keyless", patched(Schema.listOf(CABIN), "merge", ""),
            "strategy",
                    properties("type", TEXT, "slow", NUMBER, "fast", NUMBER)
                            .withMerge(new Schema.Merge(
                                    Schema.ListType.ATOMIC, java.util.List.of(), false, "retainKeys", "")),
            "cargo",
                    properties("a", NUMBER, "b", NUMBER)
                            .withMerge(new Schema.Merge(
                                    Schema.ListType.ATOMIC, java.util.List.of(), false, "replace", "")),
            "holds", Schema.mapOf(CABIN),
            "extra", Schema.of(Schema.Type.ANY));

    private static Value.Struct patch(String live, String patch) {
        return Patcher.apply(Patch.StrategicMergePatch.of(json(patch)), object(live), BOAT);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            members merge | {'name':'a','extra':{'x':1}} | {'extra':{'y':2}} | {'name':'a','extra':{'x':1,'y':2}}
            null removes | {'name':'a','log':['x']} | {'log':null} | {'name':'a'}
            nulls of new objects are dropped | {} | {'extra':{'x':null,'y':[{'z':null,'w':1}]}} | {'extra':{'y':[{'w':1}]}}
            lists of scalars merge as sets | {'crew':['a','b']} | {'crew':['b','c']} | {'crew':['a','b','c']}
            a list without a strategy is replaced | {'log':['a','b']} | {'log':['c']} | {'log':['c']}
            a list of objects without a strategy is replaced | {'masts':[{'name':'a'}]} | {'masts':[{'beds':1}]} | {'masts':[{'beds':1}]}
            lists of objects merge by key | {'cabins':[{'name':'a','beds':1},{'name':'b'}]} | {'cabins':[{'name':'b','beds':2},{'name':'c'}]} | {'cabins':[{'name':'a','beds':1},{'name':'b','beds':2},{'name':'c'}]}
            lists within lists merge too | {'cabins':[{'name':'a','tags':['x'],'doors':[{'name':'d','wide':1}]}]} | {'cabins':[{'name':'a','tags':['y'],'doors':[{'name':'d','wide':2},{'name':'e'}]}]} | {'cabins':[{'name':'a','tags':['y','x'],'doors':[{'name':'d','wide':2},{'name':'e'}]}]}
            a member of an item is removed | {'cabins':[{'name':'a','beds':1}]} | {'cabins':[{'name':'a','beds':null}]} | {'cabins':[{'name':'a'}]}
            maps of objects merge with their schema | {'holds':{'h':{'tags':['x']}}} | {'holds':{'h':{'tags':['y']}}} | {'holds':{'h':{'tags':['y','x']}}}
            unknown members merge as JSON | {'nope':{'a':[1],'b':1}} | {'nope':{'a':[2]}} | {'nope':{'a':[2],'b':1}}
            values of other types replace | {'extra':{'a':1}} | {'extra':[1]} | {'extra':[1]}
            delete an item | {'cabins':[{'name':'a'},{'name':'b'}]} | {'cabins':[{'$patch':'delete','name':'a'}]} | {'cabins':[{'name':'b'}]}
            delete an item that is not there | {'cabins':[{'name':'a'}]} | {'cabins':[{'$patch':'delete','name':'z'}]} | {'cabins':[{'name':'a'}]}
            replace a list | {'cabins':[{'name':'a'},{'name':'b'}]} | {'cabins':[{'name':'c'},{'$patch':'replace'}]} | {'cabins':[{'name':'c'}]}
            empty a list | {'cabins':[{'name':'a'}]} | {'cabins':[{'$patch':'replace'}]} | {'cabins':[]}
            replace an object | {'extra':{'a':1}} | {'extra':{'$patch':'replace','b':2}} | {'extra':{'b':2}}
            delete an object | {'extra':{'a':1}} | {'extra':{'$patch':'delete'}} | {'extra':{}}
            a directive for what is not there | {} | {'extra':{'$patch':'delete'},'cabins':[{'name':'a'},{'$patch':'delete','name':'b'}]} | {'cabins':[{'name':'a'}]}
            replace everything | {'name':'a','log':['x']} | {'$patch':'replace','name':'b'} | {'name':'b'}
            a member with strategy replace | {'cargo':{'a':1,'b':2}} | {'cargo':{'a':3}} | {'cargo':{'a':3}}
            retain keys | {'strategy':{'type':'slow','slow':1}} | {'strategy':{'$retainKeys':['type','fast'],'type':'fast','fast':2}} | {'strategy':{'type':'fast','fast':2}}
            retain keys may name what is not there | {'strategy':{'type':'slow','slow':1}} | {'strategy':{'$retainKeys':['type']}} | {'strategy':{'type':'slow'}}
            delete scalars from a list | {'crew':['a','b','c']} | {'$deleteFromPrimitiveList/crew':['a','z']} | {'crew':['b','c']}
            delete and add scalars | {'crew':['a','b']} | {'$deleteFromPrimitiveList/crew':['a'],'crew':['c']} | {'crew':['c','b']}
            order of scalars | {'crew':['a','b','c']} | {'$setElementOrder/crew':['c','b','d'],'crew':['d']} | {'crew':['a','c','b','d']}
            order of objects | {'cabins':[{'name':'a'},{'name':'x'},{'name':'b'}]} | {'$setElementOrder/cabins':[{'name':'b'},{'name':'a'}]} | {'cabins':[{'name':'x'},{'name':'b'},{'name':'a'}]}
            order with a deletion | {'cabins':[{'name':'a'},{'name':'b','beds':1},{'name':'d'}]} | {'$setElementOrder/cabins':[{'name':'b'},{'name':'c'}],'cabins':[{'name':'c'},{'name':'a','$patch':'delete'}]} | {'cabins':[{'name':'b','beds':1},{'name':'d'},{'name':'c'}]}
            order of a new list | {} | {'$setElementOrder/cabins':[{'name':'a'},{'name':'b'}],'cabins':[{'name':'a'},{'name':'b'}]} | {'cabins':[{'name':'a'},{'name':'b'}]}
            order for no list | {} | {'$setElementOrder/cabins':[{'name':'a'}]} | {}
            what the server added stays near its place | {'cabins':[{'name':'s1'},{'name':'a'},{'name':'s2'},{'name':'b'}]} | {'$setElementOrder/cabins':[{'name':'a'},{'name':'b'}],'cabins':[{'name':'b','beds':1}]} | {'cabins':[{'name':'s1'},{'name':'a'},{'name':'s2'},{'name':'b','beds':1}]}
            """)
    void thePatchIsMerged(String name, String live, String patch, String expected) {
        assertThat(patch(live, patch)).isEqualTo(json(expected));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'extra':{'$patch':'merge'}} | unknown patch type: merge in map: map[$patch:merge]
            {'extra':{'$patch':'spam'}} | unknown patch type: spam in map: map[$patch:spam]
            {'cabins':[{'$patch':'spam','name':'a'}]} | unknown patch type: spam in map: map[$patch:spam name:a]
            {'cabins':[{'$patch':'merge','name':'a'}]} | merging lists cannot yet be specified in the patch
            {'cabins':[{'beds':1}]} | map: map[beds:1] does not contain declared merge key: name
            {'cabins':[{'$patch':'delete'}]} | map: map[$patch:delete] does not contain declared merge key: name
            {'keyless':[{'name':'a'}]} | cannot merge lists without merge key for list
            {'crew':[{'name':'a'}]} | list element types are not identical: [[a b] [map[name:a]]]
            {'strategy':{'$retainKeys':'type'}} | invalid patch format of retainKeys
            {'strategy':{'$retainKeys':['type'],'slow':1}} | invalid patch format of retainKeys
            {'$setElementOrder':['a']} | invalid patch format of setElementOrder list
            {'$deleteFromPrimitiveList':['a']} | invalid patch format of primitive list
            {'$setElementOrder/crew':'a'} | expected a []interface {}, but received a string
            """)
    void aMalformedPatchIs400(String patch, String message) {
        var live = "{'extra':{'a':1},'cabins':[{'name':'a'}],'keyless':[{'name':'a'}],'crew':['a','b'],"
                + "'strategy':{'type':'slow'}}";
        var refused = refusal(() -> patch(live, patch));
        assertThat(refused.status().code()).isEqualTo(400);
        assertThat(refused).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'$setElementOrder/cabins':[{'name':'a'}],'cabins':[{'name':'b'}]}
            {'$setElementOrder/cabins':[{'name':'a'},{'name':'b'}],'cabins':[{'name':'b'},{'name':'a'}]}
            {'$setElementOrder/crew':['a','b'],'crew':['b','a']}
            """)
    void anOrderThatContradictsTheListIs400(String patch) {
        var refused = refusal(() -> patch("{'cabins':[{'name':'a'}],'crew':['a']}", patch));
        assertThat(refused.status().code()).isEqualTo(400);
        assertThat(refused).hasMessageContaining("doesn't match $setElementOrder list");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = "{'crew':[['a']]}")
    void listsOfListsAre422(String patch) {
        assertThat(refusal(() -> patch("{'crew':[['b']]}", patch)).status().code())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = "[1]\n'text'\ntrue")
    void aPatchThatIsNoObjectIs400(String body) {
        assertThat(refusal(() -> Patch.StrategicMergePatch.of(json(body)))
                        .status()
                        .code())
                .isEqualTo(400);
    }
}
