package dev.outrigger.schema;

import java.math.BigDecimal;

/// Numbers as Go prints them with `%v`, which is how they stand in error messages.
final class GoNumbers {
    /// The exponent from which Go turns to the form with an exponent, where it prints the fewest digits it can.
    private static final int LARGE = 6;

    private static final int SMALL = -4;

    private GoNumbers() {}

    static String text(double number) {
        if (number == 0) return 1 / number < 0 ? "-0" : "0";
        BigDecimal shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= SMALL && exponent < LARGE) return shortest.toPlainString();
        String digits = shortest.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (number < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+") + twoDigits(Math.abs(exponent));
    }

    private static String twoDigits(int exponent) {
        return exponent < 10 ? "0" + exponent : Integer.toString(exponent);
    }
}
