package dev.outrigger.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoPatternTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        b             | abc       | acc
        ^a$           | a         | ba
        ^[[:alpha:]]+$ | abc      | a1
        ^[^[:digit:]]$ | a        | 1
        ^[[]$         | [         | ]
        ^[]a]+$       | a]        | b
        ^[a&&b]+$     | a&b       | c
        ^(?P<x>a)$    | a         | b
        ^\\d{2}\\.$     | 12.       | 123
        ^(?i)tom$     | TOM       | tim
        ^\\pL+$        | ä         | 1
        """)
    void anExpressionOfGosSyntaxMeansTheSame(String expression, String matching, String other) {
        var pattern = GoPattern.of(expression);

        assertThat(pattern.matches(matching)).isTrue();
        assertThat(pattern.matches(other)).isFalse();
    }

    @Test
    void theEndOfTheTextIsNotBeforeALastLineBreak() {
        assertThat(GoPattern.of("^a$").matches("a\n")).isFalse();
        assertThat(GoPattern.of("(?m)^a$").matches("a\nb")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a", "[", "a(?=b)", "(a)\\1", "a**"})
    void anExpressionThatRe2RefusesIsTheAuthorsMistakeAndToldAtOnce(String expression) {
        assertThatThrownBy(() -> Schema.Limits.NONE.withPattern(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the pattern '" + expression + "' is no regular expression of RE2: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(a+)+$", "^(a|aa)*$", "^(.*a){20}$", "(x+x+)+y"})
    @Timeout(20)
    void aCatastrophicExpressionAnswersAtOnce(String expression) {
        assertThat(GoPattern.of(expression).matches("a".repeat(50_000) + "!")).isFalse();
        assertThat(GoPattern.of(expression).matches("x".repeat(50_000) + "!")).isFalse();
    }

    @Test
    @Timeout(20)
    void aLongDurationTakesNoStack() {
        assertThat(Durations.isDuration("1h".repeat(100_000))).isTrue();
        assertThat(Durations.isDuration("1h".repeat(100_000) + "!")).isTrue(); // Scala's way, which reads what it can
    }
}
