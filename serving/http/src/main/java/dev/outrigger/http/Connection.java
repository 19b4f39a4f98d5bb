package dev.outrigger.http;

import dev.outrigger.pipeline.ApiRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.NetSocket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// One client's connection.
final class Connection {
    private final HttpConnection connection;
    private final Budget bodies;
    private final int largestBody;
    private final Runnable whenGone;
    private final AtomicInteger answersDue = new AtomicInteger();
    private volatile long activeNanos = System.nanoTime();
    private volatile ApiRequest.@Nullable Peer peer;
    private volatile @Nullable NetSocket socket;

    /// @param bodies what its request bodies may take together
    /// @param largestBody the most bytes that one of them may have
    /// @param whenGone is told where an upgraded connection is closed, which HTTP no longer hears
    Connection(HttpConnection connection, Budget bodies, int largestBody, Runnable whenGone) {
        this.connection = connection;
        this.bodies = bodies;
        this.largestBody = largestBody;
        this.whenGone = whenGone;
    }

    Budget bodies() {
        return bodies;
    }

    int largestBody() {
        return largestBody;
    }

    /// Who is at the other end. The same object each time, so that what is found out about it can be remembered.
    ApiRequest.Peer peer() {
        var known = peer;
        if (known != null) return known;
        var fresh = new ApiRequest.Peer(connection.remoteAddress().hostAddress(), certificates());
        peer = fresh;
        return fresh;
    }

    private List<X509Certificate> certificates() {
        var certificates = new ArrayList<X509Certificate>();
        try {
            for (var certificate : connection.sslSession().getPeerCertificates()) {
                certificates.add((X509Certificate) certificate);
            }
        } catch (SSLPeerUnverifiedException showedNone) {
            return List.of();
        }
        return certificates;
    }

    /// The connection no longer speaks HTTP.
    void upgraded(NetSocket raw) {
        socket = raw;
    }

    /// An upgraded connection is closed.
    void gone() {
        whenGone.run();
    }

    /// Something came from the client.
    void active() {
        activeNanos = System.nanoTime();
    }

    /// A request is complete; its answer is made.
    void answerDue() {
        answersDue.incrementAndGet();
    }

    /// An answer is written.
    void answered() {
        active();
        answersDue.decrementAndGet();
    }

    void closeWhenIdle(Duration most) {
        boolean idle = System.nanoTime() - activeNanos > most.toNanos();
        if (idle && answersDue.get() == 0) close();
    }

    /// Ends the connection with whatever is on it.
    void close() {
        var raw = socket;
        if (raw == null) connection.close();
        else raw.shutdownHandler(null).close();
    }
}
