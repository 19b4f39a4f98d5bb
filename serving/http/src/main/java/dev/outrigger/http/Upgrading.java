package dev.outrigger.http;

import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.ApiResponse.Purpose;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.pipeline.WebSocket;
import dev.outrigger.pipeline.Wire;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes a connection from HTTP to another protocol and holds the dialog. The rules of WebSocket's handshake are those
/// of the Go library that upstream uses, down to the `Origin` that must be there and may be any.
final class Upgrading {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final Headers PLAIN = Headers.of("Content-Type", "text/plain; charset=utf-8");

    private final HttpServerRequest request;
    private final Context context;
    private final Connection connection;
    private final Patience patience;
    private volatile boolean leaving;
    private volatile @Nullable Runnable leave;

    Upgrading(HttpServerRequest request, Context context, Connection connection, Patience patience) {
        this.request = request;
        this.context = context;
        this.connection = connection;
        this.patience = patience;
    }

    /// Why a handshake is refused.
    record Refusal(int status, Headers headers, String text) {}

    /// What is wrong with the handshake for that protocol; empty where it is good.
    static Optional<Refusal> refusal(HttpServerRequest request, ApiResponse.Protocol protocol) {
        if (request.version() != HttpVersion.HTTP_1_1) {
            return refused(400, "this connection cannot be upgraded: use HTTP/1.1");
        }
        return switch (protocol) {
            case ApiResponse.Protocol.WebSocketDialog socket -> refusal(request, socket.purpose());
            case ApiResponse.Protocol.Bare _ ->
                request.getHeader(HttpHeaders.UPGRADE) == null
                        ? refused(400, "the Upgrade header is missing")
                        : Optional.empty();
        };
    }

    private static Optional<Refusal> refusal(HttpServerRequest request, Purpose purpose) {
        if (!PostedUpgrades.method(request).equals("GET")) return refused(405, "bad method");
        if (request.headers().get("Sec-WebSocket-Key") == null) return refused(400, "mismatch challenge/response");
        if (!"13".equals(request.headers().get("Sec-WebSocket-Version"))) {
            var headers = PLAIN.with("Sec-WebSocket-Version", "13");
            return Optional.of(new Refusal(400, headers, "missing or bad WebSocket Version"));
        }
        boolean from = purpose == Purpose.PROCESS || hasOrigin(request);
        return from ? Optional.empty() : refused(403, "the Origin header is missing or is no URL");
    }

    private static Optional<Refusal> refused(int status, String text) {
        return Optional.of(new Refusal(status, PLAIN, text));
    }

    private static boolean hasOrigin(HttpServerRequest request) {
        var origin = request.headers().get("Origin");
        if (origin == null) return false;
        try {
            var uri = new URI(origin);
            return uri.isAbsolute() || origin.startsWith("/");
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /// Upgrades, and holds the dialog until it is over.
    void hold(ApiResponse.Upgrade answer) throws InterruptedException {
        switch (answer.protocol()) {
            case ApiResponse.Protocol.WebSocketDialog(var subprotocol, var dialog, var purpose) -> {
                var opened = upgraded(
                        answer.headers(),
                        response -> shakeHands(response, subprotocol),
                        socket -> webSocket(socket, purpose));
                if (opened.isPresent()) hold(opened.get(), dialog);
            }
            case ApiResponse.Protocol.Bare(var name, var dialog) -> {
                var opened = upgraded(
                        answer.headers(), response -> response.putHeader(HttpHeaders.UPGRADE, name), this::bare);
                if (opened.isPresent()) hold(opened.get(), dialog);
            }
        }
    }

    private SocketLine webSocket(NetSocket socket, Purpose purpose) {
        var line = new SocketLine(context, socket, connection, patience, patience.stall(purpose));
        line.open();
        return line;
    }

    private BareLine bare(NetSocket socket) {
        var line = new BareLine(context, socket, connection, patience);
        line.open();
        return line;
    }

    private void hold(SocketLine opened, WebSocket.Dialog dialog) throws InterruptedException {
        leaveBy(opened::leave);
        try {
            dialog.hold(opened);
        } catch (InterruptedException stopped) {
            // A dialog may stop itself this way when it hears that nothing more is wanted.
            if (!opened.isGone()) throw stopped;
        }
        opened.end(leaving ? FrameReader.GOING_AWAY : FrameReader.NORMAL);
    }

    private void hold(BareLine opened, Wire.Dialog dialog) throws InterruptedException {
        leaveBy(opened::leave);
        try {
            dialog.hold(opened);
        } catch (InterruptedException stopped) {
            if (!opened.isGone()) throw stopped;
        }
        opened.end();
    }

    private void leaveBy(Runnable action) {
        leave = action;
        if (leaving) action.run();
    }

    /// @return empty where the client went away
    private <L> Optional<L> upgraded(Headers headers, Consumer<HttpServerResponse> head, Function<NetSocket, L> line)
            throws InterruptedException {
        var opened = new CompletableFuture<L>();
        context.runOnContext(_ -> {
            var response = request.response();
            if (response.closed()) {
                opened.cancel(false);
                return;
            }
            headers.forEach(response.headers()::add);
            response.putHeader(HttpHeaders.CONNECTION, "Upgrade");
            head.accept(response);
            request.toNetSocket()
                    .onFailure(opened::completeExceptionally)
                    .onSuccess(socket -> opened.complete(line.apply(socket)));
        });
        try {
            return Optional.of(opened.get());
        } catch (ExecutionException | CancellationException _) {
            connection.close();
            return Optional.empty();
        }
    }

    private void shakeHands(HttpServerResponse response, Optional<String> subprotocol) {
        response.putHeader(HttpHeaders.UPGRADE, "websocket");
        response.putHeader(
                "Sec-WebSocket-Accept",
                accept(Optional.ofNullable(request.getHeader("Sec-WebSocket-Key"))
                        .orElse("")));
        subprotocol.ifPresent(one -> response.putHeader("Sec-WebSocket-Protocol", one));
    }

    private static String accept(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// The dialog is told that nothing more is wanted.
    void leave() {
        leaving = true;
        var action = leave;
        if (action != null) action.run();
    }
}
