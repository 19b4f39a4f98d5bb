package dev.outrigger.patch;

import static dev.outrigger.patch.Given.json;
import static dev.outrigger.patch.Given.object;
import static dev.outrigger.patch.Given.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPatchTests {

    private static Value.Struct patch(Value.Struct live, Value patch) {
        return Patcher.apply(Patch.JsonPatch.of(patch), live, Schema.of(Schema.Type.ANY));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            A.1 add a member | {'foo':'bar'} | [{'op':'add','path':'/baz','value':'qux'}] | {'baz':'qux','foo':'bar'}
            A.2 add an item | {'foo':['bar','baz']} | [{'op':'add','path':'/foo/1','value':'qux'}] | {'foo':['bar','qux','baz']}
            A.3 remove a member | {'baz':'qux','foo':'bar'} | [{'op':'remove','path':'/baz'}] | {'foo':'bar'}
            A.4 remove an item | {'foo':['bar','qux','baz']} | [{'op':'remove','path':'/foo/1'}] | {'foo':['bar','baz']}
            A.5 replace a value | {'baz':'qux','foo':'bar'} | [{'op':'replace','path':'/baz','value':'boo'}] | {'baz':'boo','foo':'bar'}
            A.6 move a value | {'foo':{'bar':'baz','waldo':'fred'},'qux':{'corge':'grault'}} | [{'op':'move','from':'/foo/waldo','path':'/qux/thud'}] | {'foo':{'bar':'baz'},'qux':{'corge':'grault','thud':'fred'}}
            A.7 move an item | {'foo':['all','grass','cows','eat']} | [{'op':'move','from':'/foo/1','path':'/foo/3'}] | {'foo':['all','cows','eat','grass']}
            A.8 test a value | {'baz':'qux','foo':['a',2,'c']} | [{'op':'test','path':'/baz','value':'qux'},{'op':'test','path':'/foo/1','value':2}] | {'baz':'qux','foo':['a',2,'c']}
            A.10 add a nested object | {'foo':'bar'} | [{'op':'add','path':'/child','value':{'grandchild':{}}}] | {'foo':'bar','child':{'grandchild':{}}}
            A.11 ignore unknown members | {'foo':'bar'} | [{'op':'add','path':'/baz','value':'qux','xyz':123}] | {'foo':'bar','baz':'qux'}
            A.14 unescape in order | {'/':9,'~1':10} | [{'op':'test','path':'/~01','value':10}] | {'/':9,'~1':10}
            A.16 add a list | {'foo':['bar']} | [{'op':'add','path':'/foo/-','value':['abc','def']}] | {'foo':['bar',['abc','def']]}
            slash in a name | {'a/b':1} | [{'op':'replace','path':'/a~1b','value':2}] | {'a/b':2}
            empty name | {'':1} | [{'op':'replace','path':'/','value':2}] | {'':2}
            copy | {'a':{'b':[1]}} | [{'op':'copy','from':'/a/b','path':'/c'},{'op':'add','path':'/c/-','value':2}] | {'a':{'b':[1]},'c':[1,2]}
            last item | {'a':[1,2]} | [{'op':'remove','path':'/a/-1'}] | {'a':[1]}
            add at the end | {'a':[1]} | [{'op':'add','path':'/a/1','value':2}] | {'a':[1,2]}
            whole document | {'a':1} | [{'op':'replace','path':'','value':{'b':2}},{'op':'test','path':'','value':{'b':2}}] | {'b':2}
            add of the whole document | {'a':1} | [{'op':'add','path':'','value':{'b':2}},{'op':'add','path':'/c','value':3}] | {'b':2,'c':3}
            copy of a part over the whole | {'a':{'b':1}} | [{'op':'copy','from':'/a','path':''}] | {'b':1}
            deep changes add up | {'a':{'b':{'c':[{'d':1}]}}} | [{'op':'add','path':'/a/b/c/0/e','value':2},{'op':'remove','path':'/a/b/c/0/d'}] | {'a':{'b':{'c':[{'e':2}]}}}
            move keeps what was changed | {'a':{'x':1}} | [{'op':'add','path':'/a/y','value':2},{'op':'move','from':'/a','path':'/b'}] | {'b':{'x':1,'y':2}}
            absent reads as null | {'a':1} | [{'op':'test','path':'/b','value':null},{'op':'replace','path':'/b','value':2}] | {'a':1,'b':2}
            no value means null | {} | [{'op':'add','path':'/a'}] | {'a':null}
            """)
    void thePatchIsCarriedOut(String name, String live, String patch, String expected) {
        assertThat(patch(object(live), json(patch))).isEqualTo(json(expected));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            A.9 failed test | {'baz':'qux'} | [{'op':'test','path':'/baz','value':'bar'}]
            A.12 no such target | {'foo':'bar'} | [{'op':'add','path':'/baz/bat','value':'qux'}]
            A.15 number and string differ | {'/':9,'~1':10} | [{'op':'test','path':'/~01','value':'10'}]
            remove of a missing member | {'a':{'b':1}} | [{'op':'remove','path':'/a/c'}]
            remove of a missing item | {'a':[1]} | [{'op':'remove','path':'/a/1'}]
            move of a missing member | {'a':{}} | [{'op':'move','from':'/a/b','path':'/c'}]
            replace past the end | {'a':[1]} | [{'op':'replace','path':'/a/1','value':2}]
            add past the end | {'a':[1]} | [{'op':'add','path':'/a/2','value':2}]
            add before the start | {'a':[1]} | [{'op':'add','path':'/a/-3','value':2}]
            remove of the end mark | {'a':[1]} | [{'op':'remove','path':'/a/-'}]
            index that is no number | {'a':[1]} | [{'op':'add','path':'/a/x','value':2}]
            path through a scalar | {'a':1} | [{'op':'add','path':'/a/b','value':2}]
            path through null | {'a':null} | [{'op':'add','path':'/a/b','value':2}]
            path without a slash | {'a':1} | [{'op':'remove','path':'a'}]
            add of a scalar as the whole document | {'a':1} | [{'op':'add','path':'','value':1}]
            move of the whole document into itself | {'a':1} | [{'op':'move','from':'','path':'/b'}]
            replace of the document by a scalar | {'a':1} | [{'op':'replace','path':'','value':1}]
            replace of the document by a list | {'a':1} | [{'op':'replace','path':'','value':[]}]
            unknown operation | {'a':1} | [{'op':'spam','path':'/a'}]
            no operation | {'a':1} | [{'path':'/a'}]
            no path | {'a':1} | [{'op':'remove'}]
            no source | {'a':1} | [{'op':'copy','path':'/b'}]
            nothing at all | {'a':1} | [null]
            """)
    void whatCannotBeCarriedOutIs422(String name, String live, String patch) {
        var status = refusal(() -> patch(object(live), json(patch))).status();
        assertThat(status.code()).isEqualTo(422);
        assertThat(status.reason().text()).isEqualTo("Invalid");
    }

    @Test
    void aFailedTestGivesUpstreamsSentence() {
        var failed = refusal(() -> patch(object("{}"), json("[{'op':'test','path':'/a','value':1}]")));
        assertThat(failed).hasMessage("the server rejected our request due to an error in our request");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'op':'add'}                | cannot unmarshal object into Go value of type []handlers.jsonPatchOp
            'text'                      | cannot unmarshal string into Go value of type []handlers.jsonPatchOp
            ['text']                    | cannot unmarshal string into Go value of type handlers.jsonPatchOp
            [{'op':1,'path':'/a'}]      | cannot unmarshal number into Go struct field jsonPatchOp.op of type string
            [{'op':'add','path':true}]  | cannot unmarshal bool into Go struct field jsonPatchOp.path of type string
            """)
    void aBodyOfTheWrongFormIs400(String body, String why) {
        var refused = refusal(() -> Patch.JsonPatch.of(json(body)));
        assertThat(refused.status().code()).isEqualTo(400);
        assertThat(refused).hasMessage("error decoding patch: json: " + why);
    }

    @Test
    void tenThousandOperationsAreAllowedAndOneMoreIs413() {
        var operation = json("{'op':'test','path':'/a','value':1}");
        var allowed = new Value.Array(Collections.nCopies(10_000, operation));
        assertThat(patch(object("{'a':1}"), allowed)).isEqualTo(object("{'a':1}"));

        var refused = refusal(() -> Patch.JsonPatch.of(new Value.Array(Collections.nCopies(10_001, operation))));
        assertThat(refused.status().code()).isEqualTo(413);
        assertThat(refused).hasMessage("The allowed maximum operations in a JSON patch is 10000, got 10001");
    }

    @Test
    void copiesMayNotGrowTheObjectByMoreThanThreeMebibytes() {
        var live = Value.object("big", "x".repeat(1024 * 1024), "list", Value.Array.EMPTY);
        var copy = json("{'op':'copy','from':'/big','path':'/list/-'}");
        var twice = patch(live, Value.Array.of(copy, copy));
        assertThat(twice.items("list")).hasSize(2);
        assertThat(refusal(() -> patch(live, Value.Array.of(copy, copy, copy)))
                        .status()
                        .code())
                .isEqualTo(422);
    }

    @Test
    void theLiveObjectIsNotTouched() {
        var live = object("{'a':{'b':[1,2]}}");
        patch(live, json("[{'op':'remove','path':'/a/b/0'},{'op':'add','path':'/a/c','value':1}]"));
        assertThat(live).isEqualTo(object("{'a':{'b':[1,2]}}"));
    }
}
