package dev.outrigger.cel;

import dev.outrigger.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the `fieldPath` of a rule: members and map keys below the rule's value, such as `.a.b` or
/// `.map['a.b']`.
final class FieldPath {
    /// What the text is no path for.
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String why) {
            super(why);
        }
    }

    private final List<String> tokens;
    private final StringBuilder path = new StringBuilder();
    private Schema schema;
    private int next;

    private FieldPath(List<String> tokens, Schema schema) {
        this.tokens = tokens;
        this.schema = schema;
    }

    /// The path as errors show it, without a dot before it.
    ///
    /// @param schema of the rule's value
    /// @throws Malformed where it leads to no field of the schema
    static String read(String text, Schema schema) throws Malformed {
        return new FieldPath(tokens(text), schema).path();
    }

    /// Delimiters are tokens by themselves, all between them is one; delimiters in single quotes are none.
    private static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        int start = 0;
        while (start < text.length()) {
            int end = text.charAt(start) == '\'' ? quoted(text, start) : plain(text, start);
            tokens.add(text.substring(start, end));
            start = end;
        }
        return tokens;
    }

    private static int quoted(String text, int start) {
        for (int i = start + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\'' && text.charAt(i - 1) != '\\') return i + 1;
        }
        return text.length();
    }

    private static int plain(String text, int start) {
        if (isDelimiter(text.charAt(start))) return start + 1;
        int end = start;
        while (end < text.length() && !isDelimiter(text.charAt(end))) end++;
        return end;
    }

    private static boolean isDelimiter(char c) {
        return c == '.' || c == '[' || c == ']';
    }

    private String path() throws Malformed {
        while (next < tokens.size()) {
            var token = token();
            switch (token) {
                case "." -> step(token());
                case "[" -> bracket();
                default -> throw new Malformed("expected [ or . but got: " + token);
            }
        }
        return path.toString();
    }

    private void bracket() throws Malformed {
        var quoted = token();
        if (quoted.length() < 2 || !quoted.startsWith("'") || !quoted.endsWith("'")) {
            throw new Malformed("expected single quoted string but got " + quoted);
        }
        step(unescaped(quoted.substring(1, quoted.length() - 1)));
        var end = token();
        if (!end.equals("]")) throw new Malformed("expected ] but got " + end);
    }

    private void step(String name) throws Malformed {
        if (!schema.properties().isEmpty()) {
            schema = Optional.ofNullable(schema.properties().get(name)).orElseThrow(FieldPath::nowhere);
            if (!path.isEmpty()) path.append('.');
            path.append(name);
        } else {
            schema = schema.additionalProperties().orElseThrow(FieldPath::nowhere);
            path.append('[').append(name).append(']');
        }
    }

    private static Malformed nowhere() {
        return new Malformed("does not refer to a valid field");
    }

    private String token() throws Malformed {
        if (next == tokens.size()) throw new Malformed("unexpected end of JSON path");
        return tokens.get(next++);
    }

    private static String unescaped(String text) throws Malformed {
        var result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escape = c == '\\' && i + 1 < text.length();
            result.append(escape ? escaped(text.charAt(++i)) : c);
        }
        return result.toString();
    }

    private static char escaped(char c) throws Malformed {
        return switch (c) {
            case 'a' -> '\u0007';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> '\u000b';
            case '\'', '\\' -> c;
            default -> throw new Malformed("invalid string literal: invalid escape char \\" + c);
        };
    }
}
