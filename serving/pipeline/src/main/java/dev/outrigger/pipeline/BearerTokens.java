package dev.outrigger.pipeline;

import java.util.Locale;

/// Refuses bearer tokens: this server was given no method that could check one.
///
/// A token that nothing vouches for is no anonymous request: it is answered with 401, on health paths too. Asked after
/// the authenticators whose success makes a token irrelevant, such as [ClientCertificates].
public final class BearerTokens implements Authenticator {

    /// An authenticator that knows no token.
    public BearerTokens() {}

    @Override
    public Outcome authenticate(ApiRequest request) {
        var words = request.headers().first("Authorization").orElse("").strip().split(" ", 3);
        boolean token = words.length > 1 && words[0].toLowerCase(Locale.ROOT).equals("bearer") && !words[1].isEmpty();
        if (token) return new Outcome.Rejected("invalid bearer token");
        return WebSocketOffer.of(request).map(offer -> judged(offer.token())).orElseGet(Outcome.NotMine::new);
    }

    private static Outcome judged(WebSocketOffer.Token token) {
        return switch (token) {
            case WebSocketOffer.Token.Absent _ -> new Outcome.NotMine();
            case WebSocketOffer.Token.Present _ -> new Outcome.Rejected("invalid bearer token");
            case WebSocketOffer.Token.Malformed(var why) -> new Outcome.Rejected(why);
        };
    }
}
