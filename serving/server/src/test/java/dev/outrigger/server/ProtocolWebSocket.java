package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A watch through the JDK's WebSocket client.
final class ProtocolWebSocket implements WebSocket.Listener, AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> binaries = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private Optional<WebSocket> socket = Optional.empty();

    private ProtocolWebSocket() {}

    static ProtocolWebSocket open(ProtocolServer server, HttpClient http, String path, String... subprotocols) {
        return open(server, http, path, "*/*", subprotocols);
    }

    /// A watch in that media type.
    static ProtocolWebSocket openIn(String mediaType, ProtocolServer server, HttpClient http, String path) {
        return open(server, http, path, mediaType, new String[0]);
    }

    private static ProtocolWebSocket open(
            ProtocolServer server, HttpClient http, String path, String accept, String[] subprotocols) {
        var watch = new ProtocolWebSocket();
        var builder =
                http.newWebSocketBuilder().header("Origin", "https://a.browser").header("Accept", accept);
        if (subprotocols.length > 0) {
            var more = Arrays.copyOfRange(subprotocols, 1, subprotocols.length);
            builder.subprotocols(subprotocols[0], more);
        }
        var uri = URI.create(server.url().replace("https://", "wss://") + path);
        watch.socket = Optional.of(builder.buildAsync(uri, watch).join());
        return watch;
    }

    /// The status that such a watch is refused with.
    static int refusal(ProtocolServer server, HttpClient http, String path, String... subprotocols) {
        try (var _ = open(server, http, path, subprotocols)) {
            throw new AssertionError("not refused");
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    WebSocket socket() {
        return socket.orElseThrow();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.add(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        while (data.hasRemaining()) bytes.write(data.get());
        if (last) {
            binaries.add(bytes.toByteArray());
            bytes.reset();
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    /// The next message, whole.
    String text() {
        return next(messages);
    }

    /// The next message of bytes, whole.
    byte[] binary() {
        return next(binaries);
    }

    private static <T> T next(BlockingQueue<T> queue) {
        try {
            var message = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(message).as("a message within %d s", PATIENCE_SECONDS).isNotNull();
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    ProtocolEvents.Event next() {
        var event = (Value.Struct) ProtocolJson.parseExactly(text().stripTrailing());
        return new ProtocolEvents.Event(event.text("type").orElse("?"), event.struct("object"));
    }

    int closeCode() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.ifPresent(WebSocket::abort);
    }
}
