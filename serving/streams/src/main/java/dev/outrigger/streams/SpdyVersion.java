package dev.outrigger.streams;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The versions of the remote command protocol over SPDY, by upstream's `X-Stream-Protocol-Version`.
enum SpdyVersion {
    /// The outcome is a `Status`.
    V4("v4.channel.k8s.io"),
    /// There is a stream for the sizes of the terminal.
    V3("v3.channel.k8s.io"),
    /// The error stream is closed apart.
    V2("v2.channel.k8s.io"),
    /// The first, which clients do not name.
    V1("channel.k8s.io");

    private final String text;

    SpdyVersion(String text) {
        this.text = text;
    }

    /// What is spoken with a client: the first that it offers and this server knows.
    ///
    /// @return empty where none of what it offers is known
    static Optional<SpdyVersion> of(List<String> offered) {
        if (offered.isEmpty()) return Optional.of(V1);
        return offered.stream()
                .flatMap(name -> Arrays.stream(values()).filter(one -> one.text.equals(name)))
                .findFirst();
    }

    String text() {
        return text;
    }

    Outcome.Form form() {
        return this == V4 ? Outcome.Form.STATUS : Outcome.Form.TEXT;
    }

    /// Whether a client with a terminal opens a stream for its sizes.
    boolean resizes() {
        return this == V4 || this == V3;
    }
}
