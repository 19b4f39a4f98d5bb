package dev.outrigger.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Value;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTests {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static Value cell(String type, String path, Value.Struct object) {
        return new Column("X", type, "", "", 0, path).cell(object, NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "-2, <invalid>",
        "-1, 0s",
        "0, 0s",
        "119, 119s",
        "120, 2m",
        "150, 2m30s",
        "599, 9m59s",
        "600, 10m",
        "10799, 179m",
        "10800, 3h",
        "11000, 3h3m",
        "28800, 8h",
        "172799, 47h",
        "172800, 2d",
        "180000, 2d2h",
        "691200, 8d",
        "63072000, 2y",
        "63158400, 2y1d",
        "252288000, 8y"
    })
    void aSpanOfTimeIsToldAsKubectlTellsIt(long seconds, String told) {
        assertThat(Column.humanDuration(Duration.ofSeconds(seconds))).isEqualTo(told);
    }

    @Test
    void aColumnShowsTheFieldAtItsPathInItsType() {
        var object = Value.object("spec", Value.object("lives", 9, "name", "tom", "wild", true));

        assertThat(cell("integer", ".spec.lives", object)).isEqualTo(Value.of(9));
        assertThat(cell("string", ".spec.name", object)).isEqualTo(Value.of("tom"));
        assertThat(cell("string", ".spec.lives", object)).isEqualTo(Value.of("9"));
        assertThat(cell("boolean", ".spec.wild", object)).isEqualTo(Value.of(true));
        assertThat(cell("string", ".spec.nothing", object)).isEqualTo(Value.NULL);
    }

    @Test
    void aDateIsToldAsTheTimeSince() {
        var object = Value.object("metadata", Value.object("creationTimestamp", "2026-01-02T03:03:05Z"));

        assertThat(cell("date", ".metadata.creationTimestamp", object)).isEqualTo(Value.of("60s"));
    }

    @Test
    void aFilterChoosesAmongTheItemsOfAList() {
        var ready = Value.object("type", "Ready", "status", "True");
        var other = Value.object("type", "Other", "status", "False");
        var object = Value.object("status", Value.object("conditions", Value.Array.of(other, ready)));

        assertThat(cell("string", ".status.conditions[?(@.type==\"Ready\")].status", object))
                .isEqualTo(Value.of("True"));
        assertThat(cell("string", ".status.conditions[*].type", object)).isEqualTo(Value.of("Other Ready"));
        assertThat(cell("string", ".status.conditions[0].type", object)).isEqualTo(Value.of("Other"));
    }

    @Test
    void aQuotedOrEscapedMemberMayHoldDots() {
        var object = Value.object("metadata", Value.object("labels", Value.object("a.b/c", "x")));

        assertThat(cell("string", ".metadata.labels['a.b/c']", object)).isEqualTo(Value.of("x"));
        assertThat(cell("string", ".metadata.labels.a\\.b/c", object)).isEqualTo(Value.of("x"));
    }

    @Test
    void aPathThatCannotBeReadIsRefusedWithTheReason() {
        assertThatThrownBy(() -> cell("string", ".spec[", Value.Struct.EMPTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a '[' is not closed");
    }

    @Test
    void aPathIsParsedOnce() {
        var path = ".status.conditions[?(@.type==\"Ready\")].status";

        assertThat(ColumnPath.of(path)).isSameAs(ColumnPath.of(path));
    }
}
