package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/// Compact JSON text as Go's encoders write it: what list keys look like inside FieldsV1, and how large a value
/// is.
final class Json {
    private final StringBuilder text = new StringBuilder();

    private Json() {}

    /// The JSON text of a value: no spaces, members in their order, `<`, `>` and `&` escaped.
    static String write(Value value) {
        var json = new Json();
        json.append(value);
        return json.text.toString();
    }

    /// How many bytes the JSON text of a value takes.
    static long length(Value value) {
        return write(value).getBytes(StandardCharsets.UTF_8).length;
    }

    private void append(Value value) {
        switch (value) {
            case Value.Null _ -> text.append("null");
            case Value.Bool(var bool) -> text.append(bool);
            case Value.Int(var number) -> text.append(number);
            case Value.Real(var number) -> text.append(number(number));
            case Value.Text(var string) -> quote(string);
            case Value.Array(var items) -> {
                text.append('[');
                for (Iterator<Value> left = items.iterator(); left.hasNext(); ) {
                    append(left.next());
                    if (left.hasNext()) text.append(',');
                }
                text.append(']');
            }
            case Value.Struct(var members) -> {
                text.append('{');
                for (var left = members.entrySet().iterator(); left.hasNext(); ) {
                    var member = left.next();
                    quote(member.getKey());
                    text.append(':');
                    append(member.getValue());
                    if (left.hasNext()) text.append(',');
                }
                text.append('}');
            }
        }
    }

    private void quote(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) escape(string.charAt(i));
        text.append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '<', '>', '&', '\u2028', '\u2029' -> unicode(c);
            default -> {
                if (c < 0x20) unicode(c);
                else text.append(c);
            }
        }
    }

    private void unicode(char c) {
        text.append(String.format("\\u%04x", (int) c));
    }

    /// A double as Go's `encoding/json` prints it: plain between 1e-6 and 1e21, with an exponent outside.
    static String number(double number) {
        if (number == 0) return 1 / number < 0 ? "-0" : "0";
        double size = Math.abs(number);
        var shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        return size >= 1e-6 && size < 1e21 ? shortest.toPlainString() : exponent(shortest);
    }

    /// One digit before the point, and at least one in the exponent: `1.5e-7`, `2e+21`.
    static String exponent(BigDecimal number) {
        var digits = number.unscaledValue().abs().toString();
        int power = digits.length() - 1 - number.scale();
        var fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        var sign = number.signum() < 0 ? "-" : "";
        return sign + digits.charAt(0) + fraction + "e" + (power < 0 ? "-" : "+") + Math.abs(power);
    }
}
