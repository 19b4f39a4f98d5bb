package dev.outrigger.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Inputs like those that are kept, changed at random; the same ones for the same seed.
final class FuzzMutations {
    private static final List<String> WORDS = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e400",
            "9223372036854775808",
            "0.1",
            "\"\"",
            "{}",
            "[]",
            "[{}]",
            "{\"\":{}}",
            "metadata",
            "managedFields",
            "f:spec",
            "$patch",
            "delete",
            "replace",
            "$retainKeys",
            "$setElementOrder/finalizers",
            "$deleteFromPrimitiveList/finalizers",
            "/metadata/finalizers/-",
            "~0",
            "~1",
            "-",
            "%00",
            "%2F",
            "%",
            "..",
            "//",
            ",",
            "=",
            "!=",
            " in (",
            " notin (a,b)",
            "!",
            "(",
            ")",
            "&",
            ";",
            "watch=true",
            "limit=1",
            "continue=",
            "resourceVersion=0",
            "resourceVersionMatch=Exact",
            "sendInitialEvents=true",
            "application/json;as=Table;v=v1;g=meta.k8s.io",
            "*/*",
            ";q=",
            "*a",
            "&a ",
            "<<: ",
            "- ",
            ": ",
            "|\n",
            "---\n",
            "!!binary ",
            "\u0000",
            "\ud83d\ude00",
            "\u2028",
            "\ufeff");

    private final Random random;
    private final List<byte[]> kept;

    FuzzMutations(long seed, List<byte[]> kept) {
        this.random = new Random(seed);
        this.kept = kept;
    }

    byte[] next() {
        var input = pick();
        for (int left = 1 + random.nextInt(4); left > 0; left--) input = changed(input);
        return input;
    }

    private byte[] pick() {
        return kept.get(random.nextInt(kept.size()));
    }

    private byte[] changed(byte[] input) {
        int from = random.nextInt(input.length + 1);
        int to = Math.min(input.length, from + 1 + random.nextInt(12));
        return switch (random.nextInt(8)) {
            case 0 -> replaced(input, from, to, new byte[0]);
            case 1 -> replaced(input, from, from, word());
            case 2 -> replaced(input, from, to, word());
            case 3 -> replaced(input, from, from, Arrays.copyOfRange(input, from, to));
            case 4 -> spliced(input, from);
            case 5 -> replaced(input, from, Math.min(input.length, from + 1), new byte[] {(byte) random.nextInt(256)});
            case 6 -> flipped(input);
            default -> Arrays.copyOf(input, from);
        };
    }

    private byte[] word() {
        return WORDS.get(random.nextInt(WORDS.size())).getBytes(UTF_8);
    }

    private byte[] spliced(byte[] input, int from) {
        var other = pick();
        int start = random.nextInt(other.length + 1);
        return replaced(input, from, input.length, Arrays.copyOfRange(other, start, other.length));
    }

    private byte[] flipped(byte[] input) {
        if (input.length == 0) return input;
        var flipped = input.clone();
        flipped[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    private static byte[] replaced(byte[] input, int from, int to, byte[] by) {
        var out = new ByteArrayOutputStream();
        out.write(input, 0, from);
        out.writeBytes(by);
        out.write(input, to, input.length - to);
        return out.toByteArray();
    }
}
