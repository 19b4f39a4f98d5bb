package dev.outrigger.pipeline;

/// What the front door hands requests to, each on a virtual thread of its own.
public interface Handler {

    /// How a request is handled.
    enum Manner {
        /// With little work: it takes some microseconds, and waits only as virtual threads do, parked. Such a request
        /// may
        /// be answered on a thread that many connections share.
        BRIEF,
        /// With as much work and time as it takes.
        USUAL,
        /// While it comes: a body that it has is not read before, so that it is [ApiRequest.Body.Incoming], of any
        /// length; and the thread is interrupted where the client goes away before there is an answer.
        STREAMED
    }

    /// Answers one request. It throws nothing: what goes wrong is an answer too.
    ApiResponse handle(ApiRequest request);

    /// How such a request is handled. Must not wait.
    ///
    /// @param head the request without its body
    default Manner manner(ApiRequest head) {
        return Manner.USUAL;
    }
}
