package dev.outrigger.http;

import dev.outrigger.pipeline.ApiRequest;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// A request's body for a handler that reads it while it answers: as fast as that, and no faster.
final class BodyStream implements ApiRequest.Source {
    private final HttpServerRequest request;
    private final Context context;
    private final Connection connection;
    private final Duration patience;
    private final Inbox<byte[]> inbox;
    private boolean asked;
    private volatile boolean whole;

    /// @param patience how long a read waits for a client that sends nothing
    BodyStream(HttpServerRequest request, Context context, Connection connection, Duration patience) {
        this.request = request;
        this.context = context;
        this.connection = connection;
        this.patience = patience;
        this.inbox = new Inbox<>(context, request);
    }

    /// Begins to read; on the event loop.
    ApiRequest.Body open() {
        request.exceptionHandler(_ -> lost());
        request.handler(chunk -> {
            connection.active();
            if (chunk.length() > 0) inbox.add(chunk.getBytes(), chunk.length());
        });
        request.endHandler(_ -> {
            whole = true;
            inbox.close();
        });
        return new ApiRequest.Body.Incoming(length(), this);
    }

    private OptionalLong length() {
        var declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return declared == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(declared));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    /// The client went away: nothing more comes. From any thread.
    void lost() {
        inbox.close();
    }

    @Override
    public Optional<byte[]> read() throws IOException, InterruptedException {
        if (!asked) {
            asked = true;
            context.runOnContext(_ -> goOn());
        }
        var bytes = inbox.take(patience);
        if (bytes.isEmpty() && !whole) throw new IOException("the request broke off");
        return bytes;
    }

    private void goOn() {
        var response = request.response();
        boolean due = "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
        if (due && !response.headWritten() && !response.closed()) response.writeContinue();
    }
}
