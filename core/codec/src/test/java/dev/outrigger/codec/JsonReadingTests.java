package dev.outrigger.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Value;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReadingTests {

    static Decoded decode(String json) {
        return Json.decode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Value value(String json) {
        return decode(json).value();
    }

    @Test
    void aDocumentBecomesATreeInItsOwnOrder() {
        var value = (Value.Struct) value(" {\"b\" : [1, -2.5e1, \"x\", true, false, null, {}, []],\r\n\t\"a\":{}} ");
        assertThat(value.members().keySet()).containsExactly("b", "a");
        assertThat(value.items("b"))
                .containsExactly(
                        Value.of(1),
                        new Value.Real(-25),
                        Value.of("x"),
                        Value.of(true),
                        Value.of(false),
                        Value.NULL,
                        Value.Struct.EMPTY,
                        Value.Array.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, -1, 999_999_999_999_999_999L, 1_000_000_000_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE})
    void integersOf64BitsStayIntegers(long number) {
        assertThat(value(Long.toString(number))).isEqualTo(Value.of(number));
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775808, 9223372036854775808",
        "-9223372036854775809, -9223372036854775809",
        "1.0, 1",
        "1e2, 100",
        "1E-2, 0.01",
        "0.1e+1, 1",
        "1e-999, 0",
    })
    void otherNumbersBecomeDoubles(String json, double number) {
        assertThat(value(json)).isEqualTo(new Value.Real(number));
    }

    @Test
    void minusZeroIsTheIntegerZero() {
        assertThat(value("-0")).isEqualTo(Value.of(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "'' ~ unexpected end of JSON input",
                "' ' ~ unexpected end of JSON input",
                "{ ~ unexpected end of JSON input",
                "[1, ~ unexpected end of JSON input",
                "\"a ~ unexpected end of JSON input",
                "\"a\\ ~ unexpected end of JSON input",
                "\"\\u12 ~ unexpected end of JSON input",
                "tru ~ unexpected end of JSON input",
                "- ~ unexpected end of JSON input",
                "1. ~ unexpected end of JSON input",
                "1e+ ~ unexpected end of JSON input",
                "x ~ invalid character 'x' looking for beginning of value",
                "+1 ~ invalid character '+' looking for beginning of value",
                "' ä' ~ invalid character 'Ã' looking for beginning of value",
                "[,] ~ invalid character ',' looking for beginning of value",
                "[1,] ~ invalid character ']' looking for beginning of value",
                "{\"a\":} ~ invalid character '}' looking for beginning of value",
                "{a:1} ~ invalid character 'a' looking for beginning of object key string",
                "{\"a\":1,} ~ invalid character '}' looking for beginning of object key string",
                "{\"a\" 1} ~ invalid character '1' after object key",
                "{\"a\":1 \"b\":2} ~ invalid character '\"' after object key:value pair",
                "[1 2] ~ invalid character '2' after array element",
                "{} {} ~ invalid character '{' after top-level value",
                "01 ~ invalid character '1' after top-level value",
                "1.x ~ invalid character 'x' after decimal point in numeric literal",
                "-x ~ invalid character 'x' in numeric literal",
                "1ex ~ invalid character 'x' in exponent of numeric literal",
                "trux ~ invalid character 'x' in literal true (expecting 'e')",
                "fx ~ invalid character 'x' in literal false (expecting 'a')",
                "nulL ~ invalid character 'L' in literal null (expecting 'l')",
                "\"\\x\" ~ invalid character 'x' in string escape code",
                "\"\\u00g0\" ~ invalid character 'g' in \\u hexadecimal character escape",
                "1e999 ~ json: cannot unmarshal number 1e999 into Go value of type float64",
                "[1e999, -1e1000] ~ json: cannot unmarshal number 1e999 into Go value of type float64",
                "[1e999 ~ unexpected end of JSON input",
                "NaN ~ invalid character 'N' looking for beginning of value",
                "\\ ~ invalid character '\\\\' looking for beginning of value",
            })
    void whatIsNoJsonIsRefusedInGosWords(String json, String message) {
        assertThatThrownBy(() -> decode(json))
                .isInstanceOf(DecodeException.class)
                .hasMessage(message);
    }

    @Test
    void controlCharactersAreShownAsGoShowsThem() {
        refused("\"\n\"", "invalid character '\\n' in string literal");
        refused("\"\u0001\"", "invalid character '\\x01' in string literal");
        refused("'", "invalid character '\\'' looking for beginning of value");
        refused("\u0000", "invalid character '\\x00' looking for beginning of value");
        refused("\ufeff{}", "invalid character 'ï' looking for beginning of value");
        refused("\u0080", "invalid character 'Â' looking for beginning of value");
    }

    private static void refused(String json, String message) {
        assertThatThrownBy(() -> decode(json))
                .isInstanceOf(DecodeException.class)
                .hasMessage(message);
    }

    @Test
    void escapesStandForTheirCharacters() {
        assertThat(value("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\u20AC\\ud83d\\ude00\""))
                .isEqualTo(Value.of("\"\\/\b\f\n\r\tä€😀"));
        assertThat(value("\"ä€😀\u007f\"")).isEqualTo(Value.of("ä€😀\u007f"));
        assertThat(value("{\"\\u0061\":\"b\"}")).isEqualTo(Value.object("a", "b"));
    }

    @ParameterizedTest
    @CsvSource({
        "\\ud800, \ufffd",
        "\\ude00x, \ufffdx",
        "\\ud83dx, \ufffdx",
        "\\ud83d\\u0041, \ufffdA",
        "\\ud83d\\ud83d\\ude00, \ufffd😀",
        "\\ud83d\\n, '\ufffd\n'",
    })
    void aSurrogateWithoutItsPartnerBecomesTheReplacementCharacter(String escaped, String text) {
        assertThat(value("\"" + escaped + "\"")).isEqualTo(Value.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "ff, 1",
        "80, 1",
        "c3, 1",
        "c0af, 2",
        "e282, 2",
        "eda080, 3",
        "f8888080, 4",
        "f4908080, 4",
        "f09f98, 3",
        "e0808a, 3",
    })
    void everyByteThatIsNoUtf8BecomesTheReplacementCharacter(String hex, int count) {
        var broken = HexFormat.of().parseHex("2261" + hex + "6222");
        assertThat(Json.decode(broken).value()).isEqualTo(Value.of("a" + "\ufffd".repeat(count) + "b"));
    }

    @Test
    void ofMembersOfOneNameTheLastCountsAndTheRepetitionIsReported() {
        var decoded = decode(
                "{\"spec\":{\"name\":1,\"list\":[{},{\"a\":{\"b\":1,\"b\":2}},[0,{\"c\":1,\"c\":2}]],\"name\":2,\"name\":3},\"spec\":4}");
        assertThat(decoded.value()).isEqualTo(Value.object("spec", 4));
        assertThat(decoded.duplicates()).containsExactly("spec.list[1].a.b", "spec.list[2][1].c", "spec.name", "spec");
        assertThat(decode("{\"a\":null,\"a\":null}").duplicates()).containsExactly("a");
        assertThat(decode("{\"a\":1,\"A\":1}").duplicates()).isEmpty();
    }

    @Test
    void aHundredRepetitionsAreReportedAtMost() {
        var json = new StringBuilder("{");
        for (int i = 0; i < 300; i++) json.append("\"n").append(i % 150).append("\":0,");
        assertThat(decode(json.append("\"z\":0}").toString()).duplicates())
                .hasSize(100)
                .startsWith("n0", "n1");
    }

    @Test
    void namesThatShareASlotOfTheTableStayApart() {
        var members = new LinkedHashMap<String, Value>();
        for (int i = 0; i < 5_000; i++) members.put("name" + i, Value.of(i));
        var struct = new Value.Struct(members);
        assertThat(Json.decode(Json.encode(struct))).isEqualTo(new Decoded(struct, List.of()));
        // "Aa" and "BB" have one hash.
        assertThat(value("{\"Aa\":1,\"BB\":2}")).isEqualTo(Value.object("Aa", 1, "BB", 2));
    }
}
