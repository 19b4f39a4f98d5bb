package dev.outrigger.codec;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;

/// Reads one media type with its parameters, by the grammar of RFC 2045.
final class MediaTypeParser {
    private final String text;
    private int at;

    MediaTypeParser(String text) {
        this.text = text;
    }

    /// The media type; empty where the text is none. Unlike `Accept` clauses, a malformed parameter spoils it.
    Optional<MediaType> parse() {
        skipSpace();
        var type = token().toLowerCase(Locale.ROOT);
        if (type.isEmpty() || !skip('/')) return Optional.empty();
        var subtype = token().toLowerCase(Locale.ROOT);
        if (subtype.isEmpty()) return Optional.empty();
        var parameters = new LinkedHashMap<String, String>();
        skipSpace();
        while (skip(';')) {
            skipSpace();
            if (at == text.length()) break; // Go lets a semicolon end the header
            var name = token().toLowerCase(Locale.ROOT);
            skipSpace();
            if (name.isEmpty() || !skip('=')) return Optional.empty();
            skipSpace();
            var value = value();
            if (value.isEmpty() || parameters.putIfAbsent(name, value.get()) != null) return Optional.empty();
            skipSpace();
        }
        return at == text.length() ? Optional.of(new MediaType(type, subtype, parameters)) : Optional.empty();
    }

    private Optional<String> value() {
        if (!skip('"')) {
            var token = token();
            return token.isEmpty() ? Optional.empty() : Optional.of(token);
        }
        var value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') return Optional.of(value.toString());
            if (c == '\\' && at < text.length()) c = text.charAt(at++);
            value.append(c);
        }
        return Optional.empty();
    }

    private String token() {
        int start = at;
        while (at < text.length() && isTokenPart(text.charAt(at))) at++;
        return text.substring(start, at);
    }

    private boolean skip(char wanted) {
        if (at == text.length() || text.charAt(at) != wanted) return false;
        at++;
        return true;
    }

    private void skipSpace() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) at++;
    }

    private static boolean isTokenPart(char c) {
        return c > ' ' && c < 0x7f && "()<>@,;:\\\"/[]?=".indexOf(c) < 0;
    }
}
