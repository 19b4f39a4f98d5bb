package dev.outrigger.patch;

import static dev.outrigger.patch.Given.json;
import static dev.outrigger.patch.Given.object;
import static dev.outrigger.patch.Given.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.schema.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The examples of RFC 7396, appendix A, in its order, and a few more. Those whose document is no object are
/// members of one here.
class MergePatchTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'a':'b'}           | {'a':'c'}                   | {'a':'c'}
            {'a':'b'}           | {'b':'c'}                   | {'a':'b','b':'c'}
            {'a':'b'}           | {'a':null}                  | {}
            {'a':'b','b':'c'}   | {'a':null}                  | {'b':'c'}
            {'a':['b']}         | {'a':'c'}                   | {'a':'c'}
            {'a':'c'}           | {'a':['b']}                 | {'a':['b']}
            {'a':{'b':'c'}}     | {'a':{'b':'d','c':null}}    | {'a':{'b':'d'}}
            {'a':[{'b':'c'}]}   | {'a':[1]}                   | {'a':[1]}
            {'x':['a','b']}     | {'x':['c','d']}             | {'x':['c','d']}
            {'x':{'a':'b'}}     | {'x':['c']}                 | {'x':['c']}
            {'x':{'a':'foo'}}   | {'x':null}                  | {}
            {'x':{'a':'foo'}}   | {'x':'bar'}                 | {'x':'bar'}
            {'e':null}          | {'a':1}                     | {'e':null,'a':1}
            {'x':[1,2]}         | {'x':{'a':'b','c':null}}    | {'x':{'a':'b'}}
            {}                  | {'a':{'bb':{'ccc':null}}}   | {'a':{'bb':{}}}
            {'a':1}             | {'a':{'b':null,'c':1}}      | {'a':{'c':1}}
            {'a':['b']}         | {'a':['b',null]}            | {'a':['b',null]}
            {}                  | {'a':[{'b':null,'c':1}]}    | {'a':[{'c':1}]}
            {'a':null}          | {'a':{'b':null,'c':1}}      | {'a':{'c':1}}
            """)
    void thePatchIsMerged(String live, String patch, String expected) {
        var merged = Patcher.apply(Patch.MergePatch.of(json(patch)), object(live), Schema.of(Schema.Type.ANY));
        assertThat(merged).isEqualTo(json(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ['c']  | error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}
            'bar'  | error decoding patch: json: cannot unmarshal string into Go value of type map[string]interface {}
            1      | error decoding patch: json: cannot unmarshal number into Go value of type map[string]interface {}
            null   | Invalid JSON Patch
            """)
    void aPatchThatIsNoObjectIs400(String body, String message) {
        var refused = refusal(() -> Patch.MergePatch.of(json(body)));
        assertThat(refused.status().code()).isEqualTo(400);
        assertThat(refused).hasMessage(message);
    }
}
