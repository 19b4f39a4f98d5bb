package dev.outrigger.pipeline;

/// Decides whether a caller may do what a request asks.
public interface Authorizer {

    /// Decides about one request. It is called on a thread that may wait.
    ///
    /// @throws InterruptedException where the request is given up meanwhile
    Decision authorize(Call call) throws InterruptedException;

    /// The decision.
    sealed interface Decision {
        /// The request may go on.
        Decision ALLOW = new Allow();

        /// The request is refused, and there is no more to say.
        Decision DENY = new Deny("");

        /// Nothing to say.
        Decision NO_OPINION = new NoOpinion("");

        /// The request may go on.
        record Allow() implements Decision {}

        /// The request is refused, whatever another authorizer says.
        ///
        /// @param reason told to the client; may be empty
        record Deny(String reason) implements Decision {}

        /// This authorizer has nothing to say; refused where nobody allows it.
        ///
        /// @param reason told to the client; may be empty
        record NoOpinion(String reason) implements Decision {}

        /// This authorizer could not find out. Where nobody else allows or refuses the request it is answered with
        /// 500: whoever asked may be allowed to.
        ///
        /// @param why for the log; never told to the client
        record Failed(String why) implements Decision {}
    }
}
