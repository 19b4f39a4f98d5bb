package dev.outrigger.streams;

import dev.outrigger.kinds.LogOptions;
import dev.outrigger.kinds.LogWriter;
import dev.outrigger.meta.ApiException;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.ApiResponse.Protocol;
import dev.outrigger.pipeline.ApiResponse.Purpose;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.pipeline.WebSocket;
import dev.outrigger.pipeline.WebSocketOffer;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Writes logs to clients: as a body in chunks, or as messages of a WebSocket.
final class Logs {
    private static final String BINARY = "binary.k8s.io";
    private static final String BASE64 = "base64.binary.k8s.io";
    private static final Headers TEXT = Headers.of("Content-Type", "text/plain");

    private Logs() {}

    /// The answer: once the author has written something, or nothing.
    ///
    /// @throws ApiException where the author refuses, or no protocol that the client offers is spoken here
    static ApiResponse answer(ApiRequest request, LogOptions options, LogWriter author) throws InterruptedException {
        var offer = WebSocketOffer.of(request);
        var subprotocol = offer.flatMap(Logs::subprotocol);
        var opening = new Opening(to -> write(options, author, to));
        opening.begin();
        if (offer.isEmpty()) {
            return new ApiResponse.Stream(200, TEXT, sink -> opening.serve(reader(sink)), Purpose.PROCESS);
        }
        boolean text = subprotocol.equals(Optional.of(BASE64));
        WebSocket.Dialog dialog = socket -> {
            socket.ignoreMessages();
            var reader = reader(socket, text);
            // Tells the client that the connection stands, as upstream's `wsstream.Reader`.
            reader.write(new byte[0]);
            opening.serve(reader);
        };
        return new ApiResponse.Upgrade(
                Headers.NONE, new Protocol.WebSocketDialog(subprotocol, dialog, Purpose.PROCESS));
    }

    /// @return empty where the client offers none
    private static Optional<String> subprotocol(WebSocketOffer offer) {
        if (offer.subprotocols().isEmpty()) return Optional.empty();
        return Optional.of(offer.subprotocols().stream()
                .filter(name -> name.equals(BINARY) || name.equals(BASE64))
                .findFirst()
                .orElseThrow(() -> ApiException.badRequest("unable to upgrade: none of the WebSocket subprotocols "
                        + String.join(", ", offer.subprotocols()) + " is spoken here; offer " + BINARY + " or "
                        + BASE64)));
    }

    private static void write(LogOptions options, LogWriter author, Opening to)
            throws IOException, InterruptedException {
        var lines = new LogLines(options, to);
        try {
            author.writeTo(lines);
        } catch (IOException | InterruptedException stopped) {
            if (!lines.isDone()) throw stopped;
        }
    }

    private static Opening.Reader reader(ApiResponse.Sink sink) {
        return new Opening.Reader() {
            @Override
            public boolean write(byte[] bytes) throws InterruptedException {
                return sink.write(List.of(bytes));
            }

            @Override
            public void onGone(Runnable action) {
                sink.onGone(action);
            }
        };
    }

    private static Opening.Reader reader(WebSocket socket, boolean text) {
        return new Opening.Reader() {
            @Override
            public boolean write(byte[] bytes) throws InterruptedException {
                return socket.send(
                        text
                                ? new WebSocket.Message.Text(
                                        List.of(Base64.getEncoder().encode(bytes)))
                                : new WebSocket.Message.Binary(List.of(bytes)));
            }

            @Override
            public void onGone(Runnable action) {
                socket.onGone(action);
            }
        };
    }
}
