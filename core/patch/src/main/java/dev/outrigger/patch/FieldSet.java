package dev.outrigger.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// An immutable set of field paths, kept as a tree. A field in the set says nothing about the fields below it:
/// `.a` and `.a.b` are two members.
record FieldSet(NavigableMap<PathElement, Node> nodes) {
    static final FieldSet EMPTY = new FieldSet(new TreeMap<>());

    /// What is known below one element: whether the element itself is in the set, and which fields below it
    /// are.
    record Node(boolean member, FieldSet below) {
        static final Node LEAF = new Node(true, EMPTY);

        boolean isEmpty() {
            return !member && below.isEmpty();
        }
    }

    /// Takes the map over; it may hold no empty nodes.
    FieldSet {}

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    /// The set of one path; the empty path is in no set.
    static FieldSet of(List<PathElement> path) {
        if (path.isEmpty()) return EMPTY;
        var rest = path.subList(1, path.size());
        return single(path.getFirst(), rest.isEmpty() ? Node.LEAF : new Node(false, of(rest)));
    }

    /// The set of the members of the root with these names.
    static FieldSet ofFields(String... names) {
        return of(
                List.of(names).stream().<PathElement>map(PathElement.Field::new).toList());
    }

    private static FieldSet single(PathElement element, Node node) {
        var nodes = new TreeMap<PathElement, Node>();
        nodes.put(element, node);
        return new FieldSet(nodes);
    }

    boolean has(List<PathElement> path) {
        if (path.isEmpty()) return false;
        var node = nodes.get(path.getFirst());
        if (node == null) return false;
        return path.size() == 1 ? node.member : node.below.has(path.subList(1, path.size()));
    }

    /// Whether the element itself is in the set.
    boolean hasMember(PathElement element) {
        var node = nodes.get(element);
        return node != null && node.member;
    }

    /// The fields below an element, with paths that start there.
    FieldSet below(PathElement element) {
        var node = nodes.get(element);
        return node == null ? EMPTY : node.below;
    }

    /// Whether there are fields below an element.
    boolean hasChildren(PathElement element) {
        return !below(element).isEmpty();
    }

    /// What is in either set.
    FieldSet union(FieldSet other) {
        if (isEmpty()) return other;
        if (other.isEmpty()) return this;
        var all = new TreeMap<>(nodes);
        other.nodes.forEach((element, theirs) ->
                all.merge(element, theirs, (a, b) -> new Node(a.member || b.member, a.below.union(b.below))));
        return new FieldSet(all);
    }

    /// What is in both sets.
    FieldSet intersection(FieldSet other) {
        var common = new TreeMap<PathElement, Node>();
        nodes.forEach((element, ours) -> {
            var theirs = other.nodes.get(element);
            if (theirs == null) return;
            put(common, element, new Node(ours.member && theirs.member, ours.below.intersection(theirs.below)));
        });
        return new FieldSet(common);
    }

    /// What is in this set and not in the other. A field stays where the other has only what is above or below
    /// it.
    FieldSet difference(FieldSet other) {
        if (other.isEmpty()) return this;
        var left = new TreeMap<PathElement, Node>();
        nodes.forEach((element, ours) -> {
            var theirs = other.nodes.get(element);
            if (theirs == null) left.put(element, ours);
            else put(left, element, new Node(ours.member && !theirs.member, ours.below.difference(theirs.below)));
        });
        return new FieldSet(left);
    }

    /// What is in this set, and neither in the other nor below a field in the other.
    FieldSet withoutTrees(FieldSet other) {
        if (other.isEmpty()) return this;
        var left = new TreeMap<PathElement, Node>();
        nodes.forEach((element, ours) -> {
            var theirs = other.nodes.get(element);
            if (theirs == null) left.put(element, ours);
            else if (!theirs.member) put(left, element, new Node(ours.member, ours.below.withoutTrees(theirs.below)));
        });
        return new FieldSet(left);
    }

    /// This set, with every declared field that has members below it. So `.a.b` also brings in `.a`, where `a`
    /// is a declared field and no key of a map.
    FieldSet withNamedFields(Optional<Shape> shape) {
        var all = new TreeMap<PathElement, Node>();
        nodes.forEach((element, node) -> {
            boolean named = !node.below.isEmpty()
                    && shape.filter(at -> at.declares(element)).isPresent();
            var below = node.below.withNamedFields(shape.flatMap(at -> at.below(element)));
            all.put(element, new Node(node.member || named, below));
        });
        return new FieldSet(all);
    }

    /// The paths, in upstream's order: those of one level before those below it.
    List<List<PathElement>> paths() {
        var paths = new ArrayList<List<PathElement>>();
        collect(List.of(), paths);
        return paths;
    }

    private void collect(List<PathElement> prefix, List<List<PathElement>> paths) {
        nodes.forEach((element, node) -> {
            if (node.member) paths.add(plus(prefix, element));
        });
        nodes.forEach((element, node) -> node.below.collect(plus(prefix, element), paths));
    }

    /// A path, one step longer.
    static List<PathElement> plus(List<PathElement> path, PathElement element) {
        var longer = new ArrayList<PathElement>(path.size() + 1);
        longer.addAll(path);
        longer.add(element);
        return longer;
    }

    /// Calls with each element of the first level.
    void forEach(BiConsumer<PathElement, Node> action) {
        nodes.forEach(action);
    }

    private static void put(Map<PathElement, Node> nodes, PathElement element, Node node) {
        if (!node.isEmpty()) nodes.put(element, node);
    }

    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        for (var path : paths()) lines.add(text(path));
        return String.join("\n", lines);
    }

    /// A path as messages show it: `.spec.ports[name="http"].port`.
    static String text(List<PathElement> path) {
        var text = new StringBuilder();
        path.forEach(text::append);
        return text.toString();
    }

    /// Collects paths into a set.
    static final class Builder {
        private final Map<PathElement, Builder> below = new TreeMap<>();
        private boolean member;

        /// Adds one path; the empty path is in no set.
        void add(List<PathElement> path) {
            var at = this;
            for (PathElement element : path) at = at.below.computeIfAbsent(element, _ -> new Builder());
            at.member = true;
        }

        FieldSet build() {
            var nodes = new TreeMap<PathElement, Node>();
            below.forEach((element, builder) -> nodes.put(element, new Node(builder.member, builder.build())));
            return new FieldSet(nodes);
        }
    }
}
