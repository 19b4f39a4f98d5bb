package dev.outrigger.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.schema.Schema;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What rules can cost at most; the numbers are those of Kubernetes' own table.
class EstimatedCostTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            list of number | self.all(x, true) | 4718591 | 10 | 32
            list of string | self.all(x, true) | 3145727 | 20 | 62
            list of boolean | self.all(x, true) | 1887437 | 5 | 17
            list of list of number | self.all(x, true) | 3145727 | 100 | 302
            map of number | self.all(x, true) | 1348169 | 10 | 32
            map of string | self.all(x, true) | 1179647 | 3 | 11
            map of boolean | self.all(x, true) | 943718 | 100 | 302
            string | self.contains('test') | 314574 | 10 | 5
            string | self.startsWith('test') | 2 | 15 | 2
            string | self.endsWith('test') | 2 | 30 | 2
            string | size(self + "hello") > size("hello") | 314578 | 4 | 7
            list of number | self[1] == 0.0 | 2 | 5000 | 2
            list of string | self[1] == self[1] | 314577 | 8 | 314577
            list of number | self.all(x, self.all(y, true)) | 7421701914624 | 10 | 352
            list of number | self.all(x, self.all(y, self.all(z, true))) | 9223372036854775807 | 10 | 3552
            string | self.matches("x") | 314574 | 50 | 22
            string | "".matches("(((((((((())))))))))[0-9]") | 7 | 10 | 7
            string | self.find('[0-9]+') == '' | 629147 | 10 | 11
            map of number | oldSelf.size() == self.size() | 5 | 10 | 5
            map of date-time | self["a"] == self["b"] | 8 | 7 | 8
            map of duration | self["c"] == self["d"] | 8 | 42 | 8
            string | self.matches("") | 1 | 100 | 1
            list of number | self[3] == 0.0 | 2 | 0 | 2
            map of number | self["x"] == 0.0 | 2 | 0 | 2
            string | self == "x" | 2 | 0 | 1
            byte | self == b"x" | 2 | 0 | 1
            list of number | self.all(x, x == 0.0) | 6291454 | 6291456 | 25165826
            list of int-or-string | self.all(x, true) | 4718591 | 10 | 32
            list of int-or-string | self[0] == 5 | 3 | 10 | 3
            list of boolean | self[0] == false | 2 | 25 | 2
            list of list of number | self[0][0] == -1.0 | 3 | 51 | 3
            list of map of number | self.all(x, x.y == 25.2) | 6291452 | 12 | 74
            list of map of number | self[0].x > 2.0 | 4 | 3000 | 4
            list of duration | self.all(x, true) | 2359295 | 5 | 17
            list of duration | self[0].getHours() == 2 | 4 | 525 | 4
            list of date | self.all(x, true) | 725936 | 15 | 47
            list of date | self[2].getDayOfMonth() == 13 | 4 | 42 | 4
            list of date-time | self.all(x, true) | 428963 | 25 | 77
            list of date-time | self[2].getMinutes() == 45 | 4 | 99 | 4
            map of int-or-string | self.all(x, true) | 1348169 | 15 | 47
            map of map of number | self.all(x, true) | 1179647 | 10 | 32
            map of list of number | self.all(x, true) | 1179647 | 25 | 77
            map of duration | self.all(x, true) | 1048577 | 5 | 17
            map of date | self.all(x, true) | 524288 | 10 | 32
            map of date-time | self.all(x, true) | 349526 | 25 | 77
            """)
    void theSchemasLimitsBoundTheCost(String type, String rule, long unlimited, long limit, long limited) {
        assertThat(Given.rule(schema(type, Optional.empty()), rule).estimatedCost())
                .isEqualTo(unlimited);
        assertThat(Given.rule(schema(type, Optional.of(limit)), rule).estimatedCost())
                .isEqualTo(limited);
    }

    private static Schema schema(String type, Optional<Long> limit) {
        if (type.startsWith("list of ")) {
            return Schema.listOf(schema(type.substring(8), Optional.empty())).withLimits(limits(limit));
        }
        if (type.startsWith("map of ")) {
            return Schema.mapOf(schema(type.substring(7), Optional.empty())).withLimits(limits(limit));
        }
        return switch (type) {
            case "number" -> Given.NUMBER;
            case "boolean" -> Given.BOOLEAN;
            case "int-or-string" -> Schema.of(Schema.Type.INT_OR_STRING);
            case "string" -> Given.STRING.withLimits(limits(limit));
            default -> Given.STRING.withFormat(type).withLimits(limits(limit));
        };
    }

    private static Schema.Limits limits(Optional<Long> limit) {
        var none = Schema.Limits.NONE;
        return new Schema.Limits(
                List.of(),
                none.minimum(),
                false,
                none.maximum(),
                false,
                none.multipleOf(),
                Optional.empty(),
                limit,
                none.pattern(),
                Optional.empty(),
                limit,
                false,
                Optional.empty(),
                limit);
    }
}
