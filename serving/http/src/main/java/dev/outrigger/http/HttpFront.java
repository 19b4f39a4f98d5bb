package dev.outrigger.http;

import dev.outrigger.pipeline.Handler;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Room one: bytes to requests and answers to bytes, over HTTPS with HTTP/1.1 and HTTP/2.
///
/// Clients may show a certificate; it is handed on unverified with each request. The handler is called on a
/// virtual thread for each request.
///
/// A body is read whole before the request is handed on: up to 3 MiB unless said otherwise, within a minute, and while
/// the bodies held
/// take at most 64 MiB and those of one connection 16 MiB. Beyond that the answer is 413, 408 or 429.
public final class HttpFront implements AutoCloseable {
    /// What Go's server takes as the most bytes of a request's head.
    private static final int LONGEST_HEAD = 1024 * 1024;

    /// A client that ends its watches resets a stream for each: so many in 30 s are no attack.
    private static final int MOST_RESETS = 2_000;

    private static final int MOST_STREAMS = 100;
    private static final Duration SWEEP = Duration.ofSeconds(5);
    private static final Duration LAST_MOMENT = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Exchanges exchanges;
    private final Connections connections;
    private final List<HttpServer> servers = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private HttpFront(Vertx vertx, Handler handler, Patience patience, Budget bodies, int largestBody) {
        this.vertx = vertx;
        this.exchanges = new Exchanges(handler, patience);
        this.connections = new Connections(patience.idle(), bodies, largestBody);
    }

    /// Listens; when this returns, clients can connect.
    ///
    /// @param address an IP address or a name that resolves to one; `0.0.0.0` or `::` for all
    /// @param port the port, 0 for one that is free
    /// @throws ListenException where that address and port cannot be had
    public static HttpFront listen(String address, int port, ServerCertificate certificate, Handler handler)
            throws ListenException {
        return listen(address, port, certificate, handler, BodyLimits.USUAL);
    }

    /// As the other one, for those whose requests are of another size than an API server's.
    public static HttpFront listen(
            String address, int port, ServerCertificate certificate, Handler handler, BodyLimits bodies)
            throws ListenException {
        var budget = new Budget(bodies.together());
        var front = new HttpFront(newVertx(), handler, Patience.USUAL, budget, bodies.each());
        return listening(front, address, port, certificate);
    }

    /// @param bodies what the request bodies that are held may take together
    static HttpFront listen(
            String address, int port, ServerCertificate certificate, Handler handler, Patience patience, Budget bodies)
            throws ListenException {
        var front = new HttpFront(newVertx(), handler, patience, bodies, BodyLimits.USUAL.each());
        return listening(front, address, port, certificate);
    }

    private static HttpFront listening(HttpFront front, String address, int port, ServerCertificate certificate)
            throws ListenException {
        try {
            front.listen(address, port, certificate);
            return front;
        } catch (ListenException failed) {
            front.vertx.close();
            throw failed;
        }
    }

    /// Loads what the first server needs: native libraries and many classes. Worth calling on a thread of its own while
    /// other things are made ready; never needed.
    ///
    /// @return whether the native TLS library is there
    public static boolean warmUp() {
        newVertx().close();
        return Tls.isNative();
    }

    private static Vertx newVertx() {
        var files = new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
        return Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
                .setUseDaemonThread(true)
                .setFileSystemOptions(files));
    }

    /// One server for each event loop; they share the port.
    private void listen(String address, int port, ServerCertificate certificate) throws ListenException {
        int loops = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < loops; i++) {
            var server = vertx.createHttpServer(options(certificate))
                    .connectionHandler(connections::opened)
                    .invalidRequestHandler(this::refuse)
                    .requestHandler(request -> exchange(request).begin());
            servers.add(server);
            // A negative port is Vert.x's way to say: a free one, the same for all.
            bound(server.listen(port == 0 ? -1 : port, address), address, port);
        }
        vertx.setPeriodic(SWEEP.toMillis(), _ -> connections.sweep());
    }

    private static HttpServerOptions options(ServerCertificate certificate) {
        var options = new HttpServerOptions()
                .setSsl(true)
                .setSslEngineOptions(Tls.engine())
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1, HttpVersion.HTTP_1_0))
                .setKeyCertOptions(Tls.keys(certificate))
                .setTrustOptions(Tls.trust())
                .setClientAuth(ClientAuth.REQUEST)
                .setEnabledSecureTransportProtocols(Tls.PROTOCOLS)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setMaxInitialLineLength(LONGEST_HEAD)
                .setMaxHeaderSize(LONGEST_HEAD)
                .setInitialSettings(new Http2Settings()
                        .setMaxHeaderListSize(LONGEST_HEAD)
                        .setMaxConcurrentStreams(MOST_STREAMS)
                        .setInitialWindowSize(256 * 1024))
                .setHttp2RstFloodMaxRstFramePerWindow(MOST_RESETS)
                .setHttp2ConnectionWindowSize(1024 * 1024);
        Tls.CIPHERS.forEach(options::addEnabledCipherSuite);
        return options;
    }

    private static void bound(Future<HttpServer> listening, String address, int port) throws ListenException {
        try {
            listening.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException failed) {
            var cause = failed.getCause() == null ? failed : failed.getCause();
            var told = String.valueOf(cause.getMessage());
            var why = told.contains("in use") ? "the port is in use" : told;
            throw new ListenException("cannot listen on " + address + ":" + port + ": " + why, cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ListenException("interrupted", interrupted);
        }
    }

    private Exchange exchange(HttpServerRequest request) {
        return new Exchange(request, vertx.getOrCreateContext(), connections.of(request.connection()), exchanges);
    }

    private void refuse(HttpServerRequest request) {
        var cause = request.decoderResult().cause();
        boolean tooLong = cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException;
        var connection = connections.of(request.connection());
        var reply = new ReplyWriter(request, vertx.getOrCreateContext(), connection, exchanges.patience());
        if (tooLong) reply.refuse(431, "431 Request Header Fields Too Large");
        else reply.refuse(400, "400 Bad Request");
    }

    /// The port it listens on.
    public int port() {
        return servers.getFirst().actualPort();
    }

    /// How many connections are open.
    int connections() {
        return connections.count();
    }

    /// The requests that are being answered now, in the order in which they came.
    public List<OpenRequest> openRequests() {
        return exchanges.open();
    }

    /// Shows another certificate to those who connect from now on.
    public void reload(ServerCertificate certificate) {
        var first = servers.getFirst();
        first.updateSSLOptions(Tls.options(certificate), true)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /// Stops listening, ends the streams, lets the other answers be written, and closes all connections.
    ///
    /// @param most the time it may take; what is not done by then is broken off
    public void close(Duration most) {
        if (closed.getAndSet(true)) return;
        var grace = most.compareTo(LAST_MOMENT.multipliedBy(2)) > 0 ? most.minus(LAST_MOMENT) : most.dividedBy(2);
        var stopping = servers.stream().map(server -> server.shutdown(grace)).toList();
        exchanges.endStreams();
        await(Future.join(stopping), grace.plusMillis(100));
        exchanges.interrupt();
        await(vertx.close(), LAST_MOMENT);
    }

    private static void await(Future<?> future, Duration most) {
        try {
            future.toCompletionStage().toCompletableFuture().get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            // What is left is broken off next.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Closes within two seconds.
    @Override
    public void close() {
        close(Duration.ofSeconds(2));
    }
}
