package dev.outrigger.pipeline;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads durations as Go writes them, such as `1m30s` (`time.ParseDuration`, whose rules and words these are).
public final class GoDuration {
    private static final Pattern TERM = Pattern.compile("(\\d*)(?:\\.(\\d*))?([^\\d.]*)");
    private static final int LONGEST_TEXT = 64;
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "\u00b5s", 1_000L,
            "\u03bcs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    /// Reads a duration.
    ///
    /// @throws IllegalArgumentException where it is none; the message is Go's
    public static Duration parse(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        var unsigned = signed ? text.substring(1) : text;
        if (unsigned.equals("0")) return Duration.ZERO;
        if (unsigned.isEmpty() || text.length() > LONGEST_TEXT) throw invalid(text);
        var sum = BigInteger.ZERO;
        var terms = TERM.matcher(unsigned);
        for (int at = 0; at < unsigned.length(); at = terms.end()) {
            if (!terms.find(at) || terms.start() != at || terms.end() == at) throw invalid(text);
            sum = sum.add(nanos(text, terms.group(1), terms.group(2) == null ? "" : terms.group(2), terms.group(3)));
        }
        if (sum.compareTo(BigInteger.valueOf(Long.MAX_VALUE)) > 0) throw invalid(text);
        var duration = Duration.ofNanos(sum.longValue());
        return text.startsWith("-") ? duration.negated() : duration;
    }

    private static BigInteger nanos(String text, String whole, String fraction, String unit) {
        if (whole.isEmpty() && fraction.isEmpty()) throw invalid(text);
        if (unit.isEmpty()) throw new IllegalArgumentException("time: missing unit in duration \"" + text + "\"");
        var nanos = NANOS.get(unit);
        if (nanos == null) {
            throw new IllegalArgumentException("time: unknown unit \"" + unit + "\" in duration \"" + text + "\"");
        }
        // Not a BigDecimal: the class computes tables, which is a tenth of a start where nothing else needs them.
        return new BigInteger("0" + whole + fraction)
                .multiply(BigInteger.valueOf(nanos))
                .divide(BigInteger.TEN.pow(fraction.length()));
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("time: invalid duration \"" + text + "\"");
    }
}
