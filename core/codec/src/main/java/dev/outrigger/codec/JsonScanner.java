package dev.outrigger.codec;

import java.nio.charset.StandardCharsets;

/// Takes a JSON document apart into tokens and words what is wrong with it as Go's scanner does.
final class JsonScanner {
    private static final int END = -1;

    private final byte[] in;
    private int at;

    private int numberStart;
    private long integer;
    private boolean whole;

    JsonScanner(byte[] document) {
        in = document;
    }

    /// The next byte that is no white space, taken; -1 at the end.
    int token() {
        while (at < in.length) {
            byte b = in[at++];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') return b & 0xff;
        }
        return END;
    }

    /// Makes sure that only white space is left.
    void end() {
        int token = token();
        if (token != END) throw unexpected(token, "after top-level value");
    }

    /// Takes the rest of a literal whose first letter is taken.
    void literal(String word) {
        for (int i = 1; i < word.length(); i++) {
            int b = next();
            if (b != word.charAt(i)) {
                throw unexpected(b, "in literal " + word + " (expecting '" + word.charAt(i) + "')");
            }
        }
    }

    /// Takes the rest of a string whose opening quote is taken.
    String string() {
        int start = at;
        int end = start;
        while (end < in.length && in[end] >= ' ' && in[end] != '"' && in[end] != '\\') end++;
        if (end < in.length && in[end] == '"') {
            at = end + 1;
            return new String(in, start, end - start, StandardCharsets.ISO_8859_1);
        }
        return new JsonStrings(in, start, endOfString(end)).text();
    }

    /// Takes the rest of a member's name, as [JsonScanner#string()]; common names are shared between documents.
    String name() {
        int start = at;
        int end = start;
        int hash = 0;
        while (end < in.length && in[end] >= ' ' && in[end] != '"' && in[end] != '\\') hash = 31 * hash + in[end++];
        if (end < in.length && in[end] == '"') {
            at = end + 1;
            return NameTable.SHARED.name(in, start, end, hash);
        }
        return string();
    }

    /// Finds the closing quote, passes it and tells where it is; everything before it is well-formed.
    private int endOfString(int from) {
        at = from;
        while (true) {
            int b = next();
            if (b == '"') return at - 1;
            if (b == '\\') escape();
            else if (b < ' ') throw unexpected(b, "in string literal");
        }
    }

    private void escape() {
        int b = next();
        if (b != 'u') {
            if ("bfnrt\\/\"".indexOf(b) < 0) throw unexpected(b, "in string escape code");
            return;
        }
        for (int i = 0; i < 4; i++) {
            int digit = next();
            if (Character.digit(digit, 16) < 0 || digit >= 0x80) {
                throw unexpected(digit, "in \\u hexadecimal character escape");
            }
        }
    }

    /// Takes the rest of a number whose first character is taken. Answers whether it is an integer of so few
    /// digits that [JsonScanner#integer()] holds it; otherwise its text tells.
    boolean number(int first) {
        numberStart = at - 1;
        integer = 0;
        whole = true;
        int b = first;
        if (b == '-') {
            b = next();
            if (!isDigit(b)) throw unexpected(b, "in numeric literal");
        }
        integer = (long) b - '0';
        int digitsStart = at - 1;
        if (b != '0') {
            while (isDigit(peek())) integer = integer * 10 + (in[at++] - '0');
        }
        int digits = at - digitsStart;
        if (peek() == '.') {
            fraction();
        }
        if ((peek() | 0x20) == 'e') {
            exponent();
        }
        if (first == '-') integer = -integer;
        return whole && digits <= 18;
    }

    private void fraction() {
        at++;
        whole = false;
        int b = next();
        if (!isDigit(b)) throw unexpected(b, "after decimal point in numeric literal");
        while (isDigit(peek())) at++;
    }

    private void exponent() {
        at++;
        whole = false;
        int b = next();
        if (b == '+' || b == '-') b = next();
        if (!isDigit(b)) throw unexpected(b, "in exponent of numeric literal");
        while (isDigit(peek())) at++;
    }

    /// The number last taken, where it is a short integer.
    long integer() {
        return integer;
    }

    /// Whether the number last taken has neither fraction nor exponent.
    boolean isWhole() {
        return whole;
    }

    /// The number last taken, as written.
    String numberText() {
        return new String(in, numberStart, at - numberStart, StandardCharsets.ISO_8859_1);
    }

    private int next() {
        return at < in.length ? in[at++] & 0xff : fail();
    }

    private int peek() {
        return at < in.length ? in[at] & 0xff : END;
    }

    private static int fail() {
        throw ended();
    }

    private static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    private static DecodeException ended() {
        return new DecodeException("unexpected end of JSON input");
    }

    /// What Go says of this byte in this place; -1 stands for the end of the document.
    DecodeException unexpected(int b, String where) {
        return b == END ? ended() : new DecodeException("invalid character " + quote(b) + " " + where);
    }

    private static String quote(int b) {
        return switch (b) {
            case '\'' -> "'\\''";
            case '\\' -> "'\\\\'";
            case 0x07 -> "'\\a'";
            case '\b' -> "'\\b'";
            case '\f' -> "'\\f'";
            case '\n' -> "'\\n'";
            case '\r' -> "'\\r'";
            case '\t' -> "'\\t'";
            case 0x0b -> "'\\v'";
            default -> isPrintable(b) ? "'" + (char) b + "'" : escaped(b);
        };
    }

    private static boolean isPrintable(int b) {
        return (b >= ' ' && b < 0x7f) || (b > 0xa0 && b != 0xad);
    }

    private static String escaped(int b) {
        return String.format(b < 0x80 ? "'\\x%02x'" : "'\\u%04x'", b);
    }
}
