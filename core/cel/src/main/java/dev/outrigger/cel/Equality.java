package dev.outrigger.cel;

import dev.cel.common.internal.ComparisonFunctions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether two values are equal: numbers by value whatever their type, lists and maps by what they hold, and lists of
/// `x-kubernetes-list-type` set and map in any order.
///
/// One comparison's work is counted, since its price in cel-go's units looks at the outermost sizes only.
final class Equality {
    /// How many values are compared for one unit of cost.
    private static final int VISITS_PER_UNIT = 10;

    private final Frame frame;
    private final long prepaid;
    private long visits;

    private Equality(Frame frame, long prepaid) {
        this.frame = frame;
        this.prepaid = prepaid;
    }

    /// Compares, and charges the frame for what goes beyond the price of the call.
    static boolean equal(Frame frame, Object a, Object b) {
        return new Equality(frame, Math.min(Sizes.of(a), Sizes.of(b))).equal(a, b);
    }

    private boolean equal(Object a, Object b) {
        visit();
        if (a == b) return !(a instanceof Double number) || !number.isNaN();
        return switch (a) {
            case Number x -> b instanceof Number y && ComparisonFunctions.numericEquals(x, y);
            case DataList x when b instanceof List<?> y && !x.ordered() -> unordered(x, y);
            case List<?> x when b instanceof DataList y && !y.ordered() -> unordered(y, x);
            case List<?> x -> b instanceof List<?> y && ordered(x, y);
            case Map<?, ?> x -> b instanceof Map<?, ?> y && maps(x, y);
            case Optional<?> x ->
                b instanceof Optional<?> y && (x.isPresent() ? y.isPresent() && equal(x.get(), y.get()) : y.isEmpty());
            default -> a.equals(b);
        };
    }

    private void visit() {
        visits++;
        if (visits > prepaid && visits % VISITS_PER_UNIT == 0) frame.charge(1);
    }

    private boolean ordered(List<?> a, List<?> b) {
        if (a.size() != b.size()) return false;
        var others = b.iterator();
        for (Object item : a) if (!equal(item, others.next())) return false;
        return true;
    }

    private boolean maps(Map<?, ?> a, Map<?, ?> b) {
        if (a.size() != b.size()) return false;
        for (var entry : a.entrySet()) {
            var other = Keys.find(b, entry.getKey());
            if (other.isEmpty() || !equal(entry.getValue(), other.get())) return false;
        }
        return !(a instanceof DataObject data) || !(b instanceof DataObject other) || data.agreesBeyond(other);
    }

    /// A set equals a list of the same items; a list of type map one with equal items under the same keys.
    private boolean unordered(DataList a, List<?> b) {
        if (a.size() != b.size()) return false;
        var byKey = a.byKey();
        Set<Object> seen = new HashSet<>();
        for (Object item : b) {
            Object key = a.keyOf(item);
            Object mine = byKey.get(key);
            if (mine == null || !equal(mine, item)) return false;
            seen.add(key);
        }
        return seen.size() == byKey.size();
    }
}
