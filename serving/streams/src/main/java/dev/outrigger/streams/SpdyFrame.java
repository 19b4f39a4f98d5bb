package dev.outrigger.streams;

import dev.outrigger.pipeline.Wire;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// A frame of SPDY/3.1, as far as streams to processes use it.
sealed interface SpdyFrame {
    /// The client opens a stream.
    ///
    /// @param packed its header block
    record Open(int stream, byte[] packed, boolean last) implements SpdyFrame {}

    /// More headers of a stream, which mean nothing here.
    record Headers(byte[] packed) implements SpdyFrame {}

    /// A piece of a stream; the frame it came in may have more of them.
    ///
    /// @param last whether the client sends no more on it
    record Data(int stream, byte[] bytes, boolean last) implements SpdyFrame {}

    /// The client wants no more of a stream.
    record Reset(int stream) implements SpdyFrame {}

    /// Is answered with the same.
    record Ping(int id) implements SpdyFrame {}

    /// A frame that says nothing of interest: settings, windows, the client's farewell.
    record Other() implements SpdyFrame {}

    /// Reads frames from bytes as they come; used by one thread.
    final class Reader {
        private static final int LONGEST_CONTROL = 64 * 1024;
        private static final int LAST = 1;

        private final Wire wire;
        private byte[] chunk = new byte[0];
        private int at;
        private int dataLeft;
        private int dataStream;
        private boolean dataLast;

        Reader(Wire wire) {
            this.wire = wire;
        }

        /// The next frame; waits for it.
        ///
        /// @return empty where no more come
        Optional<SpdyFrame> next() throws InterruptedException, SpdyException {
            if (dataLeft > 0) return fill() ? Optional.of(data()) : Optional.empty();
            var head = take(8);
            if (head.isEmpty()) return Optional.empty();
            int first = head.get().getInt();
            int second = head.get().getInt();
            int length = second & 0xffffff;
            boolean last = (second >>> 24 & LAST) != 0;
            if (first < 0) return control(first, last, length);
            dataStream = first;
            dataLeft = length;
            dataLast = last;
            return length > 0 ? next() : Optional.of(new Data(first, new byte[0], last));
        }

        private SpdyFrame data() {
            int length = Math.min(dataLeft, chunk.length - at);
            var bytes = Arrays.copyOfRange(chunk, at, at + length);
            at += length;
            dataLeft -= length;
            return new Data(dataStream, bytes, dataLeft == 0 && dataLast);
        }

        private Optional<SpdyFrame> control(int first, boolean last, int length)
                throws InterruptedException, SpdyException {
            if ((first >>> 16 & 0x7fff) != 3) throw new SpdyException("not version 3");
            if (length > LONGEST_CONTROL) throw new SpdyException("a control frame is too long");
            var content = take(length);
            return content.isEmpty() ? Optional.empty() : Optional.of(control(first & 0xffff, last, content.get()));
        }

        private static SpdyFrame control(int type, boolean last, ByteBuffer content) throws SpdyException {
            int least = type == 1 ? 10 : type == 8 ? 4 : type == 3 ? 8 : type == 6 ? 4 : 0;
            if (content.remaining() < least) throw new SpdyException("a control frame is too short");
            return switch (type) {
                case 1 -> new Open(content.getInt(0) & 0x7fffffff, from(content, 10), last);
                case 3 -> new Reset(content.getInt(0) & 0x7fffffff);
                case 6 -> new Ping(content.getInt(0));
                case 8 -> new Headers(from(content, 4));
                default -> new Other();
            };
        }

        private static byte[] from(ByteBuffer content, int at) {
            return Arrays.copyOfRange(content.array(), at, content.limit());
        }

        private Optional<ByteBuffer> take(int length) throws InterruptedException {
            var taken = new byte[length];
            for (int done = 0; done < length; ) {
                if (!fill()) return Optional.empty();
                int some = Math.min(length - done, chunk.length - at);
                System.arraycopy(chunk, at, taken, done, some);
                at += some;
                done += some;
            }
            return Optional.of(ByteBuffer.wrap(taken));
        }

        /// @return whether there is at least one byte
        private boolean fill() throws InterruptedException {
            if (at < chunk.length) return true;
            var next = wire.read();
            chunk = next.orElse(new byte[0]);
            at = 0;
            return next.isPresent();
        }
    }
}
