package dev.outrigger.store.sql;

import dev.outrigger.store.Store.Range;
import java.util.Arrays;

/// Which keys of the log a range selects, as bounds in the order of code points.
///
/// @param from the lower bound
/// @param inclusive whether the lower bound itself is selected
/// @param before the upper bound, not selected
record Keys(String from, boolean inclusive, String before) {
    /// Sorts behind all keys: Unicode has no character there.
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    static Keys of(Range range) {
        String prefix = range.prefix();
        boolean startIsLater = !range.startAfter().isEmpty() && compare(range.startAfter(), prefix) >= 0;
        return new Keys(startIsLater ? range.startAfter() : prefix, !startIsLater, successor(prefix));
    }

    /// The lowest text above all that start with the prefix.
    private static String successor(String prefix) {
        int[] points = prefix.codePoints().toArray();
        for (int i = points.length - 1; i >= 0; i--) {
            if (points[i] == Character.MAX_CODE_POINT) continue;
            // No character lies among the surrogates.
            points[i] = points[i] + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : points[i] + 1;
            return new String(points, 0, i + 1);
        }
        return prefix + LAST;
    }

    private static int compare(String left, String right) {
        return Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray());
    }
}
