package dev.outrigger.streams;

import dev.outrigger.kinds.Program;
import dev.outrigger.kinds.SessionOptions;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.pipeline.Query;
import dev.outrigger.pipeline.Wire;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;

/// A client of SPDY/3.1 that writes the frames it is told to, good or bad, to a program at the other end.
final class SpdyClient implements Wire, AutoCloseable {
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> toServer = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> toClient = new LinkedBlockingQueue<>();
    private final List<Runnable> departures = new ArrayList<>();
    private final Deflater deflater = new Deflater();
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean ended;

    /// A frame of the server's: of a stream, or a control frame of type `-stream`.
    record Frame(int stream, boolean last, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /// @param version what the client offers
    SpdyClient(SessionOptions options, String version, Program program) {
        deflater.setDictionary(SpdyHeaders.DICTIONARY);
        var headers = Headers.of("Upgrade", "SPDY/3.1", "Connection", "Upgrade", "X-Stream-Protocol-Version", version);
        var request = new ApiRequest(
                "POST",
                "/exec",
                Query.NONE,
                headers,
                new ApiRequest.Body.Bytes(END),
                new ApiRequest.Peer("127.0.0.1", List.of()));
        var upgrade = (ApiResponse.Upgrade) Streams.session(request, options, program);
        var bare = (ApiResponse.Protocol.Bare) upgrade.protocol();
        Thread.ofVirtual().start(() -> hold(bare.dialog()));
    }

    private void hold(Wire.Dialog dialog) {
        try {
            dialog.hold(this);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        over.countDown();
    }

    @Override
    public Optional<byte[]> read() throws InterruptedException {
        if (ended) return Optional.empty();
        var next = toServer.take();
        ended = next.length == 0;
        return ended ? Optional.empty() : Optional.of(next);
    }

    @Override
    public boolean write(List<byte[]> parts) {
        parts.forEach(toClient::add);
        return true;
    }

    @Override
    public synchronized void onGone(Runnable action) {
        departures.add(action);
    }

    /// Bytes as they are, one at a time, as a slow network brings them.
    SpdyClient say(byte[] bytes) {
        for (byte one : bytes) toServer.add(new byte[] {one});
        return this;
    }

    SpdyClient control(int type, byte[] content) {
        var head = ByteBuffer.allocate(8).putInt(0x80030000 | type).putInt(content.length);
        return say(head.array()).say(content);
    }

    SpdyClient open(int stream, String streamType) {
        var block = new ByteArrayOutputStream();
        block.writeBytes(number(1));
        for (var text : List.of("streamtype", streamType)) {
            block.writeBytes(number(text.length()));
            block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
        deflater.setInput(block.toByteArray());
        var packed = new byte[1024];
        int length = deflater.deflate(packed, 0, packed.length, Deflater.SYNC_FLUSH);
        var content = ByteBuffer.allocate(10 + length).putInt(stream).putInt(0).putShort((short) 0);
        return control(1, content.put(packed, 0, length).array());
    }

    SpdyClient data(int stream, boolean last, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var head = ByteBuffer.allocate(8).putInt(stream).putInt((last ? 1 << 24 : 0) | bytes.length);
        return say(head.array()).say(bytes);
    }

    static byte[] number(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    /// The next frame of the server's; those that accept streams are passed over.
    Frame next() throws InterruptedException {
        while (true) {
            var head = ByteBuffer.wrap(bytes(8));
            int first = head.getInt();
            int second = head.getInt();
            var content = bytes(second & 0xffffff);
            if (first >= 0) return new Frame(first, second >>> 24 == 1, content);
            if ((first & 0xffff) != 2) return new Frame(-(first & 0xffff), false, content);
        }
    }

    private byte[] rest = END;

    private byte[] bytes(int length) throws InterruptedException {
        var all = ByteBuffer.allocate(length);
        while (all.hasRemaining()) {
            if (rest.length == 0) {
                var more = toClient.poll(20, TimeUnit.SECONDS);
                if (more == null) throw new AssertionError("no frame");
                rest = more;
            }
            int some = Math.min(all.remaining(), rest.length);
            all.put(rest, 0, some);
            rest = Arrays.copyOfRange(rest, some, rest.length);
        }
        return all.array();
    }

    /// The client goes away.
    @Override
    public synchronized void close() {
        toServer.add(END);
        departures.forEach(Runnable::run);
    }

    /// Whether the server's side ends by itself.
    boolean ends() throws InterruptedException {
        return over.await(20, TimeUnit.SECONDS);
    }
}
