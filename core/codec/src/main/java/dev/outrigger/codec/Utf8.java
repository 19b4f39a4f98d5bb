package dev.outrigger.codec;

/// UTF-8, read one character at a time as Go does: a byte that starts none counts alone.
final class Utf8 {
    private Utf8() {}

    /// Appends the character that starts with the byte above 0x7f at `start`, or U+FFFD where none does. Tells
    /// how many bytes that took.
    static int append(byte[] in, int start, int end, StringBuilder text) {
        int length = length(in, start, end);
        if (length == 0) {
            text.append('\ufffd');
            return 1;
        }
        int c = in[start] & (0x7f >> length);
        for (int i = start + 1; i < start + length; i++) c = c << 6 | (in[i] & 0x3f);
        text.appendCodePoint(c);
        return length;
    }

    /// Whether all of these bytes are UTF-8.
    static boolean isValid(byte[] in, int start, int end) {
        int at = start;
        while (at < end) {
            int length = in[at] >= 0 ? 1 : length(in, at, end);
            if (length == 0) return false;
            at += length;
        }
        return true;
    }

    /// How many bytes the character beyond ASCII at `start` has; 0 where there is none. Overlong forms,
    /// surrogates and what lies beyond U+10FFFF are none.
    private static int length(byte[] in, int start, int end) {
        int first = in[start] & 0xff;
        int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (length == 0 || end - start < length) return 0;
        int second = in[start + 1] & 0xff;
        int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < least || second > most) return 0;
        for (int i = start + 2; i < start + length; i++) {
            if ((in[i] & 0xc0) != 0x80) return 0;
        }
        return length;
    }
}
