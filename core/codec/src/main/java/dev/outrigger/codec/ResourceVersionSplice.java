package dev.outrigger.codec;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Sets `metadata.resourceVersion` in the bytes of one well-formed object, by one pass over them.
final class ResourceVersionSplice {
    private static final byte[] METADATA = ascii("metadata");
    private static final byte[] RESOURCE_VERSION = ascii("resourceVersion");
    /// What upstream writes before it.
    private static final List<byte[]> BEFORE =
            List.of(ascii("name"), ascii("generateName"), ascii("namespace"), ascii("selfLink"), ascii("uid"));

    private final byte[] in;
    private final byte[] member;
    private int at;

    ResourceVersionSplice(byte[] stored, String revision) {
        in = stored;
        member = ascii("\"resourceVersion\":\"" + revision + "\"");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    byte[] spliced() {
        try {
            return scanned();
        } catch (ArrayIndexOutOfBoundsException cut) {
            throw new IllegalArgumentException("a stored object that ends early", cut);
        }
    }

    private byte[] scanned() {
        skipSpace();
        take('{');
        int first = at;
        skipSpace();
        if (in[at] == '}') return replaced(first, first, "\"metadata\":{", "}");
        while (true) {
            skipSpace();
            int name = at;
            skipString();
            boolean isMetadata = isName(METADATA, name);
            skipSpace();
            take(':');
            skipSpace();
            if (isMetadata) return withinMetadata();
            skipValue();
            skipSpace();
            if (in[at] == '}') return replaced(first, first, "\"metadata\":{", "},");
            take(',');
        }
    }

    private byte[] withinMetadata() {
        if (in[at] != '{') {
            int start = at;
            skipValue();
            return replaced(start, at, "{", "}");
        }
        at++;
        int place = at;
        skipSpace();
        if (in[at] == '}') return replaced(place, place, "", "");
        boolean placeIsEnd = false;
        boolean searching = true;
        while (true) {
            skipSpace();
            int name = at;
            skipString();
            int afterName = at;
            skipSpace();
            take(':');
            skipSpace();
            int value = at;
            skipValue();
            if (isName(RESOURCE_VERSION, name, afterName)) return replaced(name, at, "", "");
            boolean before = searching && isBefore(name, afterName);
            searching = before;
            int end = at;
            skipSpace();
            if (before) {
                place = in[at] == ',' ? at + 1 : end;
                placeIsEnd = in[at] != ',';
            }
            if (in[at] == '}') break;
            take(',');
            assert value < end;
        }
        return placeIsEnd ? replaced(place, place, ",", "") : replaced(place, place, "", ",");
    }

    private boolean isBefore(int name, int afterName) {
        for (byte[] known : BEFORE) {
            if (isName(known, name, afterName)) return true;
        }
        return false;
    }

    private boolean isName(byte[] wanted, int quote) {
        return isName(wanted, quote, at);
    }

    private boolean isName(byte[] wanted, int quote, int afterQuote) {
        if (afterQuote - quote != wanted.length + 2) return false;
        for (int i = 0; i < wanted.length; i++) {
            if (in[quote + 1 + i] != wanted[i]) return false;
        }
        return true;
    }

    /// The bytes with those from `start` to `end` replaced by the member between the two texts.
    private byte[] replaced(int start, int end, String before, String after) {
        var out = new ByteBuilder(in.length + member.length + before.length() + after.length());
        out.append(in, 0, start).appendAscii(before).append(member).appendAscii(after);
        return out.append(in, end, in.length - end).toByteArray();
    }

    private void skipValue() {
        switch (in[at]) {
            case '"' -> skipString();
            case '{', '[' -> skipNested();
            default -> skipScalar();
        }
    }

    private void skipNested() {
        int open = 0;
        do {
            byte b = in[at];
            if (b == '"') {
                skipString();
                continue;
            }
            if (b == '{' || b == '[') open++;
            else if (b == '}' || b == ']') open--;
            at++;
        } while (open > 0);
    }

    private void skipScalar() {
        while (in[at] != ',' && in[at] != '}' && in[at] != ']' && in[at] > ' ') at++;
    }

    private void skipString() {
        take('"');
        while (in[at] != '"') at += in[at] == '\\' ? 2 : 1;
        at++;
    }

    private void skipSpace() {
        while (in[at] == ' ' || in[at] == '\n' || in[at] == '\r' || in[at] == '\t') at++;
    }

    private void take(char wanted) {
        if (in[at] != wanted) throw new IllegalArgumentException("no stored object: '" + wanted + "' expected");
        at++;
    }
}
