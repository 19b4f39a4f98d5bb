package dev.outrigger.codec;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Strings for the member names that occur in every document, so that each is made and hashed once.
///
/// A table of fixed size in which a new name takes the place of an old one. Threads share it without a lock: a
/// string is immutable, so the worst a race does is to make one twice.
final class NameTable {
    static final NameTable SHARED = new NameTable();

    private static final int SLOTS = 1024;
    private static final int LONGEST = 40;

    private final @Nullable String[] names = new String[SLOTS];

    /// The name in these ASCII bytes.
    ///
    /// @param hash the bytes' hash by the formula of [String#hashCode()]
    String name(byte[] in, int start, int end, int hash) {
        if (end - start > LONGEST) return make(in, start, end);
        int slot = (hash ^ hash >>> 10) & SLOTS - 1;
        var known = names[slot];
        if (known != null && isIn(known, in, start, end)) return known;
        var made = make(in, start, end);
        names[slot] = made;
        return made;
    }

    private static boolean isIn(String name, byte[] in, int start, int end) {
        if (name.length() != end - start) return false;
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != in[start + i]) return false;
        }
        return true;
    }

    private static String make(byte[] in, int start, int end) {
        return new String(in, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
