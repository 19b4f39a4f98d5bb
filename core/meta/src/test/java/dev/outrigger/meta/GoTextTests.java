package dev.outrigger.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoTextTests {

    @Test
    void quotedTextEscapesWhatIsNotPrintable() {
        assertThat(GoText.quote("a\"b\\c")).isEqualTo("\"a\\\"b\\\\c\"");
        assertThat(GoText.quote("\u0007\b\f\n\r\t\u000b")).isEqualTo("\"\\a\\b\\f\\n\\r\\t\\v\"");
        assertThat(GoText.quote("\u0001\u007f")).isEqualTo("\"\\x01\\x7f\"");
        assertThat(GoText.quote("ä \u00a0\u200b")).isEqualTo("\"ä \\u00a0\\u200b\"");
        assertThat(GoText.quote("😀" + Character.toString(0xe0001))).isEqualTo("\"😀\\U000e0001\"");
        assertThat(GoText.quote("\ud800")).isEqualTo("\"\\ufffd\"");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0",
        "1, 1",
        "-1.5, -1.5",
        "100000, 100000",
        "999999.5, 999999.5",
        "1000000, 1e+06",
        "1234567.5, 1.2345675e+06",
        "1e100, 1e+100",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "4.9E-324, 5e-324",
        "2e23, 2e+23",
        "1.7976931348623157e308, 1.7976931348623157e+308",
    })
    void numbersReadAsGoPrintsThem(double number, String text) {
        assertThat(GoText.number(number)).isEqualTo(text);
    }

    @Test
    void everyNumberReadsBack() {
        var random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                assertThat(Double.parseDouble(GoText.number(number))).isEqualTo(number);
            }
        }
    }
}
