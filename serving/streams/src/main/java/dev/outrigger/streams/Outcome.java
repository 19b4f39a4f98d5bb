package dev.outrigger.streams;

import dev.outrigger.codec.Json;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Status;
import dev.outrigger.meta.Value;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What became of a process.
sealed interface Outcome {
    /// It ended.
    record Exited(int code) implements Outcome {}

    /// It did not get that far.
    record Refused(Status status) implements Outcome {}

    /// How a client hears of it on the error stream.
    enum Form {
        /// As a sentence, and nothing of success: the protocols before version 4.
        TEXT,
        /// As a `Status`.
        STATUS
    }

    /// The author's code failed.
    static Outcome failed() {
        return new Refused(Status.failure(
                500,
                Status.Reason.INTERNAL_ERROR,
                "Internal error occurred: this server failed to run the command; its log says why",
                Optional.empty()));
    }

    /// It was refused.
    static Outcome refused(ApiException why) {
        return new Refused(why.status());
    }

    /// What is written on the error stream; empty for nothing.
    default byte[] written(Form form) {
        return switch (form) {
            case TEXT -> text().getBytes(StandardCharsets.UTF_8);
            case STATUS -> Json.encode(status());
        };
    }

    private String text() {
        return switch (this) {
            case Exited(var code) -> code == 0 ? "" : sentence(code);
            case Refused(var status) -> status.message();
        };
    }

    private Value.Struct status() {
        return switch (this) {
            case Exited(var code) ->
                code == 0 ? Value.object("metadata", Value.Struct.EMPTY, "status", "Success") : exit(code);
            case Refused(var status) -> status.toValue();
        };
    }

    /// What clients take the exit code from (`remotecommand.NonZeroExitCodeReason` upstream).
    private static Value.Struct exit(int code) {
        var cause = Value.object("reason", "ExitCode", "message", Integer.toString(code));
        return Value.object(
                "metadata",
                Value.Struct.EMPTY,
                "status",
                "Failure",
                "message",
                sentence(code),
                "reason",
                "NonZeroExitCode",
                "details",
                Value.object("causes", Value.Array.of(cause)));
    }

    private static String sentence(int code) {
        return "command terminated with non-zero exit code: exit status " + code;
    }
}
