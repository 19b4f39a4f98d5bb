package dev.outrigger.http;

import io.vertx.core.http.HttpConnection;
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
        open.put(connection, known(connection));
        connection.closeHandler(_ -> open.remove(connection));
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
