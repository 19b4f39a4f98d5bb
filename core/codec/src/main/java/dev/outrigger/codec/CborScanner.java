package dev.outrigger.codec;

import java.nio.charset.StandardCharsets;

/// Takes a CBOR data item apart and words what is wrong with it as upstream's library (fxamacker/cbor) does.
final class CborScanner {
    /// The byte that ends items of indefinite length.
    static final int BREAK = 0xff;

    private final byte[] in;
    private int at;

    CborScanner(byte[] document) {
        in = document;
        if (document.length == 0) throw new DecodeException("EOF");
    }

    /// Passes the prefix that marks CBOR as such, which is no level of nesting.
    void skipSelfDescription() {
        if (in.length > 3 && in[0] == (byte) 0xd9 && in[1] == (byte) 0xd9 && in[2] == (byte) 0xf7) at = 3;
    }

    /// The next item's first byte, taken.
    int next() {
        if (at == in.length) throw cut();
        return in[at++] & 0xff;
    }

    void end() {
        if (at == in.length) return;
        throw new DecodeException("cbor: " + (in.length - at) + " bytes of extraneous data starting at index " + at);
    }

    /// The number that belongs to an item's first byte; unsigned, so one above 2^63 is negative here.
    long argument(int first) {
        int information = first & 31;
        if (information < 24) return information;
        if (information > 27) throw invalidInformation(first);
        int width = 1 << (information - 24);
        if (in.length - at < width) throw cut();
        long argument = 0;
        for (int i = 0; i < width; i++) argument = argument << 8 | (in[at++] & 0xff);
        return argument;
    }

    /// How many entries a list or map of definite length has; refused where the rest cannot hold that many.
    long count(int first, int leastBytesAnEntry) {
        long count = argument(first);
        if (count < 0) throw tooLarge(first, count);
        if (count > (in.length - at) / leastBytesAnEntry) throw cut();
        return count;
    }

    /// The text of a text or byte string.
    String string(int first) {
        var bytes = bytes(first);
        if (first >> 5 == 3) {
            // Chunks of a text string must each be valid, so that the whole is.
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (Utf8.isValid(bytes, 0, bytes.length)) return new String(bytes, StandardCharsets.UTF_8);
        var text = new StringBuilder();
        for (int i = 0; i < bytes.length; ) {
            if (bytes[i] >= 0) text.append((char) bytes[i++]);
            else i += Utf8.append(bytes, i, bytes.length, text);
        }
        return text.toString();
    }

    /// The bytes of a text or byte string, its chunks joined.
    byte[] bytes(int first) {
        if ((first & 31) != 31) {
            var single = new ByteBuilder(0);
            chunk(first, single);
            return single.toByteArray();
        }
        var joined = new ByteBuilder(64);
        for (int chunk = next(); chunk != BREAK; chunk = next()) {
            if (chunk >> 5 != first >> 5) {
                throw new DecodeException(
                        "cbor: wrong element type " + typeName(chunk) + " for indefinite-length " + typeName(first));
            }
            if ((chunk & 31) == 31) {
                throw new DecodeException(
                        "cbor: indefinite-length " + typeName(first) + " chunk is not definite-length");
            }
            chunk(chunk, joined);
        }
        return joined.toByteArray();
    }

    private void chunk(int first, ByteBuilder out) {
        long length = argument(first);
        if (length < 0) throw tooLarge(first, length);
        if (length > in.length - at) throw cut();
        if (first >> 5 == 3 && !Utf8.isValid(in, at, at + (int) length)) {
            throw new DecodeException("cbor: invalid UTF-8 string");
        }
        out.append(in, at, (int) length);
        at += (int) length;
    }

    static String typeName(int first) {
        return switch (first >> 5) {
            case 0 -> "positive integer";
            case 1 -> "negative integer";
            case 2 -> "byte string";
            case 3 -> "UTF-8 text string";
            case 4 -> "array";
            case 5 -> "map";
            case 6 -> "tag";
            default -> "primitives";
        };
    }

    DecodeException invalidInformation(int first) {
        return new DecodeException(
                "cbor: invalid additional information " + (first & 31) + " for type " + typeName(first));
    }

    DecodeException invalidSimple(int first, long simple) {
        return new DecodeException("cbor: invalid simple value " + simple + " for type " + typeName(first));
    }

    static DecodeException unacceptable(int first, String what) {
        return new DecodeException(
                "cbor: data item of cbor type " + typeName(first) + " is not accepted by protocol: " + what);
    }

    private static DecodeException tooLarge(int first, long length) {
        return new DecodeException("cbor: " + typeName(first) + " length " + Long.toUnsignedString(length)
                + " is too large, causing integer overflow");
    }

    private static DecodeException cut() {
        return new DecodeException("unexpected EOF");
    }
}
