package dev.outrigger.kinds;

import dev.outrigger.meta.Caller;

/// Who asks for computed objects, and where.
///
/// @param caller who asks
/// @param namespace the namespace that is asked for; empty for all of them
public record View(Caller caller, String namespace) {}
