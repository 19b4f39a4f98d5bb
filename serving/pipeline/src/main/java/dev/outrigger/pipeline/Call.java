package dev.outrigger.pipeline;

import dev.outrigger.meta.Caller;

/// A request that passed the gates: what it is about and who makes it.
///
/// @param request the request
/// @param info what it is about
/// @param caller who makes it
public record Call(ApiRequest request, RequestInfo info, Caller caller) {}
