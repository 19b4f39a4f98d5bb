package dev.outrigger.kinds;

import org.jspecify.annotations.Nullable;

/// The query of a session with what runs already, by upstream's names.
record PodAttachOptions(@Nullable String container, boolean stdin, boolean stdout, boolean stderr, boolean tty) {
    /// What the author sees.
    SessionOptions read() {
        return new PodExecOptions(null, container, stdin, stdout, stderr, tty).read();
    }
}
