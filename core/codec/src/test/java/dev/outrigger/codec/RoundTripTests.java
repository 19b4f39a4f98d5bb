package dev.outrigger.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written reads back as what it was, in every format, for values made at random.
class RoundTripTests {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void jsonReadsBack(long seed) {
        var values = new RandomValues(seed);
        for (int i = 0; i < 3_000; i++) {
            var value = values.value(5);
            var json = Json.encode(value);
            assertThat(Json.decode(json)).isEqualTo(new Decoded(value, List.of()));
            assertThat(Json.decode(Json.encodePretty(value)).value()).isEqualTo(value);
            assertThat(Json.encode(Json.decode(json).value())).isEqualTo(json);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void cborReadsBack(long seed) {
        var values = new RandomValues(seed);
        for (int i = 0; i < 3_000; i++) {
            var value = values.value(5);
            var cbor = Cbor.encode(value);
            assertThat(Cbor.decode(cbor).value()).isEqualTo(value);
            assertThat(Cbor.encode(Cbor.decode(cbor).value())).isEqualTo(cbor);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void yamlReadsBack(long seed) {
        var values = new RandomValues(seed);
        for (int i = 0; i < 1_500; i++) {
            var value = values.value(4);
            var yaml = Yaml.encode(value);
            assertThat(Yaml.decode(yaml))
                    .as(() -> new String(yaml, StandardCharsets.UTF_8))
                    .isEqualTo(new Decoded(value, List.of()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aSplicedRevisionReadsBack(long seed) {
        var values = new RandomValues(seed);
        for (int i = 0; i < 2_000; i++) {
            var object = values.object(4).with("metadata", values.object(3));
            var expected = object.with("metadata", object.struct("metadata").with("resourceVersion", "42"));
            for (byte[] stored : List.of(Json.encode(object), Json.encodePretty(object), Json.encode(expected))) {
                assertThat(Json.decode(Json.withResourceVersion(stored, "42")))
                        .isEqualTo(new Decoded(expected, List.of()));
            }
            assertThat((Value) expected).isNotEqualTo(object);
        }
    }
}
