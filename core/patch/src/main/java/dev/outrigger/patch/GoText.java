package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import java.math.BigDecimal;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Values as Go's format verbs print them; upstream's messages hold such texts and clients match them.
final class GoText {
    private GoText() {}

    /// As structured-merge-diff prints a value within a path: strings quoted (`%q`), the rest plain.
    static String quoted(Value value) {
        return value instanceof Value.Text(var text) ? quote(text) : plain(value);
    }

    /// As `%v` prints a value: `map[a:1 b:[x y]]`.
    static String plain(Value value) {
        return switch (value) {
            case Value.Null _ -> "<nil>";
            case Value.Bool(var bool) -> Boolean.toString(bool);
            case Value.Int(var number) -> Long.toString(number);
            case Value.Real(var number) -> number(number);
            case Value.Text(var text) -> text;
            case Value.Array(var items) -> items.stream().map(GoText::plain).collect(Collectors.joining(" ", "[", "]"));
            case Value.Struct(var members) ->
                new TreeMap<>(members)
                        .entrySet().stream()
                                .map(member -> member.getKey() + ":" + plain(member.getValue()))
                                .collect(Collectors.joining(" ", "map[", "]"));
        };
    }

    /// As `%#v` prints a value: `map[string]interface {}{"a":1}`.
    static String literal(Value value) {
        return switch (value) {
            case Value.Null _ -> "interface {}(nil)";
            case Value.Text(var text) -> quote(text);
            case Value.Bool _, Value.Int _, Value.Real _ -> plain(value);
            case Value.Array(var items) ->
                items.stream().map(GoText::literal).collect(Collectors.joining(", ", "[]interface {}{", "}"));
            case Value.Struct(var members) ->
                new TreeMap<>(members)
                        .entrySet().stream()
                                .map(member -> quote(member.getKey()) + ":" + literal(member.getValue()))
                                .collect(Collectors.joining(", ", "map[string]interface {}{", "}"));
        };
    }

    /// The Go type of a decoded value, as `%T` prints it.
    static String type(Value value) {
        return switch (value) {
            case Value.Null _ -> "<nil>";
            case Value.Bool _ -> "bool";
            case Value.Int _ -> "int64";
            case Value.Real _ -> "float64";
            case Value.Text _ -> "string";
            case Value.Array _ -> "[]interface {}";
            case Value.Struct _ -> "map[string]interface {}";
        };
    }

    /// `%q`: a double-quoted Go string.
    static String quote(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) escape(quoted, text.charAt(i));
        return quoted.append('"').toString();
    }

    private static void escape(StringBuilder quoted, char c) {
        switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
                if (c < 0x20 || c == 0x7f) quoted.append(String.format("\\x%02x", (int) c));
                else quoted.append(c);
            }
        }
    }

    private static String number(double number) {
        if (number == 0) return "0";
        var shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        double size = Math.abs(number);
        if (size >= 1e-4 && size < 1e6) return shortest.toPlainString();
        return Json.exponent(shortest).replaceFirst("e([+-])(\\d)$", "e$10$2");
    }
}
