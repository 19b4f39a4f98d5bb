package dev.outrigger.rest;

import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Who hears a watch.
sealed interface Audience {
    /// Tells events, each given in parts.
    ///
    /// @return false where nobody hears any more
    boolean tell(List<List<byte[]>> events) throws InterruptedException;

    /// Tells events without waiting; they are only asked for where there is room.
    ///
    /// @return false where there is none
    boolean offer(Supplier<List<List<byte[]>>> events);

    /// Has the action run once when nobody hears any more.
    void onGone(Runnable action);

    /// Reads the events one after the other from a stream, those in protobuf each behind its length in four bytes.
    record Reader(ApiResponse.Sink sink, Format format) implements Audience {
        @Override
        public boolean tell(List<List<byte[]>> events) throws InterruptedException {
            return events.isEmpty() || sink.write(parts(events));
        }

        @Override
        public boolean offer(Supplier<List<List<byte[]>>> events) {
            return sink.offer(() -> parts(events.get()));
        }

        private List<byte[]> parts(List<List<byte[]>> events) {
            var parts = new ArrayList<byte[]>(events.size() * 4);
            for (var event : events) {
                if (format == Format.PROTOBUF) parts.add(length(event));
                parts.addAll(event);
            }
            return parts;
        }

        private static byte[] length(List<byte[]> event) {
            int length = (int) Assembly.length(event);
            return ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
        }

        @Override
        public void onGone(Runnable action) {
            sink.onGone(action);
        }
    }

    /// Is sent each event in a message of its own: text where it is JSON.
    record Listener(WebSocket socket, Format format) implements Audience {
        @Override
        public boolean tell(List<List<byte[]>> events) throws InterruptedException {
            for (var event : events) {
                if (!socket.send(message(event))) return false;
            }
            return true;
        }

        /// Messages are not so frequent that it would pay.
        @Override
        public boolean offer(Supplier<List<List<byte[]>>> events) {
            return false;
        }

        private WebSocket.Message message(List<byte[]> event) {
            return format == Format.JSON ? new WebSocket.Message.Text(event) : new WebSocket.Message.Binary(event);
        }

        @Override
        public void onGone(Runnable action) {
            socket.onGone(action);
        }
    }
}
