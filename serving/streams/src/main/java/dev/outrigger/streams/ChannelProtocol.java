package dev.outrigger.streams;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The WebSocket subprotocols that carry the streams of a process: each message is a channel's number and bytes.
enum ChannelProtocol {
    /// The client can close single channels, and so end the input.
    V5("v5.channel.k8s.io", Outcome.Form.STATUS, Coding.BINARY),
    /// The outcome is a `Status`.
    V4("v4.channel.k8s.io", Outcome.Form.STATUS, Coding.BINARY),
    /// The same in text messages.
    V4_BASE64("v4.base64.channel.k8s.io", Outcome.Form.STATUS, Coding.BASE64),
    /// The outcome is a sentence.
    FIRST("channel.k8s.io", Outcome.Form.TEXT, Coding.BINARY),
    /// The same in text messages.
    FIRST_BASE64("base64.channel.k8s.io", Outcome.Form.TEXT, Coding.BASE64);

    private final String text;
    private final Outcome.Form form;
    private final Coding coding;

    ChannelProtocol(String text, Outcome.Form form, Coding coding) {
        this.text = text;
        this.form = form;
        this.coding = coding;
    }

    /// How bytes stand in a message.
    enum Coding {
        /// The channel is a byte, what follows are the bytes.
        BINARY,
        /// The channel is a digit, what follows is base64.
        BASE64
    }

    /// What is spoken with a client: the first that it offers and this server knows. Who offers none speaks the first
    /// protocol unnamed.
    ///
    /// @return empty where none of what it offers is known
    static Optional<ChannelProtocol> of(List<String> offered) {
        if (offered.isEmpty()) return Optional.of(FIRST);
        return offered.stream()
                .flatMap(name -> Arrays.stream(values()).filter(one -> one.text.equals(name)))
                .findFirst();
    }

    String text() {
        return text;
    }

    Outcome.Form form() {
        return form;
    }

    Coding coding() {
        return coding;
    }

    /// Whether the client closes single channels.
    boolean closesChannels() {
        return this == V5;
    }
}
