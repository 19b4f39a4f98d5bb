package dev.outrigger.junit;

import dev.outrigger.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Makes up texts.
final class SampleTexts {
    private static final int WORD = 8;
    private static final int ATTEMPTS = 50;

    private final Random random;
    private final Map<String, List<String>> given;

    SampleTexts(Random random, Map<String, List<String>> given) {
        this.random = random;
        this.given = given;
    }

    /// A name of Kubernetes' that was hardly ever there.
    String word() {
        return letters(WORD, 'a', 26);
    }

    /// A text that a schema allows, if one can be guessed.
    String text(Schema schema, String path) {
        var choice = given.getOrDefault(path, List.of());
        if (!choice.isEmpty()) return choice.get(random.nextInt(choice.size()));
        var pattern = schema.limits().pattern();
        return pattern.isPresent() ? matching(pattern.get(), schema) : plain(schema);
    }

    private String plain(Schema schema) {
        return switch (schema.format()) {
            case "date-time" -> time().toString();
            case "date" -> time().toString().substring(0, 10);
            case "duration" -> random.nextInt(1, 1000) + "s";
            case "byte" -> Base64.getEncoder().encodeToString(word().getBytes(StandardCharsets.UTF_8));
            case "uuid", "uuid4" ->
                new UUID(random.nextLong() & ~0xf000L | 0x4000L, random.nextLong() >>> 2 | 1L << 63).toString();
            case "ipv4" -> "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
            case "ipv6" -> "fd00::" + Integer.toHexString(random.nextInt(0xffff));
            case "cidr" -> "10." + random.nextInt(256) + ".0.0/16";
            case "email" -> word() + "@example.com";
            case "uri" -> "https://example.com/" + word();
            case "hostname" -> word() + ".example.com";
            default -> letters(length(schema), 'a', 26);
        };
    }

    private int length(Schema schema) {
        long least = schema.limits().minLength().orElse(0L);
        long most = schema.limits().maxLength().orElse(Long.MAX_VALUE);
        return (int) Math.max(least, Math.min(most, WORD));
    }

    private Instant time() {
        return Instant.ofEpochSecond(1_700_000_000L + random.nextInt(100_000_000));
    }

    /// Words of several sorts and lengths, until one fits; what is returned otherwise will be found wrong.
    private String matching(String pattern, Schema schema) {
        Pattern wanted;
        try {
            wanted = Pattern.compile(pattern);
        } catch (PatternSyntaxException _) {
            return plain(schema);
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            for (String candidate : candidates(schema)) {
                if (wanted.matcher(candidate).find()) return candidate;
            }
        }
        return plain(schema);
    }

    private List<String> candidates(Schema schema) {
        int length = length(schema);
        int some = 1 + random.nextInt(Math.max(1, length));
        return List.of(
                letters(length, 'a', 26),
                letters(some, 'a', 26),
                letters(length, 'A', 26),
                letters(some, 'A', 26),
                letters(some, '0', 10),
                letters(1, 'A', 26) + letters(Math.max(0, length - 1), 'a', 26),
                letters(3, 'a', 26) + "-" + letters(3, '0', 10),
                "v" + (1 + random.nextInt(9)) + "." + random.nextInt(10) + "." + random.nextInt(10),
                "#" + letters(6, '0', 10),
                "/" + letters(length, 'a', 26),
                word() + "." + word() + "/" + word(),
                "");
    }

    private String letters(int count, char first, int choices) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) text.append((char) (first + random.nextInt(choices)));
        return text.toString();
    }
}
