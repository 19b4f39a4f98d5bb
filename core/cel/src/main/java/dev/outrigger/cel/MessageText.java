package dev.outrigger.cel;

import static java.nio.charset.StandardCharsets.UTF_8;

/// What a message expression may make: one line of at most 5 KiB that is not blank.
final class MessageText {
    private static final int MOST_BYTES = 5 * 1024;

    private MessageText() {}

    static boolean fits(String text) {
        var bare = text.strip();
        return !bare.isEmpty() && bare.indexOf('\n') < 0 && bare.getBytes(UTF_8).length <= MOST_BYTES;
    }
}
