package dev.outrigger.meta;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// How Go prints values, which upstream's sentences quote.
public final class GoText {
    private static final String HEX = "0123456789abcdef";

    private GoText() {}

    /// The text as `%q` prints it: in double quotes, with escapes for what is not printable.
    public static String quote(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '"' || c == '\\') quoted.append('\\').append((char) c);
            else if (isPrintable(c)) quoted.appendCodePoint(c);
            else escape(c, quoted);
        }
        return quoted.append('"').toString();
    }

    private static void escape(int c, StringBuilder quoted) {
        int named = "\u0007\b\f\n\r\t\u000b".indexOf(c);
        if (named >= 0) quoted.append('\\').append("abfnrtv".charAt(named));
        else if (c < 0x80) hex(quoted.append("\\x"), c, 2);
        else if (Character.getType(c) == Character.SURROGATE) quoted.append("\\ufffd");
        else if (c < 0x10000) hex(quoted.append("\\u"), c, 4);
        else hex(quoted.append("\\U"), c, 8);
    }

    private static void hex(StringBuilder out, int number, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out.append(HEX.charAt(number >> shift & 0xf));
    }

    /// What Go calls printable: letters, marks, numbers, punctuation, symbols and the ASCII space.
    public static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }

    /// The number as `%v` and `%g` print it: the shortest decimal that reads back, below 1e-4 and from a million on
    /// with an exponent of at least two digits, as `1e+06`.
    public static String number(double number) {
        if (number == 0) return 1 / number < 0 ? "-0" : "0";
        if (!Double.isFinite(number)) return Double.isNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";
        var decimal = shortest(number);
        int exponent = decimal.precision() - 1 - decimal.scale();
        if (exponent >= -4 && exponent < 6) return decimal.toPlainString();
        var text = scientific(decimal);
        return Math.abs(exponent) < 10
                ? new StringBuilder(text).insert(text.length() - 1, '0').toString()
                : text;
    }

    /// The decimal of fewest digits that reads back as this finite number.
    ///
    /// The JDK's rendering is the shortest too, but of at least two digits: where one digit would do, it may give
    /// two that lie nearer.
    public static BigDecimal shortest(double number) {
        var decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        if (decimal.precision() != 2) return decimal;
        for (RoundingMode mode : new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP}) {
            var digit = decimal.round(new MathContext(1, mode)).stripTrailingZeros();
            if (digit.doubleValue() == number) return digit;
        }
        return decimal;
    }

    /// The decimal with one digit before the point and an exponent with its sign: `1.5e-7`.
    public static String scientific(BigDecimal decimal) {
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
