package dev.outrigger.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

        assertThat(pattern.complaint()).isEmpty();
        assertThat(pattern.matches(matching)).isTrue();
        assertThat(pattern.matches(other)).isFalse();
    }

    @Test
    void theEndOfTheTextIsNotBeforeALastLineBreak() {
        assertThat(GoPattern.of("^a$").matches("a\n")).isFalse();
        assertThat(GoPattern.of("(?m)^a$").matches("a\nb")).isTrue();
    }

    @Test
    void anExpressionThatDoesNotCompileMatchesNothingAndSaysWhy() {
        var pattern = GoPattern.of("(a");

        assertThat(pattern.matches("a")).isFalse();
        assertThat(pattern.complaint()).isNotEmpty();
    }
}
