package dev.outrigger.meta;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which objects are meant, by their selectable fields: terms that must all hold.
///
/// Text form, meaning and error sentences are those of apimachinery's `pkg/fields`. Which fields a resource
/// lets clients select by is the resource's affair and not checked here.
public record FieldSelector(List<Term> terms) {

    /// Selects every object.
    public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

    private static final List<String> OPERATORS = List.of("!=", "==", "=");

    public FieldSelector {
        terms = List.copyOf(terms);
    }

    /// One condition: the field has the value or, negated, has not. An absent field has the empty value.
    public record Term(String field, String value, boolean negated) {

        /// Whether these fields meet the condition.
        public boolean matches(Map<String, String> fields) {
            return meets(fields.getOrDefault(field, ""));
        }

        /// Whether the field's value meets the condition; an absent field's is empty.
        public boolean meets(String actual) {
            return actual.equals(value) != negated;
        }

        /// The condition as it is written in a query, with `\`, `,` and `=` of the value escaped.
        @Override
        public String toString() {
            var escaped = value.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=");
            return field + (negated ? "!=" : "=") + escaped;
        }
    }

    /// Reads a selector such as `metadata.name=tom,spec.owner!=ann`; the empty text selects everything. A
    /// backslash before `\`, `,` or `=` of a value takes it literally.
    ///
    /// @throws ApiException 400 with upstream's sentence where the text is no selector
    public static FieldSelector parse(String text) {
        if (text.isEmpty()) return EVERYTHING;
        var terms = new ArrayList<Term>();
        for (String part : split(text).stream().sorted().toList()) {
            if (part.isEmpty()) continue;
            var term = term(text, part);
            if (!term.field.isEmpty() || !term.value.isEmpty()) terms.add(term);
        }
        return new FieldSelector(terms);
    }

    /// Whether an object with these selectable fields is selected.
    public boolean matches(Map<String, String> fields) {
        for (Term term : terms) {
            if (!term.matches(fields)) return false;
        }
        return true;
    }

    /// Whether every object is selected, whatever its fields.
    public boolean isEverything() {
        return terms.isEmpty();
    }

    /// The value that every selected object has in this field, by the first term that says so.
    public Optional<String> requiredValue(String field) {
        for (Term term : terms) {
            if (!term.negated && term.field.equals(field)) return Optional.of(term.value);
        }
        return Optional.empty();
    }

    /// The canonical text, which [FieldSelector#parse(String)] reads back.
    @Override
    public String toString() {
        return terms.stream().map(Term::toString).collect(Collectors.joining(","));
    }

    /// The text cut at its commas, but for escaped ones; escapes stay.
    private static List<String> split(String text) {
        var parts = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == ',') {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static Term term(String text, String part) {
        for (int i = 0; i < part.length(); i++) {
            for (String operator : OPERATORS) {
                if (!part.startsWith(operator, i)) continue;
                var value = unescape(part.substring(i + operator.length()));
                return new Term(part.substring(0, i), value, operator.equals("!="));
            }
        }
        throw ApiException.badRequest("invalid selector: '" + text + "'; can't understand '" + part + "'");
    }

    private static String unescape(String text) {
        var value = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == ',' || c == '=') {
                throw ApiException.badRequest("invalid field selector: unescaped character in value: " + c);
            }
            if (c == '\\') {
                if (i == text.length()) throw invalidEscape("\\");
                c = text.codePointAt(i);
                i += Character.charCount(c);
                if (c != '\\' && c != ',' && c != '=') throw invalidEscape("\\" + Character.toString(c));
            }
            value.appendCodePoint(c);
        }
        return value.toString();
    }

    private static ApiException invalidEscape(String sequence) {
        return ApiException.badRequest("invalid field selector: invalid escape sequence: " + sequence);
    }
}
