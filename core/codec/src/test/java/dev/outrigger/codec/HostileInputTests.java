package dev.outrigger.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the bytes, a decoder answers with a value or with a [DecodeException], and soon.
class HostileInputTests {
    private static final List<Function<byte[], Decoded>> DECODERS = List.of(Json::decode, Yaml::decode, Cbor::decode);

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void refused(Function<byte[], Decoded> decoder, byte[] document, String message) {
        assertThatThrownBy(() -> decoder.apply(document))
                .isInstanceOf(DecodeException.class)
                .hasMessage(message);
    }

    @Test
    void deepNestingIsRefused() {
        int deep = 100_000;
        refused(Json::decode, utf8("[".repeat(deep)), "invalid character '[' exceeded max depth");
        refused(Json::decode, utf8("{\"a\":".repeat(deep)), "invalid character '{' exceeded max depth");
        refused(Yaml::decode, utf8("[".repeat(deep)), "yaml: exceeded max depth of 200");
        refused(Yaml::decode, utf8("{a: ".repeat(deep)), "yaml: exceeded max depth of 200");
        refused(Yaml::decode, utf8("- ".repeat(deep)), "yaml: exceeded max depth of 200");
        refused(Yaml::decode, utf8("? ".repeat(deep)), "yaml: exceeded max depth of 200");
        for (int first : new int[] {0x81, 0x9f, 0xa1, 0xbf, 0xd9}) {
            var cbor = new byte[deep];
            Arrays.fill(cbor, (byte) first);
            assertThatThrownBy(() -> Cbor.decode(cbor)).isInstanceOf(DecodeException.class);
        }
        var lists = new byte[deep];
        Arrays.fill(lists, (byte) 0x81);
        refused(Cbor::decode, lists, "cbor: exceeded max nested level 200");
    }

    @Test
    void theDeepestValueThatIsLetInCanBeWalkedOnAVirtualThread() throws InterruptedException {
        var document = utf8("[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH));
        var failure = new AtomicReference<Throwable>();
        var thread = Thread.ofVirtual()
                .uncaughtExceptionHandler((_, thrown) -> failure.set(thrown))
                .start(() -> {
                    var value = Json.decode(document).value();
                    assertThat(value).isEqualTo(Yaml.decode(document).value());
                    assertThat(value.hashCode())
                            .isEqualTo(Cbor.decode(Cbor.encode(value)).value().hashCode());
                    assertThat(value.toString()).isNotEmpty();
                    assertThat(Yaml.decode(Yaml.encode(value)).value()).isEqualTo(value);
                    assertThat(Json.encode(value)).isEqualTo(document);
                });
        thread.join();
        assertThat(failure.get()).isNull();
    }

    @Test
    void namesOfMembersThatNestAreReadOrRefused() {
        for (int depth : List.of(10, 20, 40, 90, 150)) {
            var yaml = "{".repeat(depth) + "y" + "}".repeat(depth);
            assertThatThrownBy(() -> Yaml.decode(yaml.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(DecodeException.class);
        }
    }

    @Test
    void aliasesDoNotNestDeeperThanAllowed() {
        var half = Json.MAX_DEPTH / 2 + 10;
        var yaml =
                "a: &a " + "[".repeat(half) + "]".repeat(half) + "\nb: " + "[".repeat(half) + "*a" + "]".repeat(half);
        refused(Yaml::decode, utf8(yaml), "yaml: exceeded max depth of 200");
    }

    @Test
    void aBillionLaughsAreRefused() {
        var yaml = new StringBuilder("a0: &a0 [" + "lol,".repeat(9) + "lol]\n");
        for (int i = 1; i < 12; i++) {
            yaml.append("a").append(i).append(": &a").append(i).append(" [");
            yaml.append(("*a" + (i - 1) + ",").repeat(9))
                    .append("*a")
                    .append(i - 1)
                    .append("]\n");
        }
        refused(Yaml::decode, utf8(yaml.toString()), "yaml: document contains excessive aliasing");
    }

    @Test
    void longNumbersAreReadOrRefused() {
        var digits = "9".repeat(1_000_000);
        refused(
                Json::decode,
                utf8("1e" + digits),
                "json: cannot unmarshal number 1e" + digits + " into Go value of type float64");
        assertThat(Json.decode(utf8("0." + digits)).value()).isEqualTo(new Value.Real(1));
        assertThat(Json.decode(utf8("1e-" + digits)).value()).isEqualTo(new Value.Real(0));
        assertThatThrownBy(() -> Json.decode(utf8(digits))).isInstanceOf(DecodeException.class);
        assertThat(Yaml.decode(utf8("a: " + digits)).value()).isEqualTo(Value.object("a", digits));
    }

    @Test
    void longDocumentsAreReadInReasonableTime() {
        var size = 200_000;
        assertThat(Json.decode(utf8("[" + "1,".repeat(size) + "1]")).value()).isInstanceOf(Value.Array.class);
        assertThat(Yaml.decode(utf8("- a\n".repeat(size))).value()).isInstanceOf(Value.Array.class);
        assertThat(Yaml.decode(utf8("a: " + "x".repeat(3_000_000))).value()).isInstanceOf(Value.Struct.class);
        assertThat(Json.decode(utf8("\"" + "\\u00e4".repeat(size) + "\"")).value())
                .isEqualTo(Value.of("ä".repeat(size)));
    }

    @Test
    void aPromisedLengthIsNotAllocated() {
        refused(Cbor::decode, new byte[] {(byte) 0x9a, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff}, "unexpected EOF");
        refused(Cbor::decode, new byte[] {(byte) 0x5a, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff}, "unexpected EOF");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyCutOfADocumentIsReadOrRefused(long seed) {
        var value = new RandomValues(seed).object(4);
        for (byte[] document : List.of(Json.encode(value), Yaml.encode(value), Cbor.encode(value))) {
            for (int end = 0; end < document.length; end++) {
                answers(Arrays.copyOf(document, end));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyDamagedDocumentIsReadOrRefused(long seed) {
        var random = new Random(seed);
        var values = new RandomValues(seed);
        for (int i = 0; i < 300; i++) {
            var value = values.object(3);
            for (byte[] document : List.of(Json.encode(value), Yaml.encode(value), Cbor.encode(value))) {
                for (int damage = random.nextInt(4); damage >= 0; damage--) {
                    document[random.nextInt(document.length)] = (byte) random.nextInt(256);
                }
                answers(document);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyNoiseIsReadOrRefused(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            var noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            answers(noise);
        }
    }

    private static void answers(byte[] document) {
        for (var decoder : DECODERS) {
            try {
                assertThat(decoder.apply(document).value()).isNotNull();
            } catch (DecodeException refusal) {
                assertThat(refusal.getMessage()).isNotEmpty();
            }
        }
    }
}
