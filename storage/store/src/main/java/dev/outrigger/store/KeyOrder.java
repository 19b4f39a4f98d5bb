package dev.outrigger.store;

import java.util.Comparator;

/// The order of keys: by their UTF-8 bytes, which is the order of their code points.
final class KeyOrder {
    private static final Comparator<String> NATURAL = Comparator.naturalOrder();
    private static final Comparator<String> CODE_POINTS = KeyOrder::compareCodePoints;

    private KeyOrder() {}

    /// An order that is right wherever one of the two keys is this one.
    ///
    /// `String.compareTo`, which the JVM vectorizes, orders UTF-16 units: that differs only where a surrogate meets
    /// a character above the surrogates, so never for a key with neither.
    static Comparator<String> around(String key) {
        return key.chars().allMatch(unit -> unit < Character.MIN_SURROGATE) ? NATURAL : CODE_POINTS;
    }

    private static int compareCodePoints(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a == b) continue;
            if (Character.isSurrogate(a) != Character.isSurrogate(b)) return Character.isSurrogate(a) ? 1 : -1;
            return a - b;
        }
        return left.length() - right.length();
    }
}
