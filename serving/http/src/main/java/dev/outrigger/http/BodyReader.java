package dev.outrigger.http;

import dev.outrigger.pipeline.ApiRequest;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Reads a request's body whole, up to a limit, as long as there is room and time for it. On the event loop.
final class BodyReader {
    /// What a piece of a body takes beside its bytes, so that a body in very small pieces is not held for nothing.
    private static final int EACH_CHUNK = 256;

    private final HttpServerRequest request;
    private final Context context;
    private final Connection connection;
    private final int limit;
    private final List<Buffer> chunks = new ArrayList<>(1);
    private final AtomicLong held = new AtomicLong();
    private long length;
    private long deadline;
    private boolean done;
    private Consumer<Result> result = _ -> {};

    /// What came of the reading.
    sealed interface Result {
        /// The body, or the refusal as soon as it is known to be too long. What it takes is held until it is released.
        record Read(ApiRequest.Body body) implements Result {}

        /// Too many bytes of bodies are held already.
        record NoRoom() implements Result {}

        /// The rest of it did not come in time.
        record TooSlow() implements Result {}

        /// The client went away first.
        record Lost() implements Result {}
    }

    BodyReader(HttpServerRequest request, Context context, Connection connection) {
        this.request = request;
        this.context = context;
        this.connection = connection;
        this.limit = connection.largestBody();
    }

    /// Reads the body.
    ///
    /// @param most the time until all of it must have come
    /// @param result is told once what came of the reading
    void read(Duration most, Consumer<Result> result) {
        this.result = result;
        deadline = context.owner().setTimer(most.toMillis(), _ -> refuse(new Result.TooSlow()));
        request.exceptionHandler(_ -> lost());
        request.handler(this::add);
        request.endHandler(_ -> {
            if (!done) end(new Result.Read(new ApiRequest.Body.Bytes(whole())));
        });
        if (declared() > limit) refuse(tooLarge());
        else if (expectsContinue()) request.response().writeContinue();
    }

    private void add(Buffer chunk) {
        connection.active();
        if (done) return;
        length += chunk.length();
        long cost = chunk.length() + EACH_CHUNK;
        if (length > limit) {
            refuse(tooLarge());
        } else if (!connection.bodies().take(cost)) {
            refuse(new Result.NoRoom());
        } else {
            held.addAndGet(cost);
            chunks.add(chunk);
        }
    }

    private Result tooLarge() {
        return new Result.Read(new ApiRequest.Body.TooLarge(limit));
    }

    /// The client went away: nothing more comes.
    void lost() {
        refuse(new Result.Lost());
    }

    private void refuse(Result why) {
        if (done) return;
        release();
        end(why);
    }

    private void end(Result why) {
        done = true;
        chunks.clear();
        context.owner().cancelTimer(deadline);
        result.accept(why);
    }

    /// The body is no longer needed. From any thread.
    void release() {
        long bytes = held.getAndSet(0);
        if (bytes > 0) connection.bodies().giveBack(bytes);
    }

    private long declared() {
        var text = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }

    private boolean expectsContinue() {
        return "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }

    private byte[] whole() {
        if (chunks.size() == 1) return chunks.getFirst().getBytes();
        var bytes = new byte[(int) length];
        int at = 0;
        for (var chunk : chunks) {
            chunk.getBytes(bytes, at);
            at += chunk.length();
        }
        return bytes;
    }
}
