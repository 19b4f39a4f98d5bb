package dev.outrigger.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// Cuts the parts of an answer into pieces that are written at once. The bytes themselves are not copied.
final class Slices implements Iterator<ByteBuf> {
    /// The longest piece, in bytes: what one slow client can keep in the socket's queue at a time.
    static final int LONGEST = 64 * 1024;

    private final List<byte[]> parts;
    private int part;
    private int offset;

    Slices(List<byte[]> parts) {
        this.parts = parts;
        skipEmpty();
    }

    /// The length of all parts together, in bytes.
    static long length(List<byte[]> parts) {
        long length = 0;
        for (byte[] part : parts) length += part.length;
        return length;
    }

    /// All parts as one piece.
    static ByteBuf whole(List<byte[]> parts) {
        return Unpooled.wrappedBuffer(parts.toArray(byte[][]::new));
    }

    @Override
    public boolean hasNext() {
        return part < parts.size();
    }

    @Override
    public ByteBuf next() {
        if (!hasNext()) throw new NoSuchElementException();
        var pieces = new ArrayList<ByteBuf>();
        for (int room = LONGEST; room > 0 && hasNext(); ) {
            byte[] bytes = parts.get(part);
            int length = Math.min(room, bytes.length - offset);
            pieces.add(Unpooled.wrappedBuffer(bytes, offset, length));
            offset += length;
            room -= length;
            skipEmpty();
        }
        return Unpooled.wrappedBuffer(pieces.size(), pieces.toArray(ByteBuf[]::new));
    }

    private void skipEmpty() {
        while (part < parts.size() && offset == parts.get(part).length) {
            part++;
            offset = 0;
        }
    }
}
