package dev.outrigger.schema;

import dev.outrigger.meta.GoText;
import dev.outrigger.meta.Value;
import java.math.BigDecimal;
import java.util.List;

/// Checks what a value must satisfy beyond its type.
///
/// Each check looks at values of its own JSON type only, whatever type the schema asks for: a value of the wrong
/// type is told so by the type check.
final class LimitCheck {
    private final Complaints complaints;

    LimitCheck(Complaints complaints) {
        this.complaints = complaints;
    }

    void text(Value.Text text, Schema.Limits limits, Path path) {
        String value = text.value();
        int length = value.codePointCount(0, value.length());
        if (limits.maxLength().isPresent() && length > limits.maxLength().get()) {
            complaints.tooLong(path, limits.maxLength().get());
        } else if (limits.minLength().isPresent() && length < limits.minLength().get()) {
            complaints.limit(
                    path, text, "should be at least " + limits.minLength().get() + " chars long");
        } else if (limits.pattern().isPresent()) {
            pattern(text, limits.pattern().get(), path);
        }
    }

    private void pattern(Value.Text text, String expression, Path path) {
        if (GoPattern.of(expression).matches(text.value())) return;
        complaints.limit(path, text, "should match '" + expression + "'");
    }

    void number(Value number, Schema.Limits limits, Path path) {
        limits.multipleOf().ifPresent(factor -> {
            if (!isMultiple(number, factor)) {
                complaints.limit(path, number, "should be a multiple of " + bound(number, factor));
            }
        });
        limits.minimum().ifPresent(minimum -> {
            int order = compare(number, minimum);
            String words =
                    limits.exclusiveMinimum() ? "should be greater than " : "should be greater than or equal to ";
            if (order < 0 || (order == 0 && limits.exclusiveMinimum())) {
                complaints.limit(path, number, words + bound(number, minimum));
            }
        });
        limits.maximum().ifPresent(maximum -> {
            int order = compare(number, maximum);
            String words = limits.exclusiveMaximum() ? "should be less than " : "should be less than or equal to ";
            if (order > 0 || (order == 0 && limits.exclusiveMaximum())) {
                complaints.limit(path, number, words + bound(number, maximum));
            }
        });
    }

    /// Compares without rounding: integers reach beyond what a double holds exactly.
    private static int compare(Value number, double bound) {
        return decimal(number).compareTo(new BigDecimal(bound));
    }

    private static BigDecimal decimal(Value number) {
        return switch (number) {
            case Value.Int(var whole) -> BigDecimal.valueOf(whole);
            case Value.Real(var real) -> new BigDecimal(real);
            case Value.Null _, Value.Bool _, Value.Text _, Value.Array _, Value.Struct _ ->
                throw new IllegalArgumentException("no number: " + CompactJson.text(number));
        };
    }

    private static boolean isMultiple(Value number, double factor) {
        if (number instanceof Value.Int(var whole) && factor == Math.rint(factor) && factor >= 1) {
            return whole % (long) factor == 0;
        }
        double value = decimal(number).doubleValue();
        double times = factor < 1 ? 1 / factor * value : value / factor;
        return Math.abs(times - Math.rint(times)) < 1e-9 * Math.max(1, Math.abs(times));
    }

    /// A bound, printed as the kind of number that it is compared with.
    private static String bound(Value number, double bound) {
        boolean whole = number instanceof Value.Int && bound == Math.rint(bound) && Math.abs(bound) < 0x1p63;
        return whole ? Long.toString((long) bound) : GoText.number(bound);
    }

    void list(List<Value> items, Schema.Limits limits, Path path) {
        int size = items.size();
        if (limits.minItems().isPresent() && size < limits.minItems().get()) {
            complaints.limit(
                    path,
                    Value.of(size),
                    "should have at least " + limits.minItems().get() + " items");
        }
        if (limits.maxItems().isPresent() && size > limits.maxItems().get()) {
            complaints.tooMany(path, size, limits.maxItems().get());
        }
        if (limits.uniqueItems() && items.stream().distinct().count() < size) {
            complaints.limit(path, Value.of(""), "shouldn't contain duplicates");
        }
    }

    void object(int size, Schema.Limits limits, Path path) {
        if (limits.minProperties().isPresent() && size < limits.minProperties().get()) {
            complaints.limit(
                    path,
                    Value.of(size),
                    "should have at least " + limits.minProperties().get() + " properties");
        }
        if (limits.maxProperties().isPresent() && size > limits.maxProperties().get()) {
            complaints.tooMany(path, size, limits.maxProperties().get());
        }
    }

    void enumeration(Value value, List<Value> allowed, Path path) {
        if (allowed.isEmpty() || allowed.stream().anyMatch(one -> same(one, value))) return;
        var words = allowed.stream().map(LimitCheck::word).toList();
        complaints.notSupported(path, value, words);
    }

    private static boolean same(Value one, Value other) {
        if (one instanceof Value.Int(var whole) && other instanceof Value.Real(var real)) return whole == real;
        if (one instanceof Value.Real(var real) && other instanceof Value.Int(var whole)) return whole == real;
        return one.equals(other);
    }

    private static String word(Value allowed) {
        return allowed instanceof Value.Text(var text) ? text : CompactJson.text(allowed);
    }
}
