package dev.outrigger.codec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Doubles as Go's `encoding/json` writes them.
final class GoNumbers {
    private GoNumbers() {}

    /// The shortest decimal that reads back as the number: plain from 1e-6 up to below 1e21, else with an
    /// exponent.
    static String json(double number) {
        if (number == 0) return 1 / number < 0 ? "-0" : "0";
        double size = Math.abs(number);
        if (size < 1e15 && size == Math.rint(size)) return Long.toString((long) number);
        var decimal = shortest(number);
        return size < 1e-6 || size >= 1e21 ? scientific(decimal) : decimal.toPlainString();
    }

    /// The shortest decimal as Go's `%g` gives it: with an exponent of at least two digits below 1e-4 and from
    /// 1e6.
    static String general(double number) {
        return number == 0 ? json(number) : general(shortest(number));
    }

    /// The shortest decimal that reads back as this number of single precision.
    static String general(float number) {
        return number == 0 ? json(number) : general(new BigDecimal(Float.toString(number)).stripTrailingZeros());
    }

    private static String general(BigDecimal decimal) {
        int exponent = decimal.precision() - 1 - decimal.scale();
        if (exponent >= -4 && exponent < 6) return decimal.toPlainString();
        var text = scientific(decimal);
        return Math.abs(exponent) < 10
                ? new StringBuilder(text).insert(text.length() - 1, '0').toString()
                : text;
    }

    /// The JDK's rendering is the shortest too, but of at least two digits: where one digit would do, it may
    /// give two that lie nearer.
    private static BigDecimal shortest(double number) {
        var decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        if (decimal.precision() != 2) return decimal;
        for (RoundingMode mode : new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP}) {
            var digit = decimal.round(new MathContext(1, mode)).stripTrailingZeros();
            if (digit.doubleValue() == number) return digit;
        }
        return decimal;
    }

    private static String scientific(BigDecimal decimal) {
        var digits = decimal.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - decimal.scale();
        var text = new StringBuilder(decimal.signum() < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) text.append('.').append(digits, 1, digits.length());
        return text.append('e')
                .append(exponent < 0 ? "-" : "+")
                .append(Math.abs(exponent))
                .toString();
    }
}
