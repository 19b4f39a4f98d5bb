package dev.outrigger.codec;

import dev.outrigger.meta.GoText;

/// Doubles as Go's `encoding/json` writes them.
final class GoNumbers {
    private GoNumbers() {}

    /// The shortest decimal that reads back as the number: plain from 1e-6 up to below 1e21, else with an
    /// exponent.
    static String json(double number) {
        if (number == 0) return 1 / number < 0 ? "-0" : "0";
        double size = Math.abs(number);
        if (size < 1e15 && size == Math.rint(size)) return Long.toString((long) number);
        var decimal = GoText.shortest(number);
        return size < 1e-6 || size >= 1e21 ? GoText.scientific(decimal) : decimal.toPlainString();
    }
}
