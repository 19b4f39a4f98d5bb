package dev.outrigger.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.LabelSelector.Operator;
import dev.outrigger.meta.LabelSelector.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "x=a,y=b,z=c|x=a,y=b,z=c",
                "''|''",
                "x!=a,y=b|x!=a,y=b",
                "x= |x=",
                "x=,z= |x=,z=",
                "!x|!x",
                "x>1,z<5|x>1,z<5",
                "z=a,a==b|a==b,z=a",
                "x in (b,a,b)|x in (a,b)",
                "x in ()|x in ()",
                "x in (,)|x in ()",
                "x in (a,,b)|x in (,a,b)",
                "x in (a,)|x in (,a)",
                "x notin(a)|x notin (a)",
                "in in (in,notin)|in in (in,notin)",
                "notin=in|notin=in",
                " a , ! b |a,!b",
                "example.com/a=b|example.com/a=b",
            })
    void theTextOfASelectorIsCanonical(String text, String canonical) {
        assertThat(LabelSelector.parse(text)).hasToString(canonical);
        assertThat(LabelSelector.parse(canonical)).isEqualTo(LabelSelector.parse(text));
    }

    @Test
    void aBarIsPartOfAWord() {
        refused("x=a||y=b", "unable to parse requirement: values[0][x]: Invalid value: \"a||y\": " + VALUE);
    }

    private static final String VALUE =
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start"
                    + " and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used"
                    + " for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
    private static final String KEY =
            "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric"
                    + " character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is"
                    + " '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    @Test
    void whatIsNoSelectorIsRefusedInUpstreamsWords() {
        refused("x==a==b", "found '==', expected: ',' or 'end of string'");
        refused("!x=a", "found '=', expected: ',' or 'end of string'");
        refused("=a", "found '=', expected: !, identifier, or 'end of string'");
        refused("a,", "found '', expected: identifier after ','");
        refused("a,,b", "found ',', expected: identifier after ','");
        refused("!", "unable to parse requirement: found '', expected: identifier");
        refused("!!a", "unable to parse requirement: found '!', expected: identifier");
        refused("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt");
        refused("a!b", "unable to parse requirement: found '!', expected: in, notin, =, ==, !=, gt, lt");
        refused("a in b", "unable to parse requirement: found 'b' expected: '('");
        refused("a in (", "unable to parse requirement: found '', expected: ',', ')' or identifier");
        refused("a in (b", "unable to parse requirement: found '', expected: ',' or ')'");
        refused("a in (b c)", "unable to parse requirement: found 'c', expected: ',' or ')'");
        refused("a in (b,", "unable to parse requirement: found '', expected: ',', or identifier");
        refused("a in (b))", "found ')', expected: ',' or 'end of string'");
        refused("a=)", "unable to parse requirement: found ')', expected: identifier");
    }

    @Test
    void keysAndValuesMustBeLegalLabels() {
        refused("a_=b", "unable to parse requirement: <nil>: Invalid value: \"a_\": name part " + KEY);
        refused("/a", "unable to parse requirement: <nil>: Invalid value: \"/a\": prefix part must be non-empty");
        refused("a=-b", "unable to parse requirement: values[0][a]: Invalid value: \"-b\": " + VALUE);
        refused(
                "a in (-b,c,d-)",
                "unable to parse requirement: [values[0][a]: Invalid value: \"-b\": " + VALUE
                        + ", values[2][a]: Invalid value: \"d-\": " + VALUE + "]");
        refused(
                "a>b",
                "unable to parse requirement: values[0]: Invalid value: \"b\": for 'Gt', 'Lt' operators, the value"
                        + " must be an integer");
        refused(
                "a<99999999999999999999",
                "unable to parse requirement: values[0]: Invalid value: \"99999999999999999999\": for 'Gt', 'Lt'"
                        + " operators, the value must be an integer");
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> LabelSelector.parse(text))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.status().code()).isEqualTo(400))
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x=y|true",
                "x==y|true",
                "x=z|false",
                "x!=y|false",
                "x!=z|true",
                "missing!=z|true",
                "missing=''|false",
                "x in (a,y)|true",
                "x in (a)|false",
                "missing in (a)|false",
                "x notin (y)|false",
                "x notin (a)|true",
                "missing notin (a)|true",
                "x|true",
                "missing|false",
                "!x|false",
                "!missing|true",
                "n>4|true",
                "n>5|false",
                "n<6|true",
                "n<5|false",
                "x>1|false",
                "x<1|false",
                "missing<1|false",
                "empty=|true",
                "empty in ()|true",
                "x=y,n=5|true",
                "x=y,n=6|false",
            })
    void requirementsMustAllHold(String text, boolean matches) {
        var labels = Map.of("x", "y", "n", "5", "empty", "");
        var selector = text.contains("''") ? "missing=" : text;
        assertThat(LabelSelector.parse(selector).matches(labels)).isEqualTo(matches);
    }

    @Test
    void theEmptySelectorIsEverything() {
        assertThat(LabelSelector.parse("").isEverything()).isTrue();
        assertThat(LabelSelector.parse("a").isEverything()).isFalse();
        assertThat(LabelSelector.of(Map.of())).isEqualTo(LabelSelector.EVERYTHING);
    }

    @Test
    void requirementsAreThereForAnIndex() {
        assertThat(LabelSelector.parse("b in (y,x),a=1").requirements())
                .containsExactly(
                        new Requirement("a", Operator.EQUALS, List.of("1")),
                        new Requirement("b", Operator.IN, List.of("x", "y")));
        assertThat(LabelSelector.parse("a=1").requiredValue("a")).contains("1");
        assertThat(LabelSelector.parse("a in (1)").requiredValue("a")).contains("1");
        assertThat(LabelSelector.parse("a in (1,2)").requiredValue("a")).isEmpty();
        assertThat(LabelSelector.parse("a!=1").requiredValue("a")).isEmpty();
        assertThat(LabelSelector.parse("a=1").requiredValue("b")).isEmpty();
    }

    @Test
    void aMapOfLabelsIsASelector() {
        var labels = new TreeMap<>(Map.of("b", "2", "a", "1"));
        assertThat(LabelSelector.of(labels)).hasToString("a=1,b=2");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyTextIsEitherASelectorThatReadsItsOwnTextOrRefused(long seed) {
        var random = new Random(seed);
        var pieces = List.of(
                "a", "b", "in", "notin", "(", ")", ",", "=", "==", "!", "!=", ">", "<", " ", "1", "-", "/", "\t");
        int selectors = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int left = random.nextInt(8); left >= 0; left--)
                text.append(pieces.get(random.nextInt(pieces.size())));
            try {
                var selector = LabelSelector.parse(text.toString());
                selectors++;
                assertThat(LabelSelector.parse(selector.toString()))
                        .as("%s", text)
                        .isEqualTo(selector);
            } catch (ApiException refusal) {
                assertThat(refusal.status().message()).isNotEmpty();
            }
        }
        assertThat(selectors).isGreaterThan(100);
    }
}
