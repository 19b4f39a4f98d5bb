package dev.outrigger.codec;

import dev.outrigger.meta.Value;
import java.util.function.BiConsumer;

/// Writes values as Go's `encoding/json` does, on one line or indented.
final class JsonWriter {
    /// The ASCII characters that stand for themselves within a string.
    static final boolean[] PLAIN = plain();

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final String HEX = "0123456789abcdef";

    private final ByteBuilder out;
    private final boolean pretty;

    JsonWriter(ByteBuilder out, boolean pretty) {
        this.out = out;
        this.pretty = pretty;
    }

    void write(Value value, int depth) {
        switch (value) {
            case Value.Text(var text) -> text(text);
            case Value.Struct struct -> object(struct, depth);
            case Value.Array array -> list(array, depth);
            case Value.Int(var number) -> out.appendAscii(Long.toString(number));
            case Value.Bool(var bool) -> out.append(bool ? TRUE : FALSE);
            case Value.Null _ -> out.append(NULL);
            case Value.Real(var number) -> out.appendAscii(GoNumbers.json(number));
        }
    }

    private void object(Value.Struct struct, int depth) {
        out.append('{');
        // Not by the entries, of which the unmodifiable map makes new ones.
        struct.members().forEach(new Members(depth));
        if (!struct.members().isEmpty()) breakLine(depth);
        out.append('}');
    }

    /// Writes the members of one object, one after the other.
    private final class Members implements BiConsumer<String, Value> {
        private final int depth;
        private boolean following;

        Members(int depth) {
            this.depth = depth;
        }

        @Override
        public void accept(String name, Value value) {
            if (following) out.append(',');
            following = true;
            breakLine(depth + 1);
            text(name);
            out.append(':');
            if (pretty) out.append(' ');
            write(value, depth + 1);
        }
    }

    private void list(Value.Array array, int depth) {
        out.append('[');
        boolean first = true;
        for (Value item : array.items()) {
            if (!first) out.append(',');
            first = false;
            breakLine(depth + 1);
            write(item, depth + 1);
        }
        if (!first) breakLine(depth);
        out.append(']');
    }

    private void breakLine(int depth) {
        if (!pretty) return;
        out.append('\n');
        for (int i = 0; i < depth; i++) out.append(' ').append(' ');
    }

    private void text(String text) {
        out.append('"');
        int at = out.appendPlain(text, 0);
        while (at < text.length()) {
            int c = text.codePointAt(at);
            special(c);
            at = out.appendPlain(text, at + Character.charCount(c));
        }
        out.append('"');
    }

    /// Writes a character that is no plain ASCII.
    private void special(int c) {
        if (c < 0x80) control(c);
        else if (c == 0x2028 || c == 0x2029) unicodeEscape(c);
        else if (c < 0x800) out.append(0xc0 | (c >> 6)).append(trail(c));
        else if (Character.isBmpCodePoint(c) && Character.isSurrogate((char) c)) unicodeEscape(0xfffd);
        else if (c < 0x10000) out.append(0xe0 | (c >> 12)).append(trail(c >> 6)).append(trail(c));
        else {
            out.append(0xf0 | (c >> 18)).append(trail(c >> 12));
            out.append(trail(c >> 6)).append(trail(c));
        }
    }

    /// A byte that follows the first of a character, from the lowest six bits.
    private static int trail(int bits) {
        return 0x80 | (bits & 0x3f);
    }

    private void control(int c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\b' -> out.append('\\').append('b');
            case '\f' -> out.append('\\').append('f');
            case '\n' -> out.append('\\').append('n');
            case '\r' -> out.append('\\').append('r');
            case '\t' -> out.append('\\').append('t');
            default -> unicodeEscape(c);
        }
    }

    private void unicodeEscape(int c) {
        out.append('\\').append('u');
        for (int shift = 12; shift >= 0; shift -= 4) out.append(HEX.charAt(c >> shift & 0xf));
    }

    private static boolean[] plain() {
        var plain = new boolean[0x80];
        for (char c = ' '; c < 0x80; c++) plain[c] = "\"\\<>&".indexOf(c) < 0;
        return plain;
    }
}
