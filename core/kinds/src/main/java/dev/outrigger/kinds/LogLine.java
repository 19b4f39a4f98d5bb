package dev.outrigger.kinds;

import java.time.Instant;

/// A line of a log.
///
/// @param time when it was written
/// @param text the line, without its end
public record LogLine(Instant time, String text) {}
