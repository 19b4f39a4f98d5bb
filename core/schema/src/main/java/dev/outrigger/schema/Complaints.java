package dev.outrigger.schema;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.GoText;
import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with an object, in the words of upstream's OpenAPI validation.
final class Complaints {
    private final List<FieldError> errors = new ArrayList<>();

    List<FieldError> all() {
        return List.copyOf(errors);
    }

    void add(FieldError error) {
        errors.add(error);
    }

    void required(Path path) {
        add(FieldError.required(path.field(), ""));
    }

    /// The value is of another type than wanted; upstream shows the name of the type found in the value's place.
    void type(Path path, String wanted, String found) {
        String words = path + " in body must be of type " + wanted + ": \"" + found + "\"";
        add(FieldError.typeInvalid(path.field(), found, words));
    }

    /// The string is not of its format.
    void format(Path path, String format, Value.Text text) {
        String quoted = GoText.quote(text.value());
        add(FieldError.typeInvalid(path.field(), text, path + " in body must be of type " + format + ": " + quoted));
    }

    /// The number does not fit its format.
    void range(Path path, String type, String format) {
        String words = "Checked value must be of type " + type + " with format " + format + " in " + path;
        add(FieldError.invalid(path.field(), "", words));
    }

    /// The value breaks a limit.
    ///
    /// @param words what it should be, such as `should be at least 3 chars long`
    void limit(Path path, Value value, String words) {
        String detail = path + " in body " + words;
        add(FieldError.invalid(path.field(), value, detail));
    }
}
