package dev.outrigger.bench;

import java.nio.charset.StandardCharsets;

/// What came back.
///
/// @param status the HTTP status
/// @param length how long the body was, as sent
/// @param body its first bytes, as many as the request wanted kept
record Answer(int status, long length, byte[] body) {
    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
