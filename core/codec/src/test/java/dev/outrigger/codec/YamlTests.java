package dev.outrigger.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Value;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTests {

    private static Decoded decode(String yaml) {
        return Yaml.decode(yaml.getBytes(StandardCharsets.UTF_8));
    }

    /// The value as JSON, which shows types.
    private static String json(String yaml) {
        return new String(Json.encode(decode(yaml).value()), StandardCharsets.UTF_8);
    }

    private static String encode(Value value) {
        return new String(Yaml.encode(value), StandardCharsets.UTF_8);
    }

    @Test
    void aManifestIsRead() {
        var manifest = """
                # a cat
                ---
                apiVersion: animal.skai.io/v1alpha1
                kind: Cat
                metadata:
                  name: tom
                  labels: {app.kubernetes.io/name: tom, "quoted": 'yes'}
                  annotations:
                    note: |
                      two
                      lines
                    folded: >-
                      one
                      line
                spec:
                  lives: 9
                  weight: 4.5
                  indoor: true
                  toys:
                  - ball
                  - name: mouse
                    sound: ~
                ...
                """;
        assertThat(json(manifest))
                .isEqualTo(
                        "{\"apiVersion\":\"animal.skai.io/v1alpha1\",\"kind\":\"Cat\",\"metadata\":{\"name\":\"tom\","
                                + "\"labels\":{\"app.kubernetes.io/name\":\"tom\",\"quoted\":\"yes\"},"
                                + "\"annotations\":{\"note\":\"two\\nlines\\n\",\"folded\":\"one line\"}},"
                                + "\"spec\":{\"lives\":9,\"weight\":4.5,\"indoor\":true,"
                                + "\"toys\":[\"ball\",{\"name\":\"mouse\",\"sound\":null}]}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "true|true",
                "False|false",
                "yes|true",
                "No|false",
                "on|true",
                "OFF|false",
                "y|true",
                "N|false",
                "tRue|\"tRue\"",
                "yEs|\"yEs\"",
                "'yes'|\"yes\"",
                "\"on\"|\"on\"",
                "~|null",
                "null|null",
                "Null|null",
                "nULL|\"nULL\"",
                "``|null",
                "0|0",
                "-1|-1",
                "+7|7",
                "1_000|1000",
                "0777|511",
                "0o17|15",
                "0x1F|31",
                "-0x10|-16",
                "0b101|5",
                "-0b11|-3",
                "08|8",
                "0o8|\"0o8\"",
                "1__0|10",
                "0x|\"0x\"",
                "9223372036854775807|9223372036854775807",
                "-9223372036854775808|-9223372036854775808",
                "18446744073709551615|18446744073709552000",
                "1.5|1.5",
                "1.0|1",
                "1e3|1000",
                ".5|0.5",
                "5.|5",
                "1e-7|1e-7",
                "1e999|\"1e999\"",
                "1e21|1e+21",
                ".|\".\"",
                "1.2.3|\"1.2.3\"",
                "1:30|\"1:30\"",
                "v1|\"v1\"",
                "2026-01-02|\"2026-01-02\"",
                "2026-01-02T03:04:05Z|\"2026-01-02T03:04:05Z\"",
                "!!str 5|\"5\"",
                "!!int \"5\"|5",
                "!!float 5|5",
                "!!bool yes|true",
                "!!null ''|null",
                "! 5|\"5\"",
                "!!binary aGk=|\"hi\"",
                "!custom 5|\"5\"",
                "!!timestamp 2026-01-02|\"2026-01-02\"",
                "<<|\"\\u003c\\u003c\"",
            })
    void plainScalarsMeanWhatYamlV2SaysTheyMean(String scalar, String json) {
        assertThat(json("a: " + scalar)).isEqualTo("{\"a\":" + json + "}");
    }

    @ParameterizedTest
    @CsvSource({"yes, true", "off, false", "1, 1", "0x10, 16", "1.50, 1.5", "0.1, 0.1", "a b, a b"})
    void keysBecomeStrings(String key, String name) {
        assertThat(json(key + ": x")).isEqualTo("{\"" + name + "\":\"x\"}");
    }

    @Test
    void aQuotedKeyIsItself() {
        assertThat(json("'on': x")).isEqualTo("{\"on\":\"x\"}");
        assertThat(json("on: x")).isEqualTo("{\"true\":\"x\"}");
    }

    @Test
    void anEmptyDocumentIsNull() {
        assertThat(decode("").value()).isEqualTo(Value.NULL);
        assertThat(decode("# nothing\n").value()).isEqualTo(Value.NULL);
        assertThat(decode("---\n...\n").value()).isEqualTo(Value.NULL);
        assertThat(decode("\ufeffa: 1").value()).isEqualTo(Value.object("a", 1));
    }

    @Test
    void ofMembersOfOneNameTheLastCountsAndTheRepetitionIsReported() {
        var decoded = decode("spec:\n  name: 1\n  list:\n  - a: 1\n    a: 2\n  name: 3\n1: x\n\"1\": z\n");
        assertThat(decoded.value())
                .isEqualTo(Value.object(
                        "spec", Value.object("name", 3, "list", Value.Array.of(Value.object("a", 2))), "1", "z"));
        assertThat(decoded.duplicates()).containsExactly("spec.list[0].a", "spec.name", "1");
    }

    @Test
    void aliasesStandForTheirAnchors() {
        assertThat(json("a: &x {b: 1}\nc: *x\nd: [&z 2, *z]\n"))
                .isEqualTo("{\"a\":{\"b\":1},\"c\":{\"b\":1},\"d\":[2,2]}");
        assertThat(json("a: &x 1\nb: &x 2\nc: *x\n")).isEqualTo("{\"a\":1,\"b\":2,\"c\":2}");
    }

    @Test
    void mapsMerge() {
        assertThat(json("base: &b {x: 1, u: 2}\nmore: &m {u: 3, z: 4}\na:\n  <<: *b\n  x: 9\nb:\n  <<: [*b, *m]\n"))
                .isEqualTo("{\"base\":{\"x\":1,\"u\":2},\"more\":{\"u\":3,\"z\":4},"
                        + "\"a\":{\"x\":9,\"u\":2},\"b\":{\"u\":2,\"z\":4,\"x\":1}}");
        assertThat(decode("b: &b {x: 1}\na:\n  <<: *b\n  x: 9\n").duplicates()).containsExactly("a.x");
        refused("a:\n  <<: 5\n", "yaml: map merge requires map or sequence of maps as the value");
        refused("a:\n  <<: [5]\n", "yaml: map merge requires map or sequence of maps as the value");
    }

    @Test
    void aSurrogatePairIsReadWhereverItFalls() {
        for (int offset = 0; offset < 4; offset++) {
            var text = "a".repeat(offset + 1) + "😀".repeat(3_000);
            assertThat(decode("a: " + text).value()).isEqualTo(Value.object("a", text));
        }
    }

    @Test
    void jsonIsYaml() {
        assertThat(json("{\"a\":\"\\/\",\t\"b\":[1.5,{}]}\n")).isEqualTo("{\"a\":\"/\",\"b\":[1.5,{}]}");
        assertThat(decode("{\"a\":1,\"a\":2}").duplicates()).containsExactly("a");
        assertThat(json("{a: b, c: [yes]}")).isEqualTo("{\"a\":\"b\",\"c\":[true]}");
    }

    @Test
    void whatIsNoYamlIsRefusedWithItsLine() {
        refused("a: b: c", "yaml: line 1: mapping values are not allowed here");
        refused("a: 1\nb: [", "yaml: line 2: expected the node content, but found '<stream end>'");
        refused("a: *x", "yaml: unknown anchor 'x' referenced");
        refused("a: &x [*x]", "yaml: anchor 'x' value contains itself");
        refused("a: .inf", "json: unsupported value: +Inf");
        refused("a: -.INF", "json: unsupported value: -Inf");
        refused("a: .NaN", "json: unsupported value: NaN");
        refused("a: !!int x", "yaml: cannot decode `x` as a !!int");
        refused("a: !!binary '%'", "yaml: !!binary value contains invalid base64 data");
        refused("~: x", "unsupported map key of type: %!s(<nil>), key: <nil>");
        refused("? [a]\n: x", "yaml: invalid map key: a list");
        refused("? {a: b}\n: x", "yaml: invalid map key: a map");
        refused("a: 1\n---\nb: 2\n", "yaml: one document expected, found several");
        assertThatThrownBy(() -> Yaml.decode(new byte[] {'a', ':', ' ', (byte) 0xff}))
                .isInstanceOf(DecodeException.class)
                .hasMessage("yaml: invalid UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0001",
                "a: \u0007",
                "a:\tb\n\tc: d",
                "%YAML 2.0\n--- a",
                "@a",
                "`a",
                "\"\\q\"",
                "- a\nb",
                "{a",
                "}",
                "&",
                "!<"
            })
    void otherNonsenseIsRefusedToo(String yaml) {
        assertThatThrownBy(() -> decode(yaml))
                .isInstanceOf(DecodeException.class)
                .hasMessageStartingWith("yaml: ");
    }

    private static void refused(String yaml, String message) {
        assertThatThrownBy(() -> decode(yaml))
                .isInstanceOf(DecodeException.class)
                .hasMessage(message);
    }

    @Test
    void aTreeIsWrittenAsUpstreamWritesIt() {
        var tree = Value.object(
                "spec",
                Value.object(
                        "toys",
                        Value.Array.of(
                                Value.of("ball"), Value.object("name", "mouse", "big", false), Value.Array.EMPTY),
                        "notes",
                        "two\nlines\n",
                        "empty",
                        Value.Struct.EMPTY,
                        "weight",
                        new Value.Real(4.5)),
                "kind",
                "Cat",
                "nothing",
                Value.NULL);
        assertThat(encode(tree)).isEqualTo("""
                        kind: Cat
                        nothing: null
                        spec:
                          empty: {}
                          notes: |
                            two
                            lines
                          toys:
                          - ball
                          - big: false
                            name: mouse
                          - []
                          weight: 4.5
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain text|plain text",
                "yes|\"yes\"",
                "n|\"n\"",
                "null|\"null\"",
                "``|\"\"",
                "12|\"12\"",
                "1.5|\"1.5\"",
                "0x10|\"0x10\"",
                "1e3|\"1e3\"",
                ".inf|\".inf\"",
                "2026-01-02|\"2026-01-02\"",
                "1:30|\"1:30\"",
                "2026-01-02T03:04:05Z|\"2026-01-02T03:04:05Z\"",
                "a: b|'a: b'",
                "- a|'- a'",
                "#a|'#a'",
                "it's|it's",
                "*a|'*a'",
                "v1.2.3|v1.2.3",
                "<<|\"<<\"",
                "ä€|ä€",
            })
    void textIsQuotedOnlyWhereItWouldReadAsSomethingElse(String text, String yaml) {
        assertThat(encode(Value.object("a", text))).isEqualTo("a: " + yaml + "\n");
        assertThat(decode("a: " + yaml).value()).isEqualTo(Value.object("a", text));
    }

    @Test
    void longTextIsFolded() {
        var words = "word ".repeat(30).strip();
        assertThat(encode(Value.object("a", words)).lines()).hasSize(2).allMatch(line -> line.length() < 90);
        assertThat(decode(encode(Value.object("a", words))).value()).isEqualTo(Value.object("a", words));
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1",
        "1e20, 1e+20",
        "1e19, 10000000000000000000",
        "1e-5, 1e-05",
        "1234567.5, 1.2345675e+06",
        "-2e30, -2e+30"
    })
    void doublesAreWrittenAsYamlV2Does(double number, String yaml) {
        assertThat(encode(new Value.Real(number))).isEqualTo(yaml + "\n");
    }
}
