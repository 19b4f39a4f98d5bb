package dev.outrigger.http;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The open connections. Those that nothing happens on and no answer is due on are closed after a while: watches are
/// quiet for an hour, so the socket's silence alone says nothing.
final class Connections {
    /// So many writes wait at most for those of other streams that the event loop is about to make.
    private static final int MOST_TOGETHER = 256;

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
        if (connection instanceof ConnectionBase base) arrange(base.channel().pipeline(), connection.protocolVersion());
        open.put(connection, known(connection));
        connection.closeHandler(_ -> open.remove(connection));
    }

    /// Vert.x has a queue of its own for files that are sent over TLS. No answer here is a file, and every write would
    /// go through it. And it sends at once what a stream of an HTTP/2 connection writes, where the writes of many
    /// streams together cost little more than one.
    private static void arrange(ChannelPipeline pipeline, HttpVersion version) {
        if (pipeline.get(ChunkedWriteHandler.class) != null) pipeline.remove(ChunkedWriteHandler.class);
        var tls = pipeline.context(SslHandler.class);
        if (tls != null && version == HttpVersion.HTTP_2) {
            pipeline.addAfter(tls.name(), "together", new FlushConsolidationHandler(MOST_TOGETHER, true));
        }
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
