package dev.outrigger.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Value;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWritingTests {

    private static String encode(Value value) {
        return new String(Json.encode(value), StandardCharsets.UTF_8);
    }

    @Test
    void aTreeIsWrittenWithoutSpacesInItsOwnOrder() {
        var value = Value.object(
                "b",
                Value.Array.of(Value.of(-7), new Value.Real(1.5), Value.NULL, Value.of(true), Value.of(false)),
                "a",
                Value.object("e", Value.Struct.EMPTY, "f", Value.Array.EMPTY));
        assertThat(encode(value)).isEqualTo("{\"b\":[-7,1.5,null,true,false],\"a\":{\"e\":{},\"f\":[]}}");
    }

    @Test
    void prettyIsWhatMarshalIndentGives() {
        var value = Value.object(
                "a",
                Value.Array.of(Value.of(1), Value.object("b", "c")),
                "d",
                Value.Struct.EMPTY,
                "e",
                Value.Array.EMPTY);
        assertThat(new String(Json.encodePretty(value), StandardCharsets.UTF_8)).isEqualTo("""
                        {
                          "a": [
                            1,
                            {
                              "b": "c"
                            }
                          ],
                          "d": {},
                          "e": []
                        }""");
    }

    @Test
    void textIsEscapedAsGoDoes() {
        assertThat(encode(Value.of("\"\\/\b\f\n\r\t\u0000\u001f\u007f")))
                .isEqualTo("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007f\"");
        assertThat(encode(Value.of("<a&b>"))).isEqualTo("\"\\u003ca\\u0026b\\u003e\"");
        assertThat(encode(Value.of("\u2028\u2029\u2027"))).isEqualTo("\"\\u2028\\u2029\u2027\"");
        assertThat(encode(Value.of("ä€😀\uffff"))).isEqualTo("\"ä€😀\uffff\"");
        assertThat(encode(Value.of("a\ud83d"))).isEqualTo("\"a\\ufffd\"");
        assertThat(encode(Value.of("\ude00b"))).isEqualTo("\"\\ufffdb\"");
        assertThat(encode(Value.object("<", "x"))).isEqualTo("{\"\\u003c\":\"x\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1",
        "-0.0, -0",
        "0.1, 0.1",
        "100, 100",
        "123456789.125, 123456789.125",
        "1e15, 1000000000000000",
        "1e20, 100000000000000000000",
        "123456789012345680000, 123456789012345680000",
        "1e21, 1e+21",
        "1.5e22, 1.5e+22",
        "-1e21, -1e+21",
        "0.000001, 0.000001",
        "0.0000015, 0.0000015",
        "0.0000001, 1e-7",
        "1.25e-7, 1.25e-7",
        "1e-10, 1e-10",
        "4.9E-324, 5e-324",
        "2e23, 2e+23",
        "1.7976931348623157e308, 1.7976931348623157e+308",
    })
    void doublesAreWrittenAsGoDoes(double number, String json) {
        assertThat(encode(new Value.Real(number))).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, -10, Long.MAX_VALUE, Long.MIN_VALUE})
    void integersAreWrittenInFull(long number) {
        assertThat(encode(Value.of(number))).isEqualTo(Long.toString(number));
    }

    @Test
    void documentsAreAppendedToABuffer() {
        var out = new ByteBuilder(0);
        Json.encodeTo(Value.of("x".repeat(100)), out);
        out.append(',').append("ab".getBytes(StandardCharsets.US_ASCII), 1, 1).appendAscii("cd");
        assertThat(out.size()).isEqualTo(106);
        assertThat(new String(out.toByteArray(), StandardCharsets.US_ASCII))
                .isEqualTo("\"" + "x".repeat(100) + "\",bcd");
        out.clear();
        assertThat(out.toByteArray()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|{\"metadata\":{\"resourceVersion\":\"7\"}}",
                "{ }|{\"metadata\":{\"resourceVersion\":\"7\"} }",
                "{\"a\":1}|{\"metadata\":{\"resourceVersion\":\"7\"},\"a\":1}",
                "{\"metadata\":{}}|{\"metadata\":{\"resourceVersion\":\"7\"}}",
                "{\"metadata\":null}|{\"metadata\":{\"resourceVersion\":\"7\"}}",
                "{\"metadata\":{\"name\":\"a\"}}|{\"metadata\":{\"name\":\"a\",\"resourceVersion\":\"7\"}}",
                "{\"metadata\":{\"labels\":{\"uid\":\"1\"}}}|{\"metadata\":{\"resourceVersion\":\"7\",\"labels\":{\"uid\":\"1\"}}}",
                "{\"kind\":\"C\",\"metadata\":{\"name\":\"a\",\"namespace\":\"n\",\"uid\":\"u\",\"generation\":1}}"
                        + "|{\"kind\":\"C\",\"metadata\":{\"name\":\"a\",\"namespace\":\"n\",\"uid\":\"u\",\"resourceVersion\":\"7\",\"generation\":1}}",
                "{\"metadata\":{\"resourceVersion\":\"3\"}}|{\"metadata\":{\"resourceVersion\":\"7\"}}",
                "{\"metadata\":{\"resourceVersion\":null,\"name\":\"a\"}}|{\"metadata\":{\"resourceVersion\":\"7\",\"name\":\"a\"}}",
                "{\"metadata\":{\"name\":\"a\",\"labels\":{},\"resourceVersion\":\"3\"},\"x\":1}"
                        + "|{\"metadata\":{\"name\":\"a\",\"labels\":{},\"resourceVersion\":\"7\"},\"x\":1}",
                "{\"metadata\":{\"annotations\":{\"resourceVersion\":\"1\"}},\"metadata2\":{}}"
                        + "|{\"metadata\":{\"resourceVersion\":\"7\",\"annotations\":{\"resourceVersion\":\"1\"}},\"metadata2\":{}}",
                "{\"spec\":{\"metadata\":{\"name\":\"\\\"}{\"}},\"metadata\":{\"uid\":\"\\\\\"}}"
                        + "|{\"spec\":{\"metadata\":{\"name\":\"\\\"}{\"}},\"metadata\":{\"uid\":\"\\\\\",\"resourceVersion\":\"7\"}}",
                "{ \"spec\" : [ { } , 1.5 ] , \"metadata\" : { \"name\" : \"a\" , \"x\" : true } }"
                        + "|{ \"spec\" : [ { } , 1.5 ] , \"metadata\" : { \"name\" : \"a\",\"resourceVersion\":\"7\" , \"x\" : true } }",
            })
    void theRevisionIsSplicedIntoStoredBytes(String stored, String given) {
        var spliced = Json.withResourceVersion((stored + " \n").getBytes(StandardCharsets.UTF_8), "7");
        assertThat(new String(spliced, StandardCharsets.UTF_8)).isEqualTo(given);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "null", "{", "{\"metadata\"", "{\"metadata\":{\"name", "{\"a\":[", "{\"a\" 1}", "{1:2}"
            })
    void bytesThatAreNoObjectAreOurMistake(String stored) {
        assertThatThrownBy(() -> Json.withResourceVersion(stored.getBytes(StandardCharsets.UTF_8), "7"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
