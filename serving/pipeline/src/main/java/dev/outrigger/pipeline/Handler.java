package dev.outrigger.pipeline;

/// What the front door hands requests to, each on a virtual thread of its own.
public interface Handler {

    /// Answers one request. It throws nothing: what goes wrong is an answer too.
    ApiResponse handle(ApiRequest request);
}
