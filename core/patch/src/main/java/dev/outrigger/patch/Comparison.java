package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema.ListType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What sets one state of an object apart from the one before it. No field is in two of the sets.
///
/// @param added the fields that only the later state has
/// @param modified the fields with another value
/// @param removed the fields that only the earlier state had
record Comparison(FieldSet added, FieldSet modified, FieldSet removed) {

    /// Compares two states, both of this shape.
    static Comparison of(Shape shape, Value before, Value after) {
        var walk = new Walk();
        walk.compare(List.of(), shape, before, after);
        return new Comparison(walk.added.build(), walk.modified.build(), walk.removed.build());
    }

    /// This comparison without fields, and what is below them.
    Comparison without(FieldSet ignored) {
        return new Comparison(
                added.withoutTrees(ignored), modified.withoutTrees(ignored), removed.withoutTrees(ignored));
    }

    /// The fields that the later state brought about.
    FieldSet changed() {
        return modified.union(added);
    }

    private static final class Walk {
        private final FieldSet.Builder added = new FieldSet.Builder();
        private final FieldSet.Builder modified = new FieldSet.Builder();
        private final FieldSet.Builder removed = new FieldSet.Builder();

        private void compare(List<PathElement> path, Shape shape, @Nullable Value before, @Nullable Value after) {
            // Most of an object stays as it was: seen at once, with no paths made.
            if (before != null && after != null && Values.same(before, after)) return;
            var formBefore = shape.form(before);
            var formAfter = shape.form(after);
            boolean leaf;
            if (after == null) {
                leaf = compareAs(formBefore, path, shape, before, null);
            } else {
                if (before != null && formBefore != formAfter) compareAs(formBefore, path, shape, before, after);
                leaf = compareAs(formAfter, path, shape, before, after);
            }
            if (leaf) return;
            if (before == null) added.add(path);
            else if (after == null) removed.add(path);
        }

        /// Compares two values taken for one form; whether they are compared whole.
        private boolean compareAs(
                Shape.Form form, List<PathElement> path, Shape shape, @Nullable Value before, @Nullable Value after) {
            boolean whole = switch (form) {
                case SCALAR -> true;
                case LIST ->
                    shape.listType() == ListType.ATOMIC
                            || (items(before).isEmpty() && items(after).isEmpty());
                case MAP ->
                    shape.atomicMap()
                            || (members(before).isEmpty() && members(after).isEmpty());
            };
            if (whole) compareWhole(path, before, after);
            else if (form == Shape.Form.LIST) compareItems(path, shape, items(before), items(after));
            else compareMembers(path, shape, members(before), members(after));
            return whole;
        }

        private void compareWhole(List<PathElement> path, @Nullable Value before, @Nullable Value after) {
            if (before == null) added.add(path);
            else if (after == null) removed.add(path);
            else if (!Values.same(before, after)) modified.add(path);
        }

        private void compareMembers(
                List<PathElement> path, Shape shape, Map<String, Value> before, Map<String, Value> after) {
            var names = new LinkedHashSet<>(before.keySet());
            names.addAll(after.keySet());
            for (String name : names) {
                var member = shape.member(name);
                if (member.isEmpty()) continue;
                var below = FieldSet.plus(path, new PathElement.Field(name));
                compare(below, member.get(), before.get(name), after.get(name));
            }
        }

        private void compareItems(List<PathElement> path, Shape shape, List<Value> before, List<Value> after) {
            var earlier = ListItems.byPlace(shape, before);
            var later = ListItems.byPlace(shape, after);
            var places = new TreeSet<>(earlier.keySet());
            places.addAll(later.keySet());
            for (PathElement place : places) {
                var below = FieldSet.plus(path, place);
                compareItem(
                        below,
                        shape.items(),
                        earlier.getOrDefault(place, List.of()),
                        later.getOrDefault(place, List.of()));
            }
        }

        /// Compares what two states hold at one place of a list; more than one item there is one field, owned
        /// whole.
        private void compareItem(List<PathElement> path, Shape item, List<Value> before, List<Value> after) {
            if (before.size() <= 1 && after.size() <= 1) {
                compare(
                        path,
                        item,
                        before.isEmpty() ? null : before.getFirst(),
                        after.isEmpty() ? null : after.getFirst());
            } else if (before.size() > 1 && after.size() > 1) {
                if (!Values.same(new Value.Array(before), new Value.Array(after))) modified.add(path);
            } else if (before.size() > 1) {
                if (!after.isEmpty()) compare(path, item, null, after.getFirst());
                removed.add(path);
            } else {
                if (!before.isEmpty()) compare(path, item, before.getFirst(), null);
                added.add(path);
            }
        }

        private static List<Value> items(@Nullable Value value) {
            return value instanceof Value.Array(var items) ? items : List.of();
        }

        private static Map<String, Value> members(@Nullable Value value) {
            return value instanceof Value.Struct(var members) ? members : Map.of();
        }
    }
}
