package dev.outrigger.cel;

import static dev.outrigger.cel.Given.BOOLEAN;
import static dev.outrigger.cel.Given.INTEGER;
import static dev.outrigger.cel.Given.NUMBER;
import static dev.outrigger.cel.Given.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What rules cost when they run; the numbers are those of Kubernetes' own table, which it keeps stable.
class ActualCostTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            self.val1.startsWith('Rook') | 3
            !self.val1.startsWith('knight') | 4
            self.val1.matches('^[^0-9]*$') | 8
            !self.val1.matches('^[0-9]*$') | 7
            type(self.val1) == string | 4
            size(self.val1) == 12 | 4
            self.val1.charAt(3) == 'k' | 4
            self.val1.indexOf('o') == 1 | 4
            self.val1.indexOf('o', 2) == 2 | 4
            self.val1.replace(' ', 'x') == 'Rookxtakesx👑' | 7
            self.val1.replace(' ', 'x', 1) == 'Rookxtakes 👑' | 7
            self.val1.split(' ') == ['Rook', 'takes', '👑'] | 6
            self.val1.split(' ', 2) == ['Rook', 'takes 👑'] | 6
            self.val1.substring(5) == 'takes 👑' | 5
            self.val1.substring(0, 4) == 'Rook' | 5
            self.val1.substring(4, 10).trim() == 'takes' | 6
            self.val1.upperAscii() == 'ROOK TAKES 👑' | 6
            self.val1.lowerAscii() == 'rook takes 👑' | 6
            self.val1.lowerAscii() == self.val1.lowerAscii() | 10
            '%d %s %f %s %s'.format([1, 'abc', 1.0, duration('1m'), timestamp('2000-01-01T00:00:00.000Z')]) == '1 abc 1.000000 60s 2000-01-01T00:00:00Z' | 6
            '%e'.format([3.14]) == '3.140000×10⁰⁰' | 3
            '%o %o %o'.format([7, 8, 9]) == '7 10 11' | 2
            '%b %b %b'.format([7, 8, 9]) == '111 1000 1001' | 3
            """)
    void textCostsByItsLength(String rule, long cost) {
        assertThat(Given.cost(Given.values(STRING), Given.objects(Value.of("Rook takes 👑")), rule))
                .isEqualTo(cost);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            double(self.val1) < self.val2 | 6
            self.val1 < int(self.val2) | 6
            double(5) < 10.0 | 1
            5 < int(10.0) | 1
            double(self.val1) < 10.0 | 4
            self.val3 | 2
            self.val3 == true | 3
            type(self.val3) == bool | 4
            """)
    void numbersCostNothingBeyondTheStepsTaken(String rule, long cost) {
        var self = Given.values(INTEGER, NUMBER, BOOLEAN);
        var value = Given.objects(Value.of(5), new Value.Real(10.0), Value.of(true));
        assertThat(Given.cost(self, value, rule)).isEqualTo(cost);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1 in self.val1 | 5
            self.val2[0] in self.val1 | 8
            !(0 in self.val1) | 6
            self.val1 + self.val2 == [1, 2, 3, 1, 2, 3] | 6
            self.val1 + [4, 5] == [1, 2, 3, 4, 5] | 4
            has(self.val1) | 1
            has(self.val1) && has(self.val2) | 2
            """)
    void listsCostByTheirItems(String rule, long cost) {
        var numbers = Value.Array.of(Value.of(1), Value.of(2), Value.of(3));
        assertThat(Given.cost(
                        Given.values(Schema.listOf(INTEGER), Schema.listOf(INTEGER)),
                        Given.objects(numbers, numbers),
                        rule))
                .isEqualTo(cost);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            self.val1 == ['c', 'b', 'a'] | 3
            self.val1 == self.val2 | 5
            'a' in self.val1 | 5
            !('x' in self.val1) | 6
            self.val1 + self.val2 == ['a', 'b', 'c'] | 6
            self.val1 + ['c', 'd'] == ['a', 'b', 'c', 'd'] | 4
            sets.contains(self.val1, ['a']) | 6
            sets.equivalent(self.val1, ['a', 'b', 'c']) | 21
            sets.intersects(self.val1, ['a']) | 6
            """)
    void setsAreEqualInAnyOrder(String rule, long cost) {
        var set = Given.listOfType(STRING, Schema.ListType.SET);
        assertThat(Given.cost(
                        Given.values(set, set),
                        Given.objects(
                                Value.Array.of(Value.of("a"), Value.of("b"), Value.of("c")),
                                Value.Array.of(Value.of("a"), Value.of("c"), Value.of("b"))),
                        rule))
                .isEqualTo(cost);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            self.objs[0] == self.objs[1] | 7
            self.objs[0] + self.objs[2] == self.objs[2] | 11
            self.objs[2] + self.objs[0] == self.objs[0] | 11
            self.objs[0] == [self.objs[0][0], self.objs[0][1]] | 22
            self.objs[0] == [self.objs[0][1], self.objs[0][0]] | 22
            self.objs[2] + [self.objs[0][0], self.objs[0][1]] == self.objs[0] | 26
            size(self.objs[0] + [self.objs[3][0]]) == 3 | 20
            """)
    void listsOfTypeMapAreMergedByTheirKeys(String rule, long cost) {
        var map = Given.listOfType(Schema.object(Map.of("k", STRING, "v", STRING)), Schema.ListType.MAP, "k");
        var value = Value.object(
                "objs",
                Value.Array.of(
                        Value.Array.of(Value.object("k", "a", "v", "1"), Value.object("k", "b", "v", "2")),
                        Value.Array.of(Value.object("k", "b", "v", "2"), Value.object("k", "a", "v", "1")),
                        Value.Array.of(Value.object("k", "b", "v", "3"), Value.object("k", "a", "v", "1")),
                        Value.Array.of(Value.object("k", "c", "v", "4"))));
        assertThat(Given.cost(Schema.object(Map.of("objs", Schema.listOf(map))), value, rule))
                .isEqualTo(cost);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            !('a' in self.val) | 4
            'b' in self.val | 3
            !has(self.val.a) | 3
            has(self.val.b) | 2
            self.val.all(k, self.val[k] > 0) | 17
            !self.val.exists(k, self.val[k] == 3) | 20
            self.val.exists_one(k, self.val[k] == 2) | 14
            !self.val.exists_one(k, self.val[k] > 0) | 17
            size(self.val) == 2 | 4
            size(self.val.filter(k, self.val[k] > 1)) == 1 | 26
            self.val.all(k, v, v > 0) | 13
            !self.val.exists(k, v, v == 3) | 16
            self.val.existsOne(k, v, v == 2) | 10
            self.val.transformMap(k, v, v > 1, v + 1).size() == 1 | 14
            self.val.transformMap(k, v, v + 1).size() == 2 | 15
            self.val.transformMapEntry(k, v, v > 1, {k + '2': v + 1}).size() == 1 | 45
            self.val.transformMapEntry(k, v, {k + '2': v + 1}).size() == 2 | 77
            """)
    void loopsCostByTheirTurns(String rule, long cost) {
        assertThat(Given.cost(
                        Schema.object(Map.of("val", Schema.mapOf(INTEGER))),
                        Value.object("val", Value.object("b", 1, "d", 2)),
                        rule))
                .isEqualTo(cost);
    }
}
