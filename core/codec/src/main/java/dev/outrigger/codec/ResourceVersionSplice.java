package dev.outrigger.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    private int nameStart;
    private int nameEnd;

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
        int start = at;
        skipSpace();
        if (in[at] == '}') return replaced(start, start, "\"metadata\":{", "}");
        do {
            takeName();
            if (isName(METADATA)) return withinMetadata();
            skipValue();
        } while (takeComma());
        return replaced(start, start, "\"metadata\":{", "},");
    }

    private byte[] withinMetadata() {
        int start = at;
        if (in[at] != '{') {
            skipValue();
            return replaced(start, at, "{", "}");
        }
        at++;
        start = at;
        skipSpace();
        if (in[at] == '}') return replaced(start, start, "", "");
        int place = start;
        boolean onlyThoseBefore = true;
        do {
            takeName();
            skipValue();
            if (isName(RESOURCE_VERSION)) return replaced(nameStart, at, "", "");
            onlyThoseBefore = onlyThoseBefore && isOneBefore();
            if (onlyThoseBefore) place = at;
        } while (takeComma());
        return place == start ? replaced(start, start, "", ",") : replaced(place, place, ",", "");
    }

    /// Passes a member's name and the colon, up to its value.
    private void takeName() {
        skipSpace();
        nameStart = at;
        skipString();
        nameEnd = at;
        skipSpace();
        take(':');
        skipSpace();
    }

    /// Passes the comma before a next member; tells that there is none.
    private boolean takeComma() {
        skipSpace();
        if (in[at] == '}') return false;
        take(',');
        return true;
    }

    private boolean isOneBefore() {
        for (byte[] name : BEFORE) {
            if (isName(name)) return true;
        }
        return false;
    }

    /// Whether the name last taken is this one.
    private boolean isName(byte[] wanted) {
        return Arrays.equals(in, nameStart + 1, nameEnd - 1, wanted, 0, wanted.length);
    }

    /// The bytes with those from `start` to `end` replaced by the member between the two texts.
    private byte[] replaced(int start, int end, String before, String after) {
        var inserted = new ByteBuilder(member.length + before.length() + after.length())
                .appendAscii(before)
                .append(member)
                .appendAscii(after)
                .toByteArray();
        int length = lengthWithoutSpace();
        var spliced = new byte[length - (end - start) + inserted.length];
        System.arraycopy(in, 0, spliced, 0, start);
        System.arraycopy(inserted, 0, spliced, start, inserted.length);
        System.arraycopy(in, end, spliced, start + inserted.length, length - end);
        return spliced;
    }

    private int lengthWithoutSpace() {
        int length = in.length;
        while (in[length - 1] == '\n' || in[length - 1] == ' ' || in[length - 1] == '\r' || in[length - 1] == '\t')
            length--;
        return length;
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
