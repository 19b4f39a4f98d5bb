package dev.outrigger.kinds;

import dev.outrigger.meta.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/// A column of a table, as CRDs define `additionalPrinterColumns`.
///
/// @param name the heading; kubectl shows it in upper case
/// @param type `string`, `integer`, `number`, `boolean` or `date`
/// @param format an OpenAPI format; may be empty
/// @param description what the column means; may be empty
/// @param priority 0 is always shown, above 0 only in wide output
/// @param path where the value is, such as `.spec.name` or `.status.conditions[?(@.type=="Ready")].status`
public record Column(String name, String type, String format, String description, int priority, String path) {

    public Column {
        ColumnPath.of(path);
    }

    /// The cell of one object: a value of the column's type, or `null` where there is none. A date is told as the
    /// time that has passed until `now`, as kubectl words it.
    public Value cell(Value.Struct object, Instant now) {
        var found = ColumnPath.of(path).find(object);
        if (found.isEmpty()) return Value.NULL;
        return switch (type) {
            case "integer" -> integer(found.getFirst());
            case "number" ->
                found.getFirst() instanceof Value.Int || found.getFirst() instanceof Value.Real
                        ? found.getFirst()
                        : Value.NULL;
            case "boolean" -> found.getFirst() instanceof Value.Bool ? found.getFirst() : Value.NULL;
            case "date" -> date(found.getFirst(), now);
            default -> text(found);
        };
    }

    private static Value integer(Value value) {
        return switch (value) {
            case Value.Int _ -> value;
            case Value.Real(var number) -> Value.of((long) number);
            case Value.Null _, Value.Bool _, Value.Text _, Value.Array _, Value.Struct _ -> Value.NULL;
        };
    }

    private static Value date(Value value, Instant now) {
        if (!(value instanceof Value.Text(var text))) return Value.NULL;
        try {
            return Value.of(humanDuration(Duration.between(Instant.parse(text), now)));
        } catch (DateTimeParseException _) {
            return Value.of("<invalid>");
        }
    }

    private static Value text(List<Value> found) {
        var text = new StringBuilder();
        for (Value value : found) {
            if (!text.isEmpty()) text.append(' ');
            text.append(render(value));
        }
        return Value.of(text.toString());
    }

    private static String render(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text;
            case Value.Int(var number) -> Long.toString(number);
            case Value.Real(var number) -> Double.toString(number);
            case Value.Bool(var bool) -> Boolean.toString(bool);
            case Value.Null _ -> "";
            case Value.Array _, Value.Struct _ ->
                new String(dev.outrigger.codec.Json.encode(value), java.nio.charset.StandardCharsets.UTF_8);
        };
    }

    /// A span of time in at most two units, as apimachinery's `duration.HumanDuration` words it.
    static String humanDuration(Duration span) {
        long seconds = span.toSeconds();
        if (seconds < -1) return "<invalid>";
        if (seconds < 0) return "0s";
        if (seconds < 120) return seconds + "s";
        long minutes = seconds / 60;
        if (minutes < 10) return two(minutes, "m", seconds % 60, "s");
        if (minutes < 180) return minutes + "m";
        long hours = minutes / 60;
        if (hours < 8) return two(hours, "h", minutes % 60, "m");
        if (hours < 48) return hours + "h";
        long days = hours / 24;
        if (hours < 192) return two(days, "d", hours % 24, "h");
        if (days < 730) return days + "d";
        long years = days / 365;
        if (years < 8) return two(years, "y", days % 365, "d");
        return years + "y";
    }

    private static String two(long major, String majorUnit, long minor, String minorUnit) {
        return minor == 0 ? major + majorUnit : major + majorUnit + minor + minorUnit;
    }
}
