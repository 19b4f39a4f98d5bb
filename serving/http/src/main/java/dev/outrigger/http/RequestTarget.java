package dev.outrigger.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The request target of a request line, split and decoded.
///
/// @param path the path, percent-decoded once
/// @param query what follows the `?`, as it came; empty where nothing does
record RequestTarget(String path, String query) {

    /// Reads a target in origin form (`/path?query`) or absolute form (`https://host/path?query`).
    ///
    /// @return nothing where it has another form, a bad percent escape, or a path that is not UTF-8
    static Optional<RequestTarget> parse(String raw) {
        var target = withoutAuthority(raw);
        if (!target.startsWith("/")) return Optional.empty();
        int question = target.indexOf('?');
        var query = question < 0 ? "" : target.substring(question + 1);
        return decode(question < 0 ? target : target.substring(0, question))
                .map(path -> new RequestTarget(path, query));
    }

    private static String withoutAuthority(String raw) {
        boolean absolute = raw.startsWith("https://") || raw.startsWith("http://");
        if (!absolute) return raw;
        int authority = raw.indexOf("//") + 2;
        int slash = raw.indexOf('/', authority);
        int question = raw.indexOf('?', authority);
        if (slash >= 0 && (question < 0 || slash < question)) return raw.substring(slash);
        return question < 0 ? "/" : "/" + raw.substring(question);
    }

    private static Optional<String> decode(String text) {
        if (text.indexOf('%') < 0) return Optional.of(text);
        var bytes = ByteBuffer.allocate(text.length() * 3);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                bytes.put(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) return Optional.empty();
            bytes.put((byte) (high << 4 | low));
            i += 2;
        }
        try {
            var decoder = StandardCharsets.UTF_8.newDecoder();
            return Optional.of(decoder.decode(bytes.flip()).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
