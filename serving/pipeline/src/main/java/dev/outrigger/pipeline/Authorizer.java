package dev.outrigger.pipeline;

/// Decides whether a caller may do what a request asks.
public interface Authorizer {

    /// Decides about one request.
    Decision authorize(Call call);

    /// The decision.
    enum Decision {
        /// The request may go on.
        ALLOW,
        /// The request is refused, whatever another authorizer says.
        DENY,
        /// This authorizer has nothing to say; refused where nobody allows it.
        NO_OPINION
    }
}
