package dev.outrigger.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Value;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CborTests {
    private static Value decode(String hex) {
        return Cbor.decode(HexFormat.of().parseHex(hex)).value();
    }

    private static String encode(Value value) {
        return HexFormat.of().formatHex(Cbor.encode(value));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "23, 17",
        "24, 1818",
        "255, 18ff",
        "256, 190100",
        "65536, 1a00010000",
        "4294967296, 1b0000000100000000",
        "-1, 20",
        "-256, 38ff",
        "9223372036854775807, 1b7fffffffffffffff",
        "-9223372036854775808, 3b7fffffffffffffff",
    })
    void integersTakeTheLeastWidth(long number, String hex) {
        assertThat(encode(Value.of(number))).isEqualTo("d9d9f7" + hex);
        assertThat(decode(hex)).isEqualTo(Value.of(number));
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, f93c00",
        "1.5, f93e00",
        "-0.0, f98000",
        "65505.0, fa477fe100",
        "0.1, fb3fb999999999999a",
        "1e300, fb7e37e43c8800759c",
        "4.9E-324, fb0000000000000001"
    })
    void doublesTakeTheLeastWidthThatKeepsThem(double number, String hex) {
        assertThat(encode(new Value.Real(number))).isEqualTo("d9d9f7" + hex);
        assertThat(decode(hex)).isEqualTo(new Value.Real(number));
    }

    @Test
    void stringsAreWrittenAsByteStringsAndMembersByEncodedName() {
        assertThat(encode(Value.object("bb", 1, "c", Value.Array.of(Value.NULL, Value.of(true)), "a", "ä")))
                .isEqualTo("d9d9f7a3" + "4161" + "42c3a4" + "4163" + "82f6f5" + "426262" + "01");
    }

    @ParameterizedTest
    @CsvSource({
        "d9d9f740, ''",
        "6161, a",
        "4161, a",
        "7f616161626163ff, abc",
        "5f41614162ff, ab",
        "41ff, \ufffd",
        "d64401020304, AQIDBA==",
        "d54401020304, AQIDBA",
        "d74401020304, 01020304",
        "c074323030362d30312d30325431353a30343a30355a, 2006-01-02T15:04:05Z",
        "c054323030362d30312d30325431353a30343a30355a, 2006-01-02T15:04:05Z",
        "c11a43b940e5, 2006-01-02T15:04:05Z",
        "c1f93c00, 1970-01-01T00:00:01Z",
        "c120, 1969-12-31T23:59:59Z",
        "c1f93800, 1970-01-01T00:00:00.5Z",
        "c11b0000003afff44181, 10000-01-01T00:00:01Z",
    })
    void textIsReadFromEitherKindOfStringAndFromTags(String hex, String text) {
        assertThat(decode(hex)).isEqualTo(Value.of(text));
    }

    @Test
    void listsAndMapsMayBeOfIndefiniteLength() {
        assertThat(decode("9f9f8080ff01ff"))
                .isEqualTo(Value.Array.of(Value.Array.of(Value.Array.EMPTY, Value.Array.EMPTY), Value.of(1)));
        assertThat(decode("bf6141bf616101ff6142f6ff"))
                .isEqualTo(Value.object("A", Value.object("a", 1), "B", Value.NULL));
        assertThat(decode("c48221196ab3")).isEqualTo(Value.Array.of(Value.of(-2), Value.of(27315)));
        assertThat(decode("d6824101f4")).isEqualTo(Value.Array.of(Value.of("AQ=="), Value.of(false)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|EOF",
                "18|unexpected EOF",
                "4261|unexpected EOF",
                "81|unexpected EOF",
                "9a7fffffff00|unexpected EOF",
                "9f01|unexpected EOF",
                "a141|unexpected EOF",
                "0000|cbor: 1 bytes of extraneous data starting at index 1",
                "1bffffffffffffffff|cbor: cannot unmarshal positive integer into Go value of type int64 (18446744073709551615 overflows Go's int64)",
                "3bffffffffffffffff|cbor: cannot unmarshal negative integer into Go value of type int64 (-18446744073709551616 overflows Go's int64)",
                "6180|cbor: invalid UTF-8 string",
                "a2614101614102|cbor: found duplicate map key \"A\" at map element index 1",
                "a2414101614102|cbor: found duplicate map key \"A\" at map element index 1",
                "a25f426865436c6c6fff015f416844656c6c6fff02|cbor: found duplicate map key \"hello\" at map element index 1",
                "a10101|cbor: cannot unmarshal positive integer into Go value of type string",
                "a1fb40091eb851eb851f01|cbor: cannot unmarshal primitives into Go value of type string",
                "f97c00|cbor: data item of cbor type primitives is not accepted by protocol: floating-point infinity",
                "faff800000|cbor: data item of cbor type primitives is not accepted by protocol: floating-point infinity",
                "f97e00|cbor: data item of cbor type primitives is not accepted by protocol: floating-point NaN",
                "f7|cbor: data item of cbor type primitives is not accepted by protocol: simple value 23 is not recognized",
                "e0|cbor: data item of cbor type primitives is not accepted by protocol: simple value 0 is not recognized",
                "f8ff|cbor: data item of cbor type primitives is not accepted by protocol: simple value 255 is not recognized",
                "f818|cbor: invalid simple value 24 for type primitives",
                "c249010000000000000000|cbor: data item of cbor type tag is not accepted by protocol: bignum",
                "ff|cbor: unexpected \"break\" code",
                "82ff|unexpected EOF",
                "8101ff|cbor: 1 bytes of extraneous data starting at index 2",
                "1c|cbor: invalid additional information 28 for type positive integer",
                "fc|cbor: invalid additional information 28 for type primitives",
                "1f|cbor: invalid additional information 31 for type positive integer",
                "5f6161ff|cbor: wrong element type UTF-8 text string for indefinite-length byte string",
                "5f5f4100ffff|cbor: indefinite-length byte string chunk is not definite-length",
                "5bffffffffffffffff|cbor: byte string length 18446744073709551615 is too large, causing integer overflow",
                "c06474657874|cbor: cannot set text for time.Time: it is no RFC 3339 time",
                "c1f97e00|cbor: data item of cbor type primitives is not accepted by protocol: floating-point NaN",
            })
    void whatIsNotAcceptedIsRefusedInTheLibrarysWords(String hex, String message) {
        assertThatThrownBy(() -> decode(hex))
                .isInstanceOf(DecodeException.class)
                .hasMessage(message);
    }

    @Test
    void aTimeBeyondTheCalendarIsRefused() {
        assertThatThrownBy(() -> decode("c11b7fffffffffffffff")).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> decode("c1fb7e37e43c8800759c")).isInstanceOf(DecodeException.class);
    }
}
