package dev.outrigger.http;

import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Handler;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.pipeline.Query;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.ContextInternal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request and its answer: taken in on the event loop, answered on a virtual thread.
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /// The most bytes of a body that an event loop may be kept busy with.
    private static final int MOST_BRIEF = 64 * 1024;

    private final HttpServerRequest request;
    private final Context context;
    private final Connection connection;
    private final ReplyWriter reply;
    private final BodyReader reader;
    private final Exchanges exchanges;
    private final long number;
    private volatile @Nullable Thread thread;
    private volatile @Nullable RequestTarget target;
    private volatile Handler.Manner manner = Handler.Manner.USUAL;
    private volatile @Nullable BodyStream stream;
    private volatile boolean answered;

    Exchange(HttpServerRequest request, Context context, Connection connection, Exchanges exchanges) {
        this.request = request;
        this.context = context;
        this.connection = connection;
        this.exchanges = exchanges;
        this.number = exchanges.nextNumber();
        this.reply = new ReplyWriter(request, context, connection, exchanges.patience());
        this.reader = new BodyReader(request, context, connection);
    }

    /// Reads the request; on the event loop.
    void begin() {
        connection.active();
        var target = RequestTarget.parse(request.uri());
        if (target.isEmpty()) {
            reply.refuse(400, "400 Bad Request");
            return;
        }
        request.response().exceptionHandler(_ -> left());
        request.response().closeHandler(_ -> left());
        var asked = head(target.get());
        manner = exchanges.handler().manner(asked);
        if (manner == Handler.Manner.STREAMED && mayStream()) stream(target.get(), asked);
        else reader.read(exchanges.patience().body(), result -> read(target.get(), asked, result));
    }

    private ApiRequest head(RequestTarget target) {
        return new ApiRequest(
                PostedUpgrades.method(request),
                target.path(),
                Query.parse(target.query()),
                PostedUpgrades.headers(request),
                ApiRequest.Body.NONE,
                connection.peer());
    }

    /// Whether there may be a body that is worth the question. Handshakes have none that may be large, and on HTTP/2
    /// the head alone does not say whether there is one.
    private boolean mayStream() {
        var headers = request.headers();
        if (headers.contains(HttpHeaders.UPGRADE)) return false;
        var length = headers.get(HttpHeaders.CONTENT_LENGTH);
        if (length != null) return !length.equals("0");
        boolean reads =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        return headers.contains(HttpHeaders.TRANSFER_ENCODING) || request.version() == HttpVersion.HTTP_2 && !reads;
    }

    private void stream(RequestTarget target, ApiRequest head) {
        var body = new BodyStream(
                request, context, connection, exchanges.patience().process());
        stream = body;
        received(target, head.with(body.open()));
    }

    private void left() {
        reader.lost();
        var body = stream;
        if (body != null) body.lost();
        if (!answered && manner == Handler.Manner.STREAMED) interrupt();
        reply.clientLeft();
    }

    private void read(RequestTarget target, ApiRequest head, BodyReader.Result result) {
        switch (result) {
            case BodyReader.Result.Read(var body) -> received(target, head.with(body));
            case BodyReader.Result.NoRoom _ -> reply.refuseForNow();
            case BodyReader.Result.TooSlow _ -> reply.refuse(408, "408 Request Timeout");
            case BodyReader.Result.Lost _ -> reply.clientLeft();
        }
    }

    private void received(RequestTarget target, ApiRequest taken) {
        connection.answerDue();
        this.target = target;
        exchanges.add(this);
        var answering = thread(() -> answer(taken), taken.body());
        thread = answering;
        answering.start();
    }

    /// What soon has an answer is given it here, on the event loop; the rest would keep other connections waiting.
    private Thread thread(Runnable task, ApiRequest.Body body) {
        boolean here = manner == Handler.Manner.BRIEF && isSmall(body);
        var loop = ((ContextInternal) context).nettyEventLoop();
        return here
                ? LoopThreads.unstarted(loop, "request", task)
                : Thread.ofVirtual().name("request").unstarted(task);
    }

    private static boolean isSmall(ApiRequest.Body body) {
        return body instanceof ApiRequest.Body.Bytes(var bytes) && bytes.length <= MOST_BRIEF;
    }

    private void answer(ApiRequest taken) {
        try {
            var answer = ask(exchanges.handler(), taken);
            answered = true;
            reader.release();
            reply.write(answer, taken.body());
        } catch (InterruptedException _) {
            reply.abort();
        } catch (RuntimeException | Error failure) {
            LOG.error("{} {}: the answer broke off", taken.method(), taken.path(), failure);
            reply.abort();
        } finally {
            reader.release();
            exchanges.remove(this);
            connection.answered();
        }
    }

    private static ApiResponse ask(Handler handler, ApiRequest taken) {
        try {
            return handler.handle(taken);
        } catch (RuntimeException | StackOverflowError failure) {
            LOG.error("{} {}: no answer", taken.method(), taken.path(), failure);
            var text = "500 Internal Server Error".getBytes(StandardCharsets.UTF_8);
            return new ApiResponse.Body(500, Headers.of("Content-Type", "text/plain; charset=utf-8"), List.of(text));
        }
    }

    OpenRequest asOpen() {
        var asked = Objects.requireNonNull(target);
        var query = asked.query().isEmpty() ? "" : "?" + asked.query();
        return new OpenRequest(number, request.method().name(), asked.path() + query);
    }

    /// The server is about to close: a stream ends, another answer is still made.
    void endStream() {
        reply.endStream();
    }

    /// The server closes: whatever is done for this request stops.
    void interrupt() {
        var running = thread;
        if (running != null) running.interrupt();
    }
}
