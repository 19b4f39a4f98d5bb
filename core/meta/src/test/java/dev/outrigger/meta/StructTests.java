package dev.outrigger.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructTests {

    /// Small objects are searched, larger ones indexed: both must be what a linked hash map is.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 9, 40})
    void membersSetReplacedAndRemovedAtRandomAreThoseOfALinkedHashMap(int names) {
        var random = new Random(names);
        var expected = new LinkedHashMap<String, Value>();
        var object = Value.Struct.EMPTY;
        for (int step = 0; step < 500; step++) {
            var name = "n" + random.nextInt(names);
            if (random.nextInt(3) == 0) {
                expected.remove(name);
                object = object.without(name);
            } else {
                expected.put(name, Value.of(step));
                object = object.with(name, Value.of(step));
            }
            assertThat(object.members()).containsExactlyEntriesOf(expected);
            assertThat(object.members()).isEqualTo(expected).hasSameHashCodeAs(expected);
            assertThat(object.get(name)).isEqualTo(java.util.Optional.ofNullable(expected.get(name)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 9, 40})
    void aBuilderKeepsThePlaceOfAMemberThatIsSetAgain(int names) {
        var builder = Value.Struct.builder();
        var expected = new LinkedHashMap<String, Value>();
        for (int i = 0; i < names * 2; i++) {
            var name = "n" + i % names;
            assertThat(builder.put(name, Value.of(i))).isEqualTo(expected.put(name, Value.of(i)) != null);
        }
        assertThat(builder.build().members()).containsExactlyEntriesOf(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 9})
    void changingACopyOfAnObjectChangesNotTheObject(int names) {
        var given = new LinkedHashMap<String, Value>();
        for (int i = 0; i < names; i++) given.put("n" + i, Value.of(i));
        var object = new Value.Struct(given);
        var before = Map.copyOf(given);
        given.clear();
        object.with("n0", Value.of("other"));
        object.without("n0");
        object.copy().clear();
        assertThat(object.members()).isEqualTo(before);
        assertThatThrownBy(() -> object.members().put("n0", Value.NULL))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> object.members().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
