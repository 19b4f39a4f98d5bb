package dev.outrigger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTests {
    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "0s, PT0S",
        "5s, PT5S",
        "30s, PT30S",
        "1478s, PT24M38S",
        "-5s, PT-5S",
        "+5s, PT5S",
        "-0, PT0S",
        "5.0s, PT5S",
        "5.6s, PT5.6S",
        "5.s, PT5S",
        ".5s, PT0.5S",
        "1.0040s, PT1.004S",
        "100.00100s, PT1M40.001S",
        "10ns, PT0.00000001S",
        "11us, PT0.000011S",
        "12\u00b5s, PT0.000012S",
        "12\u03bcs, PT0.000012S",
        "13ms, PT0.013S",
        "14s, PT14S",
        "15m, PT15M",
        "16h, PT16H",
        "3h30m, PT3H30M",
        "10.5s4m, PT4M10.5S",
        "1h2m3s4ms5us6ns, PT1H2M3.004005006S",
        "39h9m14.425s, PT39H9M14.425S",
        "9223372036s, PT9223372036S",
        "0.100000000000000000000h, PT6M",
    })
    void theDurationsThatGoReads(String text, String iso) {
        assertThat(GoDuration.parse(text)).isEqualTo(Duration.parse(iso));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+", "s", ".", "-.", ".s", "+.s", "1d d", "3000000h", "9223372037s"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> GoDuration.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theReasonIsGos() {
        assertThatThrownBy(() -> GoDuration.parse("3")).hasMessage("time: missing unit in duration \"3\"");
        assertThatThrownBy(() -> GoDuration.parse("1d")).hasMessage("time: unknown unit \"d\" in duration \"1d\"");
        assertThatThrownBy(() -> GoDuration.parse("x")).hasMessage("time: invalid duration \"x\"");
    }
}
