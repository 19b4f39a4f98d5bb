package dev.outrigger.http;

import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiRequest.Body;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Reads a request's body whole, up to a limit. On the event loop.
final class BodyReader {
    /// The most bytes a body may have, apiserver's `MaxRequestBodyBytes`.
    static final int LIMIT = 3 * 1024 * 1024;

    private final HttpServerRequest request;
    private final Connection connection;
    private final List<Buffer> chunks = new ArrayList<>(1);
    private long length;
    private boolean refused;

    BodyReader(HttpServerRequest request, Connection connection) {
        this.request = request;
        this.connection = connection;
    }

    /// Reads the body.
    ///
    /// @param received is given the body, or the refusal as soon as it is known to be too long
    /// @param lost is run where the client goes away first
    void read(Consumer<ApiRequest.Body> received, Runnable lost) {
        request.exceptionHandler(_ -> lost.run());
        request.handler(chunk -> add(chunk, received));
        request.endHandler(_ -> {
            if (!refused) received.accept(new Body.Bytes(whole()));
        });
        if (declared() > LIMIT) refuse(received);
        else if (expectsContinue()) request.response().writeContinue();
    }

    private void add(Buffer chunk, Consumer<ApiRequest.Body> received) {
        connection.active();
        if (refused) return;
        length += chunk.length();
        if (length > LIMIT) refuse(received);
        else chunks.add(chunk);
    }

    private void refuse(Consumer<ApiRequest.Body> received) {
        refused = true;
        chunks.clear();
        received.accept(new Body.TooLarge(LIMIT));
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
