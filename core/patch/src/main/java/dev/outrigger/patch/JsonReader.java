package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Reads the small JSON texts that objects carry inside strings: list keys in FieldsV1 and kubectl's
/// last-applied annotation. Request bodies are read elsewhere.
final class JsonReader {
    private static final int MAX_DEPTH = 500;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /// The value of a JSON text; empty where it is none.
    static Optional<Value> read(String text) {
        try {
            var reader = new JsonReader(text);
            var value = reader.value();
            reader.space();
            return reader.at == text.length() ? Optional.of(value) : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed() {
            super(null, null, false, false);
        }
    }

    private Value value() throws Malformed {
        space();
        if (++depth > MAX_DEPTH) throw new Malformed();
        var value = switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new Value.Text(string());
            case 't' -> word("true", Value.of(true));
            case 'f' -> word("false", Value.of(false));
            case 'n' -> word("null", Value.NULL);
            default -> number();
        };
        depth--;
        return value;
    }

    private Value object() throws Malformed {
        var members = new LinkedHashMap<String, Value>();
        at++;
        if (skip('}')) return new Value.Struct(members);
        do {
            space();
            var name = string();
            if (!skip(':')) throw new Malformed();
            members.put(name, value());
        } while (skip(','));
        if (!skip('}')) throw new Malformed();
        return new Value.Struct(members);
    }

    private Value array() throws Malformed {
        var items = new ArrayList<Value>();
        at++;
        if (skip(']')) return new Value.Array(items);
        do items.add(value());
        while (skip(','));
        if (!skip(']')) throw new Malformed();
        return new Value.Array(items);
    }

    private String string() throws Malformed {
        if (peek() != '"') throw new Malformed();
        at++;
        var string = new StringBuilder();
        while (peek() != '"') {
            char c = next();
            if (c < 0x20) throw new Malformed();
            string.append(c == '\\' ? escape() : c);
        }
        at++;
        return string.toString();
    }

    private char escape() throws Malformed {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw new Malformed();
        };
    }

    private char unicode() throws Malformed {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) throw new Malformed();
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private Value number() throws Malformed {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
        var number = text.substring(start, at);
        if (!number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) throw new Malformed();
        if (number.matches("-?[0-9]{1,18}")) return new Value.Int(Long.parseLong(number));
        double real = Double.parseDouble(number);
        if (!Double.isFinite(real)) throw new Malformed();
        return number.matches("-?[0-9]{19}") ? wholeNumber(number, real) : new Value.Real(real);
    }

    private static Value wholeNumber(String number, double real) {
        try {
            return new Value.Int(Long.parseLong(number));
        } catch (NumberFormatException e) {
            return new Value.Real(real);
        }
    }

    private Value word(String word, Value value) throws Malformed {
        if (!text.startsWith(word, at)) throw new Malformed();
        at += word.length();
        return value;
    }

    private boolean skip(char c) {
        space();
        if (at >= text.length() || text.charAt(at) != c) return false;
        at++;
        return true;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }

    private char peek() throws Malformed {
        if (at >= text.length()) throw new Malformed();
        return text.charAt(at);
    }

    private char next() throws Malformed {
        char c = peek();
        at++;
        return c;
    }
}
