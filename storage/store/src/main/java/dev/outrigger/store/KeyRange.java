package dev.outrigger.store;

import java.util.Comparator;

/// Where keys lie relative to a [Store.Range].
final class KeyRange {
    private final String prefix;
    private final String startAfter;
    private final Comparator<String> prefixOrder;
    private final Comparator<String> startOrder;

    KeyRange(Store.Range range) {
        prefix = range.prefix();
        startAfter = range.startAfter();
        prefixOrder = KeyOrder.around(prefix);
        startOrder = KeyOrder.around(startAfter);
    }

    /// Negative for a key before the range, 0 inside, positive behind; never falls from one key to the next.
    int side(String key) {
        if (!key.startsWith(prefix)) return prefixOrder.compare(key, prefix);
        return !startAfter.isEmpty() && startOrder.compare(key, startAfter) <= 0 ? -1 : 0;
    }
}
