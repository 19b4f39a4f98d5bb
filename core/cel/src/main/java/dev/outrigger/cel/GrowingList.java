package dev.outrigger.cel;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/// A list made by `+`. Adding to the longest list that shares its items takes no copy, so that a loop which adds one
/// item at a time takes time in proportion to its turns. Belongs to one evaluation.
final class GrowingList extends AbstractList<Object> implements RandomAccess {
    private final ArrayList<Object> shared;
    private final int size;

    private GrowingList(ArrayList<Object> shared) {
        this.shared = shared;
        this.size = shared.size();
    }

    /// The two lists, one after the other. What is copied is charged beyond the price of the call.
    static List<?> concat(Frame frame, List<?> left, List<?> right) {
        if (right.isEmpty()) return left;
        if (left.isEmpty() && !(right instanceof GrowingList)) left = new GrowingList(new ArrayList<>());
        if (left instanceof GrowingList growing && growing.shared.size() == growing.size) {
            frame.charge(right.size() / 10);
            growing.shared.addAll(right);
            return new GrowingList(growing.shared);
        }
        frame.charge((left.size() + right.size()) / 10);
        var joined = new ArrayList<Object>(left.size() + right.size());
        joined.addAll(left);
        joined.addAll(right);
        return new GrowingList(joined);
    }

    @Override
    public Object get(int index) {
        if (index >= size) throw new IndexOutOfBoundsException(index);
        return shared.get(index);
    }

    @Override
    public int size() {
        return size;
    }
}
