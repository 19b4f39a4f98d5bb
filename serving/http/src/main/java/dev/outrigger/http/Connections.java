package dev.outrigger.http;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The open connections. Those that nothing happens on and no answer is due on are closed after a while: watches are
/// quiet for an hour, so the socket's silence alone says nothing.
final class Connections {
    private final Map<HttpConnection, Connection> open = new ConcurrentHashMap<>();
    private final Duration idle;
    private final Budget bodies;
    private final int largestBody;

    /// @param bodies what the request bodies of all connections may take together
    /// @param largestBody the most bytes that one of them may have
    Connections(Duration idle, Budget bodies, int largestBody) {
        this.idle = idle;
        this.bodies = bodies;
        this.largestBody = largestBody;
    }

    void opened(HttpConnection connection) {
        PostedUpgrades.enable(connection);
        if (connection instanceof ConnectionBase base) arrange(base.channel().pipeline());
        open.put(connection, known(connection));
        connection.closeHandler(_ -> open.remove(connection));
    }

    /// Vert.x has a queue of its own for files that are sent over TLS. No answer here is a file, and every write would
    /// go through it. And it flushes for each stream of an HTTP/2 connection.
    private static void arrange(ChannelPipeline pipeline) {
        if (pipeline.get(ChunkedWriteHandler.class) != null) pipeline.remove(ChunkedWriteHandler.class);
        var http2 = pipeline.get(Http2ConnectionHandler.class);
        if (http2 == null) return;
        var writes = new StreamWrites(http2.encoder().flowController());
        pipeline.addBefore(pipeline.context(http2).name(), "writes", writes);
    }

    /// What is known of that connection.
    Connection of(HttpConnection connection) {
        return open.computeIfAbsent(connection, this::known);
    }

    private Connection known(HttpConnection connection) {
        return new Connection(connection, bodies.part(), largestBody, () -> open.remove(connection));
    }

    /// Closes the connections that were idle for too long.
    void sweep() {
        for (var connection : open.values()) connection.closeWhenIdle(idle);
    }

    int count() {
        return open.size();
    }
}
