package dev.outrigger.kinds;

import java.time.Instant;
import java.util.Optional;

/// What a client wants to read of a log; the members of upstream's `PodLogOptions`.
///
/// [LogSink] minds `timestamps`, `since`, `tailLines` and `limitBytes` for lines that have a time. What is left to the
/// author is `follow`, and `previous` and `container` where they mean something.
///
/// @param container the one whose log is meant; empty where the client named none
/// @param follow whether lines that come later are wanted too
/// @param previous whether the log of what ran before is wanted
/// @param since what is older is not wanted; `sinceSeconds` counted back from now, or `sinceTime`
/// @param timestamps whether each line begins with its time
/// @param tailLines how many of the last lines are wanted; empty for all
/// @param limitBytes how many bytes are wanted at most; empty for all
public record LogOptions(
        String container,
        boolean follow,
        boolean previous,
        Optional<Instant> since,
        boolean timestamps,
        Optional<Long> tailLines,
        Optional<Long> limitBytes) {}
