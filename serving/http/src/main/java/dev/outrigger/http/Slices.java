package dev.outrigger.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// Cuts the parts of an answer into pieces that are written at once. A part longer than a piece is not copied; short
/// ones are copied together, for one piece of a thousand parts costs more to encrypt and send than its bytes do to
/// copy.
final class Slices implements Iterator<ByteBuf> {
    /// The longest piece, in bytes: what one slow client can keep in the socket's queue at a time.
    static final int LONGEST = 64 * 1024;

    private final List<byte[]> parts;
    private long left;
    private int part;
    private int offset;

    Slices(List<byte[]> parts) {
        this.parts = parts;
        this.left = length(parts);
        skipEmpty();
    }

    /// The length of all parts together, in bytes.
    static long length(List<byte[]> parts) {
        long length = 0;
        for (byte[] part : parts) length += part.length;
        return length;
    }

    /// All parts as one piece, however long.
    static ByteBuf whole(List<byte[]> parts) {
        if (parts.size() == 1) return Unpooled.wrappedBuffer(parts.getFirst());
        var bytes = new byte[Math.toIntExact(length(parts))];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, bytes, at, part.length);
            at += part.length;
        }
        return Unpooled.wrappedBuffer(bytes);
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public ByteBuf next() {
        if (!hasNext()) throw new NoSuchElementException();
        int length = (int) Math.min(LONGEST, left);
        left -= length;
        byte[] bytes = parts.get(part);
        if (bytes.length - offset >= length) {
            var piece = Unpooled.wrappedBuffer(bytes, offset, length);
            advance(length);
            return piece;
        }
        return Unpooled.wrappedBuffer(gathered(length));
    }

    private byte[] gathered(int length) {
        var gathered = new byte[length];
        for (int at = 0; at < length; ) {
            byte[] bytes = parts.get(part);
            int taken = Math.min(length - at, bytes.length - offset);
            System.arraycopy(bytes, offset, gathered, at, taken);
            at += taken;
            advance(taken);
        }
        return gathered;
    }

    private void advance(int taken) {
        offset += taken;
        skipEmpty();
    }

    private void skipEmpty() {
        while (part < parts.size() && offset == parts.get(part).length) {
            part++;
            offset = 0;
        }
    }
}
