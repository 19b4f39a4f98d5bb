package dev.outrigger.codec;

/// Reads the inside of a well-formed JSON string that has escapes or bytes beyond ASCII.
///
/// As Go's decoder: every byte that is no part of valid UTF-8 and every surrogate escape without its partner
/// becomes U+FFFD.
final class JsonStrings {
    private final byte[] in;
    private final int end;
    private final StringBuilder text;
    private int at;

    JsonStrings(byte[] in, int start, int end) {
        this.in = in;
        this.at = start;
        this.end = end;
        this.text = new StringBuilder(end - start);
    }

    String text() {
        while (at < end) {
            byte b = in[at];
            if (b == '\\') {
                escape();
            } else if (b >= 0) {
                text.append((char) b);
                at++;
            } else {
                at += Utf8.append(in, at, end, text);
            }
        }
        return text.toString();
    }

    private void escape() {
        byte b = in[at + 1];
        at += 2;
        switch (b) {
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'u' -> unicodeEscape();
            default -> text.append((char) b);
        }
    }

    private void unicodeEscape() {
        char unit = unit(at);
        at += 4;
        if (!Character.isSurrogate(unit)) {
            text.append(unit);
        } else if (Character.isHighSurrogate(unit) && isLowSurrogateEscape()) {
            text.append(unit).append(unit(at + 2));
            at += 6;
        } else {
            text.append('\ufffd');
        }
    }

    private boolean isLowSurrogateEscape() {
        return end - at >= 6 && in[at] == '\\' && in[at + 1] == 'u' && Character.isLowSurrogate(unit(at + 2));
    }

    private char unit(int start) {
        int unit = 0;
        for (int i = start; i < start + 4; i++) unit = unit << 4 | Character.digit(in[i], 16);
        return (char) unit;
    }
}
