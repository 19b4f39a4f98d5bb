package dev.outrigger.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.outrigger.codec.DecodeException;
import dev.outrigger.codec.Json;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.ApiResponse;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// What every answer must be, whatever was asked.
final class FuzzChecks {
    private static final long LONGEST_NANOS = 10_000_000_000L;
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    /// What shows that an answer tells of this program's inside.
    private static final Pattern INSIDE =
            Pattern.compile("(java|javax|jdk|com|org|io|dev)\\.[a-z]+\\.[\\w.$]*[A-Z]\\w*|\\tat |Exception in thread"
                    + "|NullPointerException|ClassCastException|IndexOutOfBounds|IllegalState|IllegalArgument"
                    + "|StackOverflow|OutOfMemory|Cannot invoke \"");

    private FuzzChecks() {}

    /// A message that a client may see; it may repeat what the client sent.
    static void message(byte[] sent, String message) {
        if (message == null || message.isBlank()) throw new AssertionError("a refusal without a message");
        boolean inside = INSIDE.matcher(message).find() && !repeats(sent);
        if (inside) throw new AssertionError("tells of the inside: " + message);
    }

    private static boolean repeats(byte[] sent) {
        return INSIDE.matcher(new String(sent, ISO_8859_1)).find();
    }

    /// What was written and read again.
    static void same(byte[] before, byte[] after) {
        if (Arrays.equals(before, after)) return;
        throw new AssertionError(new String(before, UTF_8) + " became " + new String(after, UTF_8));
    }

    /// What was written and read again.
    static void same(Value before, Value after) {
        if (!before.equals(after)) throw new AssertionError(before + " became " + after);
    }

    /// @param echoed what the client sent, which messages may repeat
    static void answer(String request, byte[] echoed, ApiResponse answer, long nanos) {
        if (nanos > LONGEST_NANOS) fail(request, "took " + nanos / 1_000_000 + " ms", "");
        answer.headers().forEach((name, value) -> header(request, name, value));
        switch (answer) {
            case ApiResponse.Body(var status, var headers, var parts) ->
                body(request, echoed, status, headers.first("Content-Type").orElse(""), joined(parts));
            case ApiResponse.Stream stream -> status(request, stream.status(), "a stream");
            case ApiResponse.Upgrade upgrade -> status(request, upgrade.status(), "an upgrade");
        }
    }

    static void body(String request, byte[] echoed, int code, String mediaType, byte[] body) {
        var text = new String(body, UTF_8);
        status(request, code, text);
        if (body.length > MOST_BYTES + 8 * echoed.length) fail(request, body.length + " bytes", "");
        if (code >= 400 && INSIDE.matcher(text).find() && !repeats(echoed)) fail(request, "tells of the inside", text);
        if (mediaType.startsWith("application/json") && body.length > 0) json(request, code, body);
    }

    private static void json(String request, int code, byte[] body) {
        try {
            var value = Json.decode(body).value();
            if (code < 400 || !(value instanceof Value.Struct object)) return;
            boolean isStatus = object.text("kind").orElse("").equals("Status");
            if (isStatus && !object.get("code").equals(java.util.Optional.of(Value.of(code)))) {
                fail(request, "the code is not that of the answer, " + code, new String(body, UTF_8));
            }
            if (!isStatus && object.get("paths").isEmpty()) fail(request, "no Status", new String(body, UTF_8));
        } catch (DecodeException e) {
            fail(request, "not JSON: " + e.getMessage(), new String(body, UTF_8));
        }
    }

    /// 504 is a resourceVersion that is not reached in time.
    private static void status(String request, int code, String text) {
        if (code < 100 || code >= 500 && code != 504) fail(request, "was answered " + code, text);
    }

    private static void header(String request, String name, String value) {
        boolean plain = value.chars().allMatch(c -> c == '\t' || c >= ' ' && c <= '~' || c >= 0x80 && c <= 0xff);
        if (!plain) fail(request, "a header that cannot be sent: " + name, value);
    }

    private static byte[] joined(List<byte[]> parts) {
        var all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static void fail(String request, String what, String text) {
        throw new AssertionError(request + ": " + what + (text.isEmpty() ? "" : "\n" + text));
    }
}
