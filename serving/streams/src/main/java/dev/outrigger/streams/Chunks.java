package dev.outrigger.streams;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The bytes of a body in chunks (RFC 9112, section 7.1); trailers are left unread.
final class Chunks extends FilterInputStream {
    private static final int LONGEST_LINE = 4096;

    private long left;
    private boolean begun;
    private boolean over;

    Chunks(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int most) throws IOException {
        if (left == 0 && !over) next();
        if (over) return -1;
        int length = super.read(into, at, (int) Math.min(most, left));
        if (length < 0) throw new EOFException("the answer broke off");
        left -= length;
        return length;
    }

    private void next() throws IOException {
        if (begun) line();
        begun = true;
        var size = line().split(";", 2)[0].strip();
        if (!size.matches("[0-9a-fA-F]{1,8}")) throw new IOException("a chunk has no size");
        left = Long.parseLong(size, 16);
        over = left == 0;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > LONGEST_LINE) throw new EOFException("the answer broke off");
            line.append((char) next);
        }
        return line.toString();
    }
}
