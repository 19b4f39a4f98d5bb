package dev.outrigger.pipeline;

import java.util.Locale;

/// Identifies callers by their bearer tokens, in `Authorization` or among the subprotocols of a WebSocket.
///
/// A token that nothing vouches for is no anonymous request: it is answered with 401, on health paths too. Asked after
/// the authenticators whose success makes a token irrelevant, such as [ClientCertificates].
public final class BearerTokens implements Authenticator {
    private final Judge judge;

    /// Knows whose a token is.
    public interface Judge {
        /// Whose it is; [Outcome.Rejected] where it is nobody's or that cannot be found out. It is called on a thread
        /// that may wait.
        ///
        /// @throws InterruptedException where the request is given up meanwhile
        Outcome judge(String token) throws InterruptedException;
    }

    /// An authenticator that knows no token: this server was given no method that could check one.
    public BearerTokens() {
        this(_ -> new Outcome.Rejected("invalid bearer token"));
    }

    /// An authenticator that asks about each token.
    public BearerTokens(Judge judge) {
        this.judge = judge;
    }

    @Override
    public Outcome authenticate(ApiRequest request) throws InterruptedException {
        var words = request.headers().first("Authorization").orElse("").strip().split(" ", 3);
        boolean token = words.length > 1 && words[0].toLowerCase(Locale.ROOT).equals("bearer") && !words[1].isEmpty();
        if (token) return judge.judge(words[1]);
        var offer = WebSocketOffer.of(request);
        return offer.isEmpty() ? new Outcome.NotMine() : judged(offer.get().token());
    }

    private Outcome judged(WebSocketOffer.Token token) throws InterruptedException {
        return switch (token) {
            case WebSocketOffer.Token.Absent _ -> new Outcome.NotMine();
            case WebSocketOffer.Token.Present(var text) -> judge.judge(text);
            case WebSocketOffer.Token.Malformed(var why) -> new Outcome.Rejected(why);
        };
    }

    /// Nobody behind the gates needs it, and what nobody has cannot be handed on.
    @Override
    public boolean owns(String header) {
        return header.equalsIgnoreCase("Authorization");
    }
}
