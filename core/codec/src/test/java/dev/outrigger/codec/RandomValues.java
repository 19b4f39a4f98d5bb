package dev.outrigger.codec;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;

/// Makes values at random, the same for the same seed, with a taste for awkward texts and numbers.
final class RandomValues {
    private static final List<String> AWKWARD = List.of(
            "",
            " ",
            "\n",
            "\r\n",
            "a\nb",
            "\n a",
            " lead",
            "trail ",
            "\t",
            "\u0000",
            "\u001f",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u2028",
            "\ufeff",
            "\uffff",
            "😀",
            "ä",
            "<a>&",
            "\"",
            "'",
            "\\",
            "yes",
            "No",
            "y",
            "~",
            "null",
            "true",
            "1",
            "-1",
            "1.5",
            "1e3",
            "0x1",
            "0o7",
            "0777",
            "1_0",
            ".5",
            ".inf",
            ".nan",
            "+.inf",
            "1:2:3",
            "2026-01-02",
            "2026-01-02 03:04:05",
            "- a",
            "a: b",
            "# c",
            "a #b",
            "&a",
            "*a",
            "!a",
            "%a",
            "@a",
            "`a",
            "{",
            "}",
            "[a]",
            ",",
            "?",
            "? a",
            ":",
            "---",
            "...",
            "--- a",
            "<<",
            "=",
            "|",
            ">",
            "a:",
            "word ".repeat(40),
            "x".repeat(200));

    private final Random random;

    RandomValues(long seed) {
        random = new Random(seed);
    }

    Value value(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> random.nextInt(4) == 0 ? Value.NULL : Value.of(random.nextBoolean());
            case 1 -> Value.of(integer());
            case 2 -> real();
            case 3, 4 -> Value.of(text());
            case 5 -> list(depth);
            default -> object(depth);
        };
    }

    Value.Struct object(int depth) {
        var members = new LinkedHashMap<String, Value>();
        for (int left = random.nextInt(6); left > 0; left--) members.put(text(), value(depth - 1));
        return new Value.Struct(members);
    }

    private Value list(int depth) {
        var items = new ArrayList<Value>();
        for (int left = random.nextInt(5); left > 0; left--) items.add(value(depth - 1));
        return new Value.Array(items);
    }

    private long integer() {
        return random.nextLong() >> random.nextInt(64);
    }

    /// A double that is no integer, since a whole one comes back from JSON as an integer.
    private Value.Real real() {
        while (true) {
            double number =
                    random.nextBoolean() ? Double.longBitsToDouble(random.nextLong()) : random.nextInt(10_000) / 8.0;
            if (Double.isFinite(number) && number != Math.rint(number)) return new Value.Real(number);
        }
    }

    private String text() {
        if (random.nextInt(3) == 0) return AWKWARD.get(random.nextInt(AWKWARD.size()));
        var text = new StringBuilder();
        for (int left = random.nextInt(12); left > 0; left--) text.appendCodePoint(codePoint());
        return text.toString();
    }

    private int codePoint() {
        return switch (random.nextInt(12)) {
            case 0 -> random.nextInt(0x80);
            case 1 -> 0x80 + random.nextInt(0x780);
            case 2 -> 0xe000 + random.nextInt(0x1fff);
            case 3 -> 0x10000 + random.nextInt(0x100000);
            case 4 -> "-:#,[]{}&*!|>'\"%@` \n".charAt(random.nextInt(20));
            default -> 'a' + random.nextInt(26);
        };
    }
}
