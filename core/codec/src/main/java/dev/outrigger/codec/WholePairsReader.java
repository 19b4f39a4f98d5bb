package dev.outrigger.codec;

import java.io.Reader;

/// Hands a text out in pieces that end at whole characters: the YAML parser fails where a piece ends within a
/// surrogate pair.
final class WholePairsReader extends Reader {
    private final String text;
    private int at;

    WholePairsReader(String text) {
        this.text = text;
    }

    @Override
    public int read(char[] into, int offset, int length) {
        if (at == text.length()) return -1;
        int end = Math.min(text.length(), at + length);
        if (end < text.length() && end - at > 1 && Character.isHighSurrogate(text.charAt(end - 1))) end--;
        text.getChars(at, end, into, offset);
        int taken = end - at;
        at = end;
        return taken;
    }

    @Override
    public void close() {}
}
