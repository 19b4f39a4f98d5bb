package dev.outrigger.codec;

import dev.outrigger.meta.Value;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/// What a YAML scalar means, by the tables of Go's `yaml.v2`.
final class YamlScalars {
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> NOT_FINITE = Set.of(
            ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?+(?:\\.[0-9]++|[0-9]++(?:\\.[0-9]*+)?+)(?:[eE][-+]?+[0-9]++)?+");
    private static final Pattern BASE_60 = Pattern.compile("[-+]?[0-9][0-9_]*+(?::[0-5]?[0-9])++(?:\\.[0-9_]*+)?");
    private static final String CORE = "tag:yaml.org,2002:";
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger UNSIGNED_LIMIT = BigInteger.ONE.shiftLeft(64);

    private YamlScalars() {}

    /// The value of the scalar, by its tag where it has one, else by its looks if it is not quoted.
    static Value value(ScalarEvent scalar) {
        var tag = scalar.getTag().orElse("");
        var text = scalar.getValue();
        return switch (tag) {
            case "" -> scalar.isPlain() ? resolve(text) : Value.of(text);
            case "!", CORE + "str", CORE + "timestamp" -> Value.of(text);
            case CORE + "binary" -> binary(text);
            case CORE + "null", CORE + "bool", CORE + "int" -> tagged(tag, text, resolve(text));
            case CORE + "float" -> tagged(tag, text, resolve(text));
            default -> Value.of(text);
        };
    }

    /// Whether this event is the key that merges.
    static boolean isMerge(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.isPlain()
                && scalar.getValue().equals("<<");
    }

    /// Whether these characters, unquoted, are a string to every reader of YAML.
    static boolean isPlainText(String text) {
        return !text.equals("<<")
                && resolve(text, false) instanceof Value.Text
                && !BASE_60.matcher(text).matches();
    }

    private static Value tagged(String tag, String text, Value value) {
        boolean fits = switch (value) {
            case Value.Null _ -> tag.endsWith("null");
            case Value.Bool _ -> tag.endsWith("bool");
            case Value.Int _ -> tag.endsWith("int") || tag.endsWith("float");
            case Value.Real _ -> tag.endsWith("float");
            case Value.Text _, Value.Array _, Value.Struct _ -> false;
        };
        if (fits) return value;
        throw new DecodeException("yaml: cannot decode `" + text + "` as a !!" + tag.substring(CORE.length()));
    }

    private static Value binary(String text) {
        try {
            var bytes = Base64.getDecoder().decode(text.replaceAll("[\r\n]", ""));
            var decoded = new StringBuilder();
            for (int at = 0; at < bytes.length; ) {
                if (bytes[at] >= 0) decoded.append((char) bytes[at++]);
                else at += Utf8.append(bytes, at, bytes.length, decoded);
            }
            return Value.of(decoded.toString());
        } catch (IllegalArgumentException _) {
            throw new DecodeException("yaml: !!binary value contains invalid base64 data");
        }
    }

    static Value resolve(String text) {
        return resolve(text, true);
    }

    private static Value resolve(String text, boolean refuseInfinite) {
        if (NULL.contains(text)) return Value.NULL;
        char first = text.charAt(0);
        boolean numeric = first == '.' || first == '+' || first == '-' || (first >= '0' && first <= '9');
        if (!numeric) {
            if (TRUE.contains(text)) return Value.of(true);
            return FALSE.contains(text) ? Value.of(false) : Value.of(text);
        }
        if (NOT_FINITE.contains(text)) {
            if (refuseInfinite) throw new DecodeException("json: unsupported value: " + goName(text));
            return Value.NULL;
        }
        if (isTime(text)) return refuseInfinite ? Value.of(text) : Value.NULL;
        return number(text).orElseGet(() -> Value.of(text));
    }

    private static String goName(String text) {
        if (text.equalsIgnoreCase(".nan")) return "NaN";
        return text.startsWith("-") ? "-Inf" : "+Inf";
    }

    /// Whether Go would take the text for a date, with or without a time; then it stays a string, but needs
    /// quotes.
    private static boolean isTime(String text) {
        return text.length() >= 8 && TIME.matcher(text).matches();
    }

    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
            + "(?:[Tt][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\\.[0-9]+)?(?:Z|[-+][0-9]{2}:[0-9]{2})"
            + "| [0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\\.[0-9]+)?)?");

    private static Optional<Value> number(String text) {
        var plain = text.charAt(0) == '.' ? text : text.replace("_", "");
        var whole = integer(plain);
        if (whole != null) {
            return Optional.of(whole.bitLength() < 64 ? Value.of(whole.longValue()) : real(whole.doubleValue()));
        }
        if (!FLOAT.matcher(plain).matches()) return Optional.empty();
        double number = Double.parseDouble(plain);
        return Double.isFinite(number) ? Optional.of(real(number)) : Optional.empty();
    }

    /// A float as it arrives upstream, where it passes through JSON: a whole one is an integer.
    private static Value real(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 0x1p63) return Value.of((long) number);
        return new Value.Real(number);
    }

    /// The integer of at most 64 bits, signed or unsigned, that Go's `ParseInt` with base 0 reads.
    private static @Nullable BigInteger integer(String text) {
        boolean negative = text.startsWith("-");
        var digits = negative || text.startsWith("+") ? text.substring(1) : text;
        int base = 10;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            base = switch (digits.charAt(1)) {
                case 'x', 'X' -> 16;
                case 'b', 'B' -> 2;
                default -> 8;
            };
            boolean marked = Character.isLetter(digits.charAt(1));
            if (marked && base == 8 && digits.charAt(1) != 'o' && digits.charAt(1) != 'O') return null;
            digits = digits.substring(marked ? 2 : 1);
        }
        if (digits.isEmpty() || digits.length() > 80 || !isAll(digits, base)) return null;
        var number = new BigInteger(digits, base);
        if (negative) return number.negate().compareTo(LONG_MIN) < 0 ? null : number.negate();
        return number.compareTo(UNSIGNED_LIMIT) < 0 ? number : null;
    }

    private static boolean isAll(String digits, int base) {
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c >= 0x80 || Character.digit(c, base) < 0) return false;
        }
        return true;
    }
}
