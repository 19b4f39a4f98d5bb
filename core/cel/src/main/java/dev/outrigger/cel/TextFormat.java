package dev.outrigger.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// `"…".format([…])`, with the clauses `%s`, `%d`, `%f`, `%e`, `%b`, `%x`, `%X` and `%o`.
final class TextFormat {
    private static final int DEFAULT_PRECISION = 6;
    private static final int MAX_PRECISION = 1_000;

    private final String format;
    private final boolean older;
    private final List<?> arguments;
    private final StringBuilder text = new StringBuilder();
    private int at;
    private int argument;

    private TextFormat(String format, boolean older, List<?> arguments) {
        this.format = format;
        this.older = older;
        this.arguments = arguments;
    }

    /// Fills in a format.
    ///
    /// @param older whether as Kubernetes does it, see [OlderTextFormat], or as the specification does
    static String format(String format, boolean older, List<?> arguments) {
        return new TextFormat(format, older, arguments).run();
    }

    private String run() {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c != '%') {
                text.append(c);
            } else if (format.startsWith("%", at)) {
                text.append('%');
                at++;
            } else {
                if (argument >= arguments.size()) throw new CelFault("index " + argument + " out of range");
                if (at >= format.length()) throw new CelFault("unexpected end of string");
                clause(arguments.get(argument++));
            }
        }
        return text.toString();
    }

    private void clause(Object value) {
        int precision = precision();
        if (at >= format.length()) throw new CelFault("unexpected end of string");
        char clause = format.charAt(at++);
        text.append(
                switch (clause) {
                    case 's' -> older ? OlderTextFormat.string(value) : string(value);
                    case 'd' -> older ? OlderTextFormat.decimal(value) : decimal(value);
                    case 'f' -> older ? OlderTextFormat.fixed(value, precision) : fixed(value, precision);
                    case 'e' -> older ? OlderTextFormat.scientific(value, precision) : scientific(value, precision);
                    case 'b' -> binary(value);
                    case 'x' -> hex(value);
                    case 'X' -> hex(value).toUpperCase(Locale.ROOT);
                    case 'o' -> octal(value);
                    default ->
                        throw new CelFault(
                                "could not parse formatting clause: unrecognized formatting clause \"" + clause + "\"");
                });
    }

    private int precision() {
        if (!format.startsWith(".", at)) return DEFAULT_PRECISION;
        int start = ++at;
        while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') at++;
        if (at == format.length()) throw wrongPrecision("could not find end of precision specifier");
        String digits = format.substring(start, at);
        if (digits.isEmpty() || digits.length() > 9) {
            throw wrongPrecision("error while converting precision to integer: \"" + digits + "\"");
        }
        int precision = Integer.parseInt(digits);
        if (precision > MAX_PRECISION) {
            throw wrongPrecision("precision " + precision + " exceeds maximum allowed precision " + MAX_PRECISION);
        }
        return precision;
    }

    private static CelFault wrongPrecision(String why) {
        return new CelFault("could not parse formatting clause: error while parsing precision: " + why);
    }

    static String string(Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean bool -> bool.toString();
            case Number number -> decimal(number);
            case CelByteString bytes -> new String(bytes.toByteArray(), StandardCharsets.UTF_8);
            case NullValue ignored -> "null";
            case TypeName type -> type.name();
            case Instant instant -> instant.toString();
            case Duration duration -> seconds(duration);
            case List<?> list -> list.stream().map(TextFormat::string).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map -> {
                Map<String, String> sorted = new TreeMap<>();
                map.forEach((key, item) -> sorted.put(string(key), string(item)));
                yield sorted.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining(", ", "{", "}"));
            }
            default ->
                throw wrong(
                        "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types,"
                                + " durations, and timestamps",
                        value);
        };
    }

    private static String seconds(Duration duration) {
        return plain(BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9))) + "s";
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    static String decimal(Object value) {
        return switch (value) {
            case Long number -> number.toString();
            case UnsignedLong number -> number.toString();
            case Double number when number.isNaN() || number.isInfinite() -> number.toString();
            case Double number -> (number == 0 && 1 / number < 0 ? "-" : "") + plain(new BigDecimal(number.toString()));
            default -> throw wrong("decimal clause can only be used on ints, uints, and doubles", value);
        };
    }

    static String fixed(Object value, int precision) {
        double number = number(value, "fixed-point");
        if (Double.isNaN(number) || Double.isInfinite(number)) return Double.toString(number);
        return new BigDecimal(number)
                .setScale(precision, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    static String scientific(Object value, int precision) {
        double number = number(value, "scientific");
        if (Double.isNaN(number) || Double.isInfinite(number)) return Double.toString(number);
        var exact = new BigDecimal(number);
        if (exact.signum() == 0) return "0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "e+00";
        var rounded = exact.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        String digits = rounded.movePointLeft(exponent)
                .setScale(precision, RoundingMode.HALF_EVEN)
                .toPlainString();
        return digits + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    private static double number(Object value, String clause) {
        return switch (value) {
            case Long number -> number;
            case UnsignedLong number -> number.doubleValue();
            case Double number -> number;
            default -> throw wrong(clause + " clause can only be used on ints, uints, and doubles", value);
        };
    }

    private static String binary(Object value) {
        return switch (value) {
            case Boolean bool -> bool ? "1" : "0";
            case Long number -> Long.toString(number, 2);
            case UnsignedLong number -> number.toString(2);
            default -> throw wrong("only ints, uints, and bools can be formatted as binary", value);
        };
    }

    private static String hex(Object value) {
        return switch (value) {
            case Long number -> Long.toString(number, 16);
            case UnsignedLong number -> number.toString(16);
            case String text -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
            case CelByteString bytes -> HexFormat.of().formatHex(bytes.toByteArray());
            default -> throw wrong("only ints, uints, bytes, and strings can be formatted as hex", value);
        };
    }

    private static String octal(Object value) {
        return switch (value) {
            case Long number -> Long.toString(number, 8);
            case UnsignedLong number -> number.toString(8);
            default -> throw wrong("octal clause can only be used on ints and uints", value);
        };
    }

    static CelFault wrong(String rule, Object value) {
        return new CelFault("error during formatting: " + rule + ", was given "
                + TypeName.of(value).name());
    }

    /// Declares `format` to the language.
    ///
    /// @param older see [#format]
    static Library library(boolean older) {
        return new Library()
                .member(
                        "format",
                        SimpleType.STRING,
                        SimpleType.STRING,
                        List.of(ListType.create(SimpleType.DYN)),
                        Overload.of(
                                "string_format",
                                String.class,
                                List.class,
                                (format, arguments) -> format(format, older, arguments)));
    }
}
