package dev.outrigger.rest;

import java.time.Duration;

/// How long requests may take.
///
/// @param request the most a request takes that is no watch; its client may ask for less
/// @param watch the least a watch takes that its client sets no end to; the most is twice that
/// @param bookmark the time between two bookmarks of a watch
public record TimeLimits(Duration request, Duration watch, Duration bookmark) {
    /// Those of kube-apiserver.
    public static final TimeLimits USUAL =
            new TimeLimits(Duration.ofSeconds(60), Duration.ofMinutes(30), Duration.ofMinutes(1));

    public TimeLimits {
        if (!request.isPositive() || !watch.isPositive() || !bookmark.isPositive()) {
            throw new IllegalArgumentException("a time limit must be positive");
        }
    }

    /// The same with another limit for requests.
    public TimeLimits withRequest(Duration other) {
        return new TimeLimits(other, watch, bookmark);
    }
}
