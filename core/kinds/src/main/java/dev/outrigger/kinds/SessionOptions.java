package dev.outrigger.kinds;

import java.util.List;

/// What a client wants of a process; the members of upstream's `PodExecOptions` and `PodAttachOptions`.
///
/// @param command the command and its arguments; none where the client attaches to what runs
/// @param container the one that is meant; empty where the client named none
/// @param stdin whether the client sends input
/// @param stdout whether it wants the output
/// @param stderr whether it wants the error output apart; not where there is a terminal
/// @param tty whether it is a terminal
public record SessionOptions(
        List<String> command, String container, boolean stdin, boolean stdout, boolean stderr, boolean tty) {
    public SessionOptions {
        command = List.copyOf(command);
    }
}
