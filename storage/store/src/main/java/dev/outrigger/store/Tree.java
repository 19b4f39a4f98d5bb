package dev.outrigger.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Entries sorted by key, never changed: a change makes a new tree that shares all but one path with the old one, so
/// keeping the state of every recent revision costs a path each, and readers need no lock.
///
/// Weight-balanced with the parameters that Hirai and Yamamoto proved (3, 2). The weights also count a range of keys
/// without walking it.
final class Tree {
    static final Tree EMPTY = new Tree(null);

    private static final int DELTA = 3;
    private static final int GAMMA = 2;

    private final @Nullable Node root;

    private Tree(@Nullable Node root) {
        this.root = root;
    }

    private record Node(
            Entry entry, @Nullable Node left, @Nullable Node right, int size) {
        String key() {
            return entry.key();
        }
    }

    Optional<Entry> get(String key) {
        Comparator<String> order = KeyOrder.around(key);
        Node node = root;
        while (node != null) {
            int side = order.compare(key, node.key());
            if (side == 0) return Optional.of(node.entry);
            node = side < 0 ? node.left : node.right;
        }
        return Optional.empty();
    }

    Tree with(Entry entry) {
        return new Tree(put(root, entry, KeyOrder.around(entry.key())));
    }

    Tree without(String key) {
        return new Tree(remove(root, key, KeyOrder.around(key)));
    }

    /// The range's first entries, as many as its limit allows.
    List<Entry> page(Store.Range range) {
        List<Entry> page = new ArrayList<>();
        collect(root, new KeyRange(range), range.limit() == 0 ? Integer.MAX_VALUE : range.limit(), page);
        return page;
    }

    /// How many keys the range has, whatever its limit.
    int count(Store.Range range) {
        KeyRange keys = new KeyRange(range);
        return rank(keys, 1) - rank(keys, 0);
    }

    private static boolean collect(@Nullable Node node, KeyRange keys, int limit, List<Entry> page) {
        if (node == null) return true;
        int side = keys.side(node.key());
        if (side >= 0 && !collect(node.left, keys, limit, page)) return false;
        if (side > 0) return true;
        if (side == 0) {
            if (page.size() == limit) return false;
            page.add(node.entry);
        }
        return collect(node.right, keys, limit, page);
    }

    private int rank(KeyRange keys, int side) {
        int below = 0;
        Node node = root;
        while (node != null) {
            if (keys.side(node.key()) < side) {
                below += size(node.left) + 1;
                node = node.right;
            } else {
                node = node.left;
            }
        }
        return below;
    }

    private static Node put(@Nullable Node node, Entry entry, Comparator<String> order) {
        if (node == null) return node(entry, null, null);
        int side = order.compare(entry.key(), node.key());
        if (side == 0) return new Node(entry, node.left, node.right, node.size);
        return side < 0
                ? balance(node.entry, put(node.left, entry, order), node.right)
                : balance(node.entry, node.left, put(node.right, entry, order));
    }

    private static @Nullable Node remove(@Nullable Node node, String key, Comparator<String> order) {
        if (node == null) return null;
        int side = order.compare(key, node.key());
        if (side < 0) return balance(node.entry, remove(node.left, key, order), node.right);
        if (side > 0) return balance(node.entry, node.left, remove(node.right, key, order));
        if (node.left == null) return node.right;
        if (node.right == null) return node.left;
        return balance(first(node.right), node.left, withoutFirst(node.right));
    }

    private static Entry first(Node node) {
        Node first = node;
        while (first.left != null) first = first.left;
        return first.entry;
    }

    private static @Nullable Node withoutFirst(Node node) {
        return node.left == null ? node.right : balance(node.entry, withoutFirst(node.left), node.right);
    }

    private static Node balance(Entry entry, @Nullable Node left, @Nullable Node right) {
        if (right != null && tooHeavy(right, left)) return rotateLeft(entry, left, right);
        if (left != null && tooHeavy(left, right)) return rotateRight(entry, left, right);
        return node(entry, left, right);
    }

    private static boolean tooHeavy(Node one, @Nullable Node other) {
        return weight(one) > DELTA * weight(other);
    }

    private static Node rotateLeft(Entry entry, @Nullable Node left, Node right) {
        Node inner = right.left;
        if (inner == null || weight(inner) < GAMMA * weight(right.right))
            return node(right.entry, node(entry, left, inner), right.right);
        return node(inner.entry, node(entry, left, inner.left), node(right.entry, inner.right, right.right));
    }

    private static Node rotateRight(Entry entry, Node left, @Nullable Node right) {
        Node inner = left.right;
        if (inner == null || weight(inner) < GAMMA * weight(left.left))
            return node(left.entry, left.left, node(entry, inner, right));
        return node(inner.entry, node(left.entry, left.left, inner.left), node(entry, inner.right, right));
    }

    private static Node node(Entry entry, @Nullable Node left, @Nullable Node right) {
        return new Node(entry, left, right, size(left) + size(right) + 1);
    }

    private static int weight(@Nullable Node node) {
        return size(node) + 1;
    }

    private static int size(@Nullable Node node) {
        return node == null ? 0 : node.size;
    }
}
