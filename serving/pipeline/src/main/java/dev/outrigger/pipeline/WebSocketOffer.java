package dev.outrigger.pipeline;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a client asks for that wants to go on in WebSocket.
///
/// A browser cannot set `Authorization` there, and hands its bearer token over as a subprotocol of its own.
///
/// @param subprotocols the subprotocols it speaks, in its order, without the token's
/// @param token its bearer token, as good as it is; empty where it has none
public record WebSocketOffer(List<String> subprotocols, Token token) {
    private static final String TOKEN_PREFIX = "base64url.bearer.authorization.k8s.io.";

    public WebSocketOffer {
        subprotocols = List.copyOf(subprotocols);
    }

    /// The bearer token among the subprotocols.
    public sealed interface Token {
        /// There is none.
        record Absent() implements Token {}

        /// There is one.
        record Present(String text) implements Token {}

        /// There is something in its place that is none, with the reason.
        record Malformed(String why) implements Token {}
    }

    /// What that request offers; empty where it does not ask for WebSocket.
    public static Optional<WebSocketOffer> of(ApiRequest request) {
        var headers = request.headers();
        boolean named = headers.first("Upgrade").orElse("").equalsIgnoreCase("websocket");
        boolean upgrade = headers.all("Connection").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("upgrade"));
        return named && upgrade ? Optional.of(read(headers)) : Optional.empty();
    }

    private static WebSocketOffer read(Headers headers) {
        var subprotocols = new ArrayList<String>();
        var tokens = new ArrayList<String>();
        for (String header : headers.all("Sec-WebSocket-Protocol")) {
            for (String part : header.split(",")) {
                var protocol = part.strip();
                if (protocol.startsWith(TOKEN_PREFIX)) tokens.add(protocol.substring(TOKEN_PREFIX.length()));
                else if (!protocol.isEmpty()) subprotocols.add(protocol);
            }
        }
        return new WebSocketOffer(subprotocols, token(tokens, subprotocols.isEmpty()));
    }

    /// These rules are `NewProtocolAuthenticator`'s upstream: one token, and a subprotocol beside it that the answer
    /// can name.
    private static Token token(List<String> tokens, boolean alone) {
        if (tokens.isEmpty()) return new Token.Absent();
        if (tokens.size() > 1) return new Token.Malformed("more than one bearer token among the subprotocols");
        if (alone) return new Token.Malformed("no subprotocol beside the bearer token");
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(tokens.getFirst()));
            var text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return text.isEmpty() ? new Token.Absent() : new Token.Present(text);
        } catch (IllegalArgumentException | CharacterCodingException _) {
            return new Token.Malformed("the bearer token among the subprotocols is not base64url of UTF-8");
        }
    }
}
