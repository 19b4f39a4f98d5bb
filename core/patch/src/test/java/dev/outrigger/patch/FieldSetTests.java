package dev.outrigger.patch;

import static dev.outrigger.patch.Given.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSetTests {

    private static FieldSet read(String text) throws FieldsV1.Unreadable {
        return FieldsV1.read(JsonReader.read(text).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"f:metadata\":{\"f:labels\":{\".\":{},\"f:app\":{}}},\"f:spec\":{\"f:replicas\":{}}}",
                "{\"f:spec\":{\"f:ports\":{\".\":{},\"k:{\\\"port\\\":80,\\\"protocol\\\":\\\"TCP\\\"}\":{\".\":{},"
                        + "\"f:port\":{}}}}}",
                "{\"f:a\":{},\"k:{\\\"name\\\":\\\"x\\\"}\":{},\"v:-1\":{},\"v:1.5\":{},\"v:\\\"b\\\"\":{},\"v:true\":{},"
                        + "\"i:0\":{},\"i:12\":{}}",
                "{\"v:\\\"a\\\\\\\"b\\\"\":{},\"v:\\\"x\\\\u003cy\\\"\":{}}"
            })
    void whatWasStoredIsWrittenBackByteForByte(String stored) throws FieldsV1.Unreadable {
        assertThat(Json.write(FieldsV1.write(read(stored)))).isEqualTo(stored);
    }

    @Test
    void elementsOfAKindThatIsNotKnownAreLeftOut() throws FieldsV1.Unreadable {
        assertThat(read("{\"f:a\":{},\"x:b\":{\"f:c\":{}}}").toString()).isEqualTo(".a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"f\":{}}", "{\"fa:\":{}}", "{\"i:x\":{}}", "{\"k:1\":{}}", "{\"v:{\":{}}", "{\"f:a\":1}", "[]"
            })
    void whatIsNoFieldSetIsRefused(String stored) {
        assertThatThrownBy(() -> read(stored)).isInstanceOf(FieldsV1.Unreadable.class);
    }

    @Test
    void anElementWithOnlyADotBelowIsAMember() throws FieldsV1.Unreadable {
        assertThat(read("{\"f:a\":{\".\":{}}}")).isEqualTo(read("{\"f:a\":{}}"));
    }

    @Test
    void pathsReadAsInUpstreamsMessages() {
        var key = PathElement.key(Map.of("port", Value.of(80), "protocol", Value.of("TCP")));
        var path = List.<PathElement>of(
                new PathElement.Field("spec"), key, new PathElement.Item(Value.of("a\"b")), new PathElement.Index(3));
        assertThat(FieldSet.text(path)).isEqualTo(".spec[port=80,protocol=\"TCP\"][=\"a\\\"b\"][3]");
    }

    @Test
    void aFieldIsNotTheFieldsBelowIt() throws FieldsV1.Unreadable {
        var parent = read("{\"f:a\":{}}");
        var child = read("{\"f:a\":{\"f:b\":{}}}");
        assertThat(parent.difference(child)).isEqualTo(parent);
        assertThat(child.difference(parent)).isEqualTo(child);
        assertThat(child.withoutTrees(parent)).isEqualTo(FieldSet.EMPTY);
        assertThat(parent.intersection(child)).isEqualTo(FieldSet.EMPTY);
    }

    @RepeatedTest(200)
    void setOperationsAreThoseOfSetsOfPaths(RepetitionInfo repetition) throws FieldsV1.Unreadable {
        var random = new Random(repetition.getCurrentRepetition());
        var left = randomPaths(random);
        var right = randomPaths(random);
        assertThat(paths(set(left).union(set(right)))).isEqualTo(union(left, right));
        assertThat(paths(set(left).intersection(set(right)))).isEqualTo(intersection(left, right));
        assertThat(paths(set(left).difference(set(right)))).isEqualTo(difference(left, right));
        assertThat(set(left).difference(set(right)).union(set(left).intersection(set(right))))
                .isEqualTo(set(left));
        assertThat(set(left).difference(set(left)).isEmpty()).isTrue();
        assertThat(set(left).union(set(right))).isEqualTo(set(right).union(set(left)));
        assertThat(FieldsV1.read(FieldsV1.write(set(left)))).isEqualTo(set(left));
        left.forEach(path -> assertThat(set(left).has(path)).isTrue());
        difference(right, left).forEach(path -> assertThat(set(left).has(path)).isFalse());
    }

    @RepeatedTest(200)
    void theAlgebraOfSetsHolds(RepetitionInfo repetition) {
        var random = new Random(1000L + repetition.getCurrentRepetition());
        var a = set(randomPaths(random));
        var b = set(randomPaths(random));
        var c = set(randomPaths(random));
        assertThat(a.union(b).union(c)).isEqualTo(a.union(b.union(c)));
        assertThat(a.intersection(b).intersection(c)).isEqualTo(a.intersection(b.intersection(c)));
        assertThat(a.intersection(b)).isEqualTo(b.intersection(a));
        assertThat(a.union(a)).isEqualTo(a);
        assertThat(a.intersection(a)).isEqualTo(a);
        assertThat(a.union(b.intersection(c))).isEqualTo(a.union(b).intersection(a.union(c)));
        assertThat(a.intersection(b.union(c))).isEqualTo(a.intersection(b).union(a.intersection(c)));
        assertThat(a.difference(b).difference(c)).isEqualTo(a.difference(b.union(c)));
        assertThat(a.difference(b.intersection(c))).isEqualTo(a.difference(b).union(a.difference(c)));
        assertThat(a.difference(b).intersection(b)).isEqualTo(FieldSet.EMPTY);
        assertThat(a.withoutTrees(b).withoutTrees(c)).isEqualTo(a.withoutTrees(b.union(c)));
        assertThat(a.withoutTrees(b).difference(a.difference(b))).isEqualTo(FieldSet.EMPTY);
    }

    @RepeatedTest(50)
    void theOrderOfValuesIsTotal(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var a = randomValue(random, 2);
        var b = randomValue(random, 2);
        var c = randomValue(random, 2);
        assertThat(Values.compare(a, b)).isEqualTo(-Values.compare(b, a));
        assertThat(Values.compare(a, b) == 0).isEqualTo(Values.same(a, b));
        if (Values.compare(a, b) <= 0 && Values.compare(b, c) <= 0) {
            assertThat(Values.compare(a, c)).isLessThanOrEqualTo(0);
        }
    }

    @Test
    void numbersAreComparedAsNumbers() {
        assertThat(Values.same(json("1"), json("1.0"))).isTrue();
        assertThat(Values.same(json("{'a':[1]}"), json("{'a':[1.0]}"))).isTrue();
        assertThat(Values.same(json("1"), json("'1'"))).isFalse();
        assertThat(Values.compare(json("2"), json("10.5"))).isNegative();
    }

    private static Value randomValue(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> Value.of(random.nextInt(3));
            case 1 -> new Value.Real(random.nextInt(3) + 0.5 * random.nextInt(2));
            case 2 -> Value.of("" + random.nextInt(3));
            case 3 -> Value.of(random.nextBoolean());
            case 4 -> Value.NULL;
            case 5 -> Value.Array.of(randomValue(random, depth - 1), randomValue(random, depth - 1));
            default -> Value.object("a", randomValue(random, depth - 1), "b" + random.nextInt(2), 1);
        };
    }

    private static Set<List<PathElement>> randomPaths(Random random) {
        var paths = new HashSet<List<PathElement>>();
        for (int i = random.nextInt(12); i > 0; i--) {
            var path = new ArrayList<PathElement>();
            for (int steps = 1 + random.nextInt(3); steps > 0; steps--) path.add(randomElement(random));
            paths.add(path);
        }
        return paths;
    }

    private static PathElement randomElement(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new PathElement.Field("" + (char) ('a' + random.nextInt(3)));
            case 1 -> PathElement.key(Map.of("name", Value.of("" + random.nextInt(2))));
            case 2 -> new PathElement.Item(Value.of(random.nextInt(2)));
            default -> new PathElement.Index(random.nextInt(2));
        };
    }

    private static FieldSet set(Set<List<PathElement>> paths) {
        var set = FieldSet.EMPTY;
        for (var path : paths) set = set.union(FieldSet.of(path));
        return set;
    }

    private static Set<List<PathElement>> paths(FieldSet set) {
        return new HashSet<>(set.paths());
    }

    private static <T> Set<T> union(Set<T> left, Set<T> right) {
        var all = new HashSet<>(left);
        all.addAll(right);
        return all;
    }

    private static <T> Set<T> intersection(Set<T> left, Set<T> right) {
        var common = new HashSet<>(left);
        common.retainAll(right);
        return common;
    }

    private static <T> Set<T> difference(Set<T> left, Set<T> right) {
        var rest = new HashSet<>(left);
        rest.removeAll(right);
        return rest;
    }
}
