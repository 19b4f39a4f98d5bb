package dev.outrigger.http;

import dev.outrigger.pipeline.ApiResponse;
import java.time.Duration;

/// How long the server waits for its clients.
///
/// @param idle for the next request, or the rest of one, on a connection that no answer is due on
/// @param stall for a client to take some of what was written to it
/// @param linger for the rest of a body that was refused, before the connection is closed; closing at once could take
///     the refusal away from under the client
/// @param body for a request's body to come whole
/// @param process for a client to take some of what a process wrote; upstream's `--streaming-connection-idle-timeout`
record Patience(Duration idle, Duration stall, Duration linger, Duration body, Duration process) {
    static final Patience USUAL =
            new Patience(Duration.ofSeconds(90), Duration.ofMinutes(2), Duration.ofSeconds(5), Duration.ofSeconds(60));

    Patience(Duration idle, Duration stall, Duration linger, Duration body) {
        this(idle, stall, linger, body, Duration.ofHours(4));
    }

    /// How long a client may take nothing of a stream.
    Duration stall(ApiResponse.Purpose purpose) {
        return switch (purpose) {
            case EVENTS -> stall;
            case PROCESS -> process;
        };
    }
}
