package dev.outrigger.pipeline;

import dev.outrigger.meta.Caller;

/// Tells who makes a request, from one kind of credentials.
public interface Authenticator {

    /// Looks at the request's credentials. It is called on a thread that may wait.
    ///
    /// @throws InterruptedException where the request is given up meanwhile
    Outcome authenticate(ApiRequest request) throws InterruptedException;

    /// Whether a header field of that name is this authenticator's alone: nobody behind the gates sees it.
    default boolean owns(String header) {
        return false;
    }

    /// What an authenticator found.
    sealed interface Outcome {
        /// The credentials are good.
        record Identified(Caller caller) implements Outcome {}

        /// There are credentials of this kind and they are bad: the request is refused with 401.
        ///
        /// @param why for the log; never told to the client
        record Rejected(String why) implements Outcome {}

        /// The request has no credentials of this kind.
        record NotMine() implements Outcome {}
    }
}
