package dev.outrigger.http;

import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Headers;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes one answer. Called on the request's thread; what touches the socket runs on the event loop.
final class ReplyWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyWriter.class);
    private static final Headers PLAIN =
            Headers.of("Content-Type", "text/plain; charset=utf-8", "X-Content-Type-Options", "nosniff");
    private static final long NO_ERROR = 0;
    private static final long INTERNAL_ERROR = 2;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Context context;
    private final Connection connection;
    private final Patience patience;
    private final ResponseBody body;
    private final SocketSink sink;
    private final Upgrading upgrading;
    private volatile boolean clientLeft;

    /// On the event loop: whether the connection ends with the answer.
    private boolean closing;

    ReplyWriter(HttpServerRequest request, Context context, Connection connection, Patience patience) {
        this.request = request;
        this.response = request.response();
        this.context = context;
        this.connection = connection;
        this.patience = patience;
        this.upgrading = new Upgrading(request, context, connection, patience);
        this.body = new ResponseBody(response);
        this.sink = new SocketSink(context, body, patience.stall(), this::abort);
    }

    /// Refuses a request that is not understood, and the connection with it; on the event loop.
    void refuse(int status, String text) {
        refuse(status, PLAIN, text);
    }

    /// Refuses a request that there is no room for now, in upstream's words; clients send it again on their own.
    /// On the event loop.
    void refuseForNow() {
        refuse(429, PLAIN.with("Retry-After", "1"), "Too many requests, please try again later.");
    }

    private void refuse(int status, Headers headers, String text) {
        if (response.ended() || response.closed()) return;
        head(status, headers);
        closeAfterwards();
        response.end(text).onComplete(_ -> lingerThenClose());
    }

    /// Writes the answer to a request with that body.
    void write(ApiResponse answer, ApiRequest.Body body) throws InterruptedException {
        switch (answer) {
            case ApiResponse.Body whole -> writeWhole(whole, body);
            case ApiResponse.Stream stream -> writeStream(stream, body);
            case ApiResponse.Upgrade upgrade -> writeUpgrade(upgrade);
        }
    }

    private void writeWhole(ApiResponse.Body answer, ApiRequest.Body body) throws InterruptedException {
        long length = Slices.length(answer.parts());
        boolean atOnce = length <= Slices.LONGEST || isHead();
        context.runOnContext(_ -> onLoop(() -> {
            head(answer.status(), answer.headers());
            if (hasLength(answer.status())) response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
            closeAfter(body);
            if (!atOnce) response.writeHead();
            else end(isHead() ? Buffer.buffer() : BufferInternal.buffer(Slices.whole(answer.parts())));
        }));
        if (atOnce) return;
        boolean taken = sink.write(answer.parts());
        if (taken) context.runOnContext(_ -> onLoop(() -> end(Buffer.buffer())));
        else if (!clientLeft) abort();
    }

    /// A connection is of no use after an answer to a request whose body has not been read.
    private void closeAfter(ApiRequest.Body body) {
        boolean unread = switch (body) {
            case ApiRequest.Body.Bytes _ -> false;
            case ApiRequest.Body.TooLarge _ -> true;
            case ApiRequest.Body.Incoming _ -> !request.isEnded();
        };
        if (unread) closeAfterwards();
    }

    private void writeStream(ApiResponse.Stream answer, ApiRequest.Body body) throws InterruptedException {
        boolean old = request.version() == HttpVersion.HTTP_1_0;
        sink.waitUpTo(patience.stall(answer.purpose()));
        context.runOnContext(_ -> onLoop(() -> {
            head(answer.status(), answer.headers());
            closeAfter(body);
            if (old && !isHead()) closing = true;
            if (isHead()) end(Buffer.buffer());
            else if (!old) writeStreamHead();
        }));
        if (isHead()) return;
        try {
            answer.source().writeTo(sink);
        } catch (InterruptedException stopped) {
            // A source may stop itself this way when it hears that nothing more is wanted.
            if (!sink.isGone()) throw stopped;
        }
        context.runOnContext(_ -> onLoop(() -> end(Buffer.buffer())));
    }

    private void writeStreamHead() {
        boolean chunked = !isHttp2() && !response.headers().contains(HttpHeaders.CONTENT_LENGTH);
        var written = response.writeHead();
        if (chunked && request.connection() instanceof ConnectionBase base) body.chunked(base.channel(), written);
    }

    private void writeUpgrade(ApiResponse.Upgrade answer) throws InterruptedException {
        var refusal = Upgrading.refusal(request, answer.protocol());
        if (refusal.isPresent()) {
            var why = refusal.get();
            context.runOnContext(_ -> onLoop(() -> refuse(why.status(), why.headers(), why.text())));
            return;
        }
        upgrading.hold(answer);
    }

    private void head(int status, Headers headers) {
        response.setStatusCode(status);
        response.putHeader(HttpHeaders.DATE, HttpDate.now());
        headers.forEach(response.headers()::add);
    }

    /// 204 and 304 have no body by definition, and so no length.
    private static boolean hasLength(int status) {
        return status >= 200 && status != 204 && status != 304;
    }

    private boolean isHead() {
        return request.method().equals(HttpMethod.HEAD);
    }

    private boolean isHttp2() {
        return request.version() == HttpVersion.HTTP_2;
    }

    /// On the event loop: writes where the client is there; a header that cannot be written breaks the answer off.
    private void onLoop(Runnable write) {
        if (clientLeft || response.closed() || response.ended()) return;
        try {
            write.run();
        } catch (IllegalArgumentException unwritable) {
            LOG.error("{} {}: the answer cannot be written", request.method(), request.path(), unwritable);
            abort();
        }
    }

    private void end(Buffer last) {
        var ended = response.end(last);
        if (closing) ended.onComplete(_ -> lingerThenClose());
    }

    private void closeAfterwards() {
        closing = true;
        if (!isHttp2()) response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }

    /// The answer is out while the client may still be sending: what comes is thrown away for a while, for a closed
    /// connection would take the answer away from under the client.
    private void lingerThenClose() {
        if (request.isEnded()) {
            close();
            return;
        }
        request.endHandler(_ -> close());
        request.handler(_ -> {});
        request.resume();
        context.owner().setTimer(patience.linger().toMillis(), _ -> close());
    }

    private void close() {
        if (!isHttp2()) connection.close();
        else if (!request.isEnded()) response.reset(NO_ERROR);
    }

    /// Breaks the answer off so that the client sees it is not whole. From any thread.
    void abort() {
        try {
            context.runOnContext(_ -> {
                if (isHttp2()) response.reset(INTERNAL_ERROR);
                else connection.close();
            });
        } catch (RejectedExecutionException _) {
            // The server has closed, and all connections with it.
        }
        clientLeft();
        upgrading.leave();
    }

    /// The client went away.
    void clientLeft() {
        clientLeft = true;
        sink.leave();
    }

    /// The stream's source is told that nothing more is wanted; what it wrote so far still goes out.
    void endStream() {
        sink.leave();
        upgrading.leave();
    }
}
