package dev.outrigger.bench;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// Counts a body's bytes and keeps its first ones.
final class BodyKeeper {
    private final int most;
    private byte[] kept = {};
    private int size;
    private long length;

    BodyKeeper(int most) {
        this.most = most;
    }

    /// Leaves the piece's reading position as it was.
    void add(ByteBuf piece) {
        int count = Math.min(piece.readableBytes(), most - size);
        if (count > 0) {
            if (size + count > kept.length) kept = Arrays.copyOf(kept, Math.max(size + count, kept.length * 2));
            piece.getBytes(piece.readerIndex(), kept, size, count);
            size += count;
        }
        length += piece.readableBytes();
    }

    Answer answer(int status) {
        return new Answer(status, length, size == kept.length ? kept : Arrays.copyOf(kept, size));
    }
}
