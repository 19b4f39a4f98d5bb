package dev.outrigger.streams;

import dev.outrigger.kinds.Program;
import dev.outrigger.kinds.SessionOptions;
import dev.outrigger.meta.ApiException;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.ApiResponse.Protocol;
import dev.outrigger.pipeline.ApiResponse.Purpose;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.pipeline.WebSocket;
import dev.outrigger.pipeline.WebSocketOffer;
import dev.outrigger.pipeline.Wire;
import dev.outrigger.streams.Channels.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a client to a program: over WebSocket, or over SPDY as kubectl did before version 1.31 and does where a proxy
/// in between knows no WebSocket.
final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final String SPDY = "SPDY/3.1";
    private static final String VERSION = "X-Stream-Protocol-Version";

    /// Upstream's `DefaultStreamCreationTimeout`.
    private static final Duration OPENING = Duration.ofSeconds(30);

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private Sessions() {}

    /// The answer to a request for a process.
    ///
    /// @throws ApiException where it asks for no stream, or for no protocol that is spoken here
    static ApiResponse answer(ApiRequest request, SessionOptions options, Program program) {
        if (!options.stdin() && !options.stdout() && !options.stderr()) {
            throw ApiException.badRequest("you must specify at least 1 of stdin, stdout, stderr");
        }
        var offer = WebSocketOffer.of(request);
        if (offer.isPresent()) return overWebSocket(offer.get(), options, program);
        boolean spdy = request.headers().first("Upgrade").orElse("").equalsIgnoreCase(SPDY);
        if (!spdy) throw ApiException.badRequest("Upgrade request required");
        return overSpdy(request, options, program);
    }

    private static ApiResponse overWebSocket(WebSocketOffer offer, SessionOptions options, Program program) {
        var protocol = ChannelProtocol.of(offer.subprotocols())
                .orElseThrow(() -> ApiException.badRequest("unable to upgrade: none of the WebSocket subprotocols "
                        + String.join(", ", offer.subprotocols()) + " is spoken here; offer one of "
                        + names(Arrays.stream(ChannelProtocol.values())
                                .map(ChannelProtocol::text)
                                .toList())));
        var named = offer.subprotocols().isEmpty() ? Optional.<String>empty() : Optional.of(protocol.text());
        return new ApiResponse.Upgrade(
                Headers.NONE,
                new Protocol.WebSocketDialog(
                        named, socket -> hold(socket, protocol, options, program), Purpose.PROCESS));
    }

    private static String names(List<String> names) {
        return String.join(", ", names);
    }

    private static void hold(WebSocket socket, ChannelProtocol protocol, SessionOptions options, Program program)
            throws InterruptedException {
        var channels = new ChannelSocket(socket, protocol, stdin(options));
        var conversation = new Conversation(channels, options);
        leaveBy(socket::onGone, conversation);
        listen(channels::readAll);
        // An empty message tells the client that the connection stands (upstream's `createWebSocketStreams`).
        var lowest = options.stdout() ? Channel.STDOUT : options.stderr() ? Channel.STDERR : Channel.ERROR;
        channels.write(lowest, new byte[0]);
        conversation.hold(program);
    }

    private static ApiResponse overSpdy(ApiRequest request, SessionOptions options, Program program) {
        var version = SpdyVersion.of(request.headers().all(VERSION));
        if (version.isEmpty()) return refusedVersion(request);
        return new ApiResponse.Upgrade(
                Headers.of(VERSION, version.get().text()),
                new Protocol.Bare(SPDY, wire -> hold(wire, version.get(), options, program)));
    }

    /// Upstream's `httpstream.Handshake`.
    private static ApiResponse refusedVersion(ApiRequest request) {
        var headers = Headers.of("Content-Type", "text/plain; charset=utf-8");
        for (var version : SpdyVersion.values()) {
            headers = headers.with("X-Accepted-Stream-Protocol-Versions", version.text());
        }
        var text = "unable to upgrade: unable to negotiate protocol: client supports "
                + request.headers().all(VERSION) + ", server accepts "
                + names(Arrays.stream(SpdyVersion.values())
                        .map(SpdyVersion::text)
                        .toList());
        return new ApiResponse.Body(403, headers, List.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void hold(Wire wire, SpdyVersion version, SessionOptions options, Program program)
            throws InterruptedException {
        var line = new SpdyLine(wire, version, stdin(options));
        var conversation = new Conversation(line, options);
        leaveBy(wire::onGone, conversation);
        listen(line::readAll);
        if (!line.awaitStreams(streams(version, options), OPENING)) {
            LOG.info("A client did not open the streams that it asked for");
            return;
        }
        conversation.hold(program);
        line.finish(CLOSING);
    }

    private static Set<Channel> streams(SpdyVersion version, SessionOptions options) {
        var streams = EnumSet.of(Channel.ERROR);
        if (options.stdin()) streams.add(Channel.STDIN);
        if (options.stdout()) streams.add(Channel.STDOUT);
        if (options.stderr()) streams.add(Channel.STDERR);
        if (options.tty() && version.resizes()) streams.add(Channel.RESIZE);
        return streams;
    }

    private static Inlet stdin(SessionOptions options) {
        return options.stdin() ? new Inlet() : Inlet.empty();
    }

    /// Where somebody can be told that the client is gone.
    private interface Departure {
        void tell(Runnable action);
    }

    private static void leaveBy(Departure departure, Conversation conversation) {
        var runner = Thread.currentThread();
        departure.tell(() -> {
            conversation.clientLeft();
            runner.interrupt();
        });
    }

    /// What reads the client's side.
    private interface Listening {
        void run() throws InterruptedException;
    }

    /// Ends by itself when the connection does.
    private static void listen(Listening listening) {
        Thread.ofVirtual().name("client input").start(() -> {
            try {
                listening.run();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
