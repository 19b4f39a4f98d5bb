package dev.outrigger.pipeline;

/// What the front door hands requests to, each on a virtual thread of its own.
public interface Handler {

    /// Answers one request. It throws nothing: what goes wrong is an answer too.
    ApiResponse handle(ApiRequest request);

    /// Whether such a request is handled while it comes: a body that it has is not read before, so that it is
    /// [ApiRequest.Body.Incoming], of any length; and the thread is interrupted where the client goes away before
    /// there is an answer. Must not wait.
    ///
    /// @param head the request without its body
    default boolean streams(ApiRequest head) {
        return false;
    }
}
