package dev.outrigger.cel;

import dev.cel.common.values.CelByteString;
import dev.outrigger.meta.GoText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How Kubernetes' version of `format` differs from the specification's: numbers as English writes them, `%d` for
/// integers and `%f` and `%e` for doubles only, and quoted text within lists and maps.
final class OlderTextFormat {
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private OlderTextFormat() {}

    static String string(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(OlderTextFormat::nested).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map -> {
                Map<String, String> sorted = new TreeMap<>();
                map.forEach((key, item) -> sorted.put(nested(key), nested(item)));
                yield sorted.entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue())
                        .collect(Collectors.joining(", ", "{", "}"));
            }
            default -> TextFormat.string(value);
        };
    }

    private static String nested(Object value) {
        return switch (value) {
            case String text -> GoText.quote(text);
            case CelByteString bytes -> "b" + GoText.quote(TextFormat.string(bytes));
            case Double number when number.isNaN() || number.isInfinite() -> GoText.quote(infinite(number));
            case Double number ->
                new BigDecimal(number).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
            case List<?> list -> string(list);
            case Map<?, ?> map -> string(map);
            default ->
                switch (TypeName.of(value).name()) {
                    case "google.protobuf.Timestamp" -> "timestamp(" + GoText.quote(TextFormat.string(value)) + ")";
                    case "google.protobuf.Duration" -> "duration(" + GoText.quote(TextFormat.string(value)) + ")";
                    default -> TextFormat.string(value);
                };
        };
    }

    static String decimal(Object value) {
        if (value instanceof Double) throw TextFormat.wrong("decimal clause can only be used on integers", value);
        return TextFormat.decimal(value);
    }

    static String fixed(Object value, int precision) {
        if (!(value instanceof Double number))
            throw TextFormat.wrong("fixed-point clause can only be used on doubles", value);
        if (number.isNaN() || number.isInfinite()) return infinite(number);
        String plain = TextFormat.fixed(number, precision);
        int start = plain.startsWith("-") ? 1 : 0;
        int point = plain.indexOf('.');
        var grouped = new StringBuilder(plain);
        for (int at = (point < 0 ? plain.length() : point) - 3; at > start; at -= 3) grouped.insert(at, ',');
        return grouped.toString();
    }

    static String scientific(Object value, int precision) {
        if (!(value instanceof Double number))
            throw TextFormat.wrong("scientific clause can only be used on doubles", value);
        if (number.isNaN() || number.isInfinite()) return infinite(number);
        String[] parts = TextFormat.scientific(number, precision).split("e");
        var text = new StringBuilder(parts[0]).append("×10");
        for (char c : parts[1].toCharArray()) {
            if (c == '-') text.append('⁻');
            if (c >= '0' && c <= '9') text.append(SUPERSCRIPTS.charAt(c - '0'));
        }
        return text.toString();
    }

    private static String infinite(double number) {
        if (Double.isNaN(number)) return "NaN";
        return number < 0 ? "-∞" : "∞";
    }
}
