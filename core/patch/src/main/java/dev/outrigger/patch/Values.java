package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Equality and order of values as structured-merge-diff has them: an integer and a double are compared as
/// numbers.
final class Values {
    private Values() {}

    /// Whether two values are equal, `1` and `1.0` included.
    static boolean same(Value left, Value right) {
        if (left == right) return true;
        return switch (left) {
            case Value.Int _, Value.Real _ -> isNumber(right) && compare(left, right) == 0;
            case Value.Array(var ours) -> right instanceof Value.Array(var theirs) && sameItems(ours, theirs);
            case Value.Struct(var ours) -> right instanceof Value.Struct(var theirs) && sameMembers(ours, theirs);
            case Value.Null _, Value.Bool _, Value.Text _ -> left.equals(right);
        };
    }

    private static boolean sameItems(List<Value> ours, List<Value> theirs) {
        if (ours.size() != theirs.size()) return false;
        for (int i = 0; i < ours.size(); i++) if (!same(ours.get(i), theirs.get(i))) return false;
        return true;
    }

    private static boolean sameMembers(Map<String, Value> ours, Map<String, Value> theirs) {
        if (ours.size() != theirs.size()) return false;
        for (var member : ours.entrySet()) {
            var other = theirs.get(member.getKey());
            if (other == null || !same(member.getValue(), other)) return false;
        }
        return true;
    }

    /// A total order: numbers, strings, booleans, lists, objects, null.
    static int compare(Value left, Value right) {
        return switch (left) {
            case Value.Int(var ours) when right instanceof Value.Int(var theirs) -> Long.compare(ours, theirs);
            case Value.Int _, Value.Real _ when isNumber(right) -> Double.compare(number(left), number(right));
            case Value.Text(var ours) when right instanceof Value.Text(var theirs) -> ours.compareTo(theirs);
            case Value.Bool(var ours) when right instanceof Value.Bool(var theirs) -> Boolean.compare(ours, theirs);
            case Value.Array(var ours) when right instanceof Value.Array(var theirs) -> compareItems(ours, theirs);
            case Value.Struct(var ours)
            when right instanceof Value.Struct(var theirs) ->
                compareMembers(new TreeMap<>(ours), new TreeMap<>(theirs));
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _, Value.Array _, Value.Struct _ ->
                Integer.compare(rank(left), rank(right));
        };
    }

    /// The order of objects: member by member, by name and then by value; the one that ends first comes first.
    static int compareMembers(SortedMap<String, Value> ours, SortedMap<String, Value> theirs) {
        var left = ours.entrySet().iterator();
        var right = theirs.entrySet().iterator();
        while (left.hasNext() && right.hasNext()) {
            var our = left.next();
            var their = right.next();
            int byName = our.getKey().compareTo(their.getKey());
            if (byName != 0) return byName;
            int byValue = compare(our.getValue(), their.getValue());
            if (byValue != 0) return byValue;
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }

    private static int compareItems(List<Value> ours, List<Value> theirs) {
        Iterator<Value> left = ours.iterator();
        Iterator<Value> right = theirs.iterator();
        while (left.hasNext() && right.hasNext()) {
            int order = compare(left.next(), right.next());
            if (order != 0) return order;
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }

    private static boolean isNumber(Value value) {
        return value instanceof Value.Int || value instanceof Value.Real;
    }

    private static double number(Value value) {
        return value instanceof Value.Int(var number) ? number : ((Value.Real) value).value();
    }

    private static int rank(Value value) {
        return switch (value) {
            case Value.Int _, Value.Real _ -> 0;
            case Value.Text _ -> 1;
            case Value.Bool _ -> 2;
            case Value.Array _ -> 3;
            case Value.Struct _ -> 4;
            case Value.Null _ -> 5;
        };
    }
}
