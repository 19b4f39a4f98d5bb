package dev.outrigger.cel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;

/// A number with a suffix, as Kubernetes writes amounts of resources: `1.5Gi`, `200m`, `12e6`.
///
/// @param amount the number; its scale is as written, since only what was written without a fraction is an integer
/// @param small whether it is held in 64 bits; a larger one is no integer for the language
record Quantity(BigDecimal amount, boolean small) implements TypeName.Named {
    static final String TYPE = "kubernetes.Quantity";

    private static final Pattern FORM =
            Pattern.compile("([+-]?)0*([0-9]*)(?:\\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)");
    private static final Map<String, Integer> DECIMAL =
            Map.of("n", -9, "u", -6, "m", -3, "", 0, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
    private static final Map<String, Integer> BINARY =
            Map.of("Ki", 10, "Mi", 20, "Gi", 30, "Ti", 40, "Pi", 50, "Ei", 60);
    private static final int NANO = 9;
    private static final int MAX_DIGITS = 18;
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    /// Numbers further apart than so many digits are not added.
    private static final int MAX_SPAN = 2_000;

    /// @throws CelFault where the text is no quantity
    static Quantity parse(String text) {
        Matcher form = FORM.matcher(text);
        if (text.isEmpty() || !form.matches()) {
            throw new CelFault(
                    "quantities must match the regular expression" + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
        }
        boolean negative = form.group(1).equals("-");
        String whole = form.group(2);
        String fraction = form.group(3) == null ? "" : form.group(3);
        String suffix = form.group(4);
        Integer binary = BINARY.get(suffix);
        var digits = new BigInteger(whole + fraction + (whole.isEmpty() && fraction.isEmpty() ? "0" : ""));
        if (negative) digits = digits.negate();
        int written = Math.max(1, whole.length()) + fraction.length();
        return binary != null
                ? binary(digits, fraction.length(), binary, written)
                : decimal(digits, fraction.length() - exponent(suffix), written);
    }

    private static int exponent(String suffix) {
        Integer exponent = DECIMAL.get(suffix);
        if (exponent != null) return exponent;
        if (suffix.matches("[eE][-+]?[0-9]{1,8}")) return Integer.parseInt(suffix.substring(1));
        throw new CelFault("unable to parse quantity's suffix");
    }

    private static Quantity decimal(BigInteger digits, int scale, int written) {
        var amount = new BigDecimal(digits, scale);
        if (written <= MAX_DIGITS && scale <= NANO) return new Quantity(amount, true);
        return new Quantity(rounded(amount), false);
    }

    private static Quantity binary(BigInteger digits, int fraction, int exponent, int written) {
        var amount = new BigDecimal(digits.shiftLeft(exponent), fraction);
        if (fraction == 0 && 15 - written - exponent * 3 / 10 - 1 >= 0) return new Quantity(amount, true);
        var rounded = rounded(amount);
        boolean over = rounded.abs().compareTo(MOST) > 0;
        return new Quantity(over ? MOST.multiply(BigDecimal.valueOf(rounded.signum())) : rounded, false);
    }

    /// Up to whole billionths, away from zero.
    private static BigDecimal rounded(BigDecimal amount) {
        if (amount.scale() <= NANO) return amount;
        if (amount.signum() != 0 && amount.scale() - amount.precision() > MAX_SPAN) {
            return BigDecimal.valueOf(amount.signum(), NANO);
        }
        return amount.setScale(NANO, RoundingMode.UP);
    }

    /// Whether it is an integer of 64 bits, written as one.
    boolean isInteger() {
        return small
                && amount.scale() <= 0
                && amount.scale() >= -MAX_DIGITS
                && amount.toBigInteger().bitLength() < Long.SIZE;
    }

    /// @throws CelFault where it is none
    long asInteger() {
        if (!isInteger()) throw new CelFault("cannot convert value to integer");
        return amount.longValueExact();
    }

    Quantity plus(Quantity other) {
        if (other.amount.signum() == 0) return this;
        if (amount.signum() == 0) return other;
        if (Math.abs((long) amount.scale() - other.amount.scale()) > MAX_SPAN) {
            throw new CelFault("quantities are too far apart to be added");
        }
        var sum = amount.add(other.amount);
        return new Quantity(sum, small && other.small && sum.unscaledValue().bitLength() < Long.SIZE);
    }

    Quantity negated() {
        return new Quantity(amount.negate(), small);
    }

    static Quantity of(long number) {
        return new Quantity(BigDecimal.valueOf(number), true);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quantity quantity && amount.compareTo(quantity.amount) == 0;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(amount.doubleValue());
    }

    @Override
    public String typeName() {
        return TYPE;
    }
}
