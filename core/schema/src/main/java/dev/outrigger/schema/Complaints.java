package dev.outrigger.schema;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.GoText;
import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with an object, in the words of upstream's OpenAPI validation. Nothing is
/// told twice.
final class Complaints {
    private final String base;
    private final List<FieldError> errors = new ArrayList<>();

    /// Of a whole object.
    Complaints() {
        this("");
    }

    /// Of one member of an object: fields are told with its name before them, sentences without.
    Complaints(String base) {
        this.base = base;
    }

    /// An empty collection of complaints about the same object.
    Complaints apart() {
        return new Complaints(base);
    }

    List<FieldError> all() {
        return List.copyOf(errors);
    }

    void add(FieldError error) {
        if (!errors.contains(error)) errors.add(error);
    }

    /// How many there are: what is told later can be taken out again.
    int size() {
        return errors.size();
    }

    /// Takes out what was told since there were so many.
    List<FieldError> takeSince(int size) {
        var later = errors.subList(size, errors.size());
        var taken = List.copyOf(later);
        later.clear();
        return taken;
    }

    private String field(Path path) {
        if (base.isEmpty()) return path.field();
        return path.isRoot() ? base : base + "." + path;
    }

    void required(Path path) {
        add(FieldError.required(field(path), ""));
    }

    /// The text is longer than allowed.
    void tooLong(Path path, long limit) {
        add(FieldError.tooLong(field(path), Math.toIntExact(limit)));
    }

    /// There are more items or members than allowed.
    void tooMany(Path path, int actual, long limit) {
        add(FieldError.tooMany(field(path), actual, Math.toIntExact(limit)));
    }

    /// The value is none of the allowed ones.
    void notSupported(Path path, Value value, List<String> allowed) {
        add(FieldError.notSupported(field(path), value, allowed));
    }

    /// The value does not satisfy the schemas it must satisfy besides; upstream blames the whole
    /// object.
    ///
    /// @param words what it must do, such as `must validate at least one schema (anyOf)`
    void composition(Path path, String words) {
        String detail = GoText.quote(path.toString()) + " " + words;
        add(FieldError.invalid(base.isEmpty() ? Path.ROOT.field() : base, "", detail));
    }

    /// The value is of another type than wanted; upstream shows the name of the type found in the value's place.
    void type(Path path, String wanted, String found) {
        String words = path + " in body must be of type " + wanted + ": \"" + found + "\"";
        add(FieldError.typeInvalid(field(path), found, words));
    }

    /// The string is not of its format.
    void format(Path path, String format, Value.Text text) {
        String quoted = GoText.quote(text.value());
        add(FieldError.typeInvalid(field(path), text, path + " in body must be of type " + format + ": " + quoted));
    }

    /// The number does not fit its format.
    void range(Path path, String type, String format) {
        String words = "Checked value must be of type " + type + " with format " + format + " in " + path;
        add(FieldError.invalid(field(path), "", words));
    }

    /// The value breaks a limit.
    ///
    /// @param words what it should be, such as `should be at least 3 chars long`
    void limit(Path path, Value value, String words) {
        String detail = path + " in body " + words;
        add(FieldError.invalid(field(path), value, detail));
    }
}
