package dev.outrigger.kinds;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The query of a session with a command, by upstream's names.
record PodExecOptions(
        @Nullable List<String> command,
        @Nullable String container,
        boolean stdin,
        boolean stdout,
        boolean stderr,
        boolean tty) {
    /// What the author sees. A terminal has one screen, so that there is no error output apart, as upstream has it.
    SessionOptions read() {
        return new SessionOptions(
                command == null ? List.of() : command,
                container == null ? "" : container,
                stdin,
                stdout,
                stderr && !tty,
                tty);
    }
}
