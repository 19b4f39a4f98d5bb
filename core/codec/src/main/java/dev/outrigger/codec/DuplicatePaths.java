package dev.outrigger.codec;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a reader is in its document, and which places occurred again.
///
/// The place is a stack by depth: a name within an object, an index within a list. Paths are spelt only for
/// repetitions, so keeping the place costs a store a member.
final class DuplicatePaths {
    /// As many as `sigs.k8s.io/json` reports.
    private static final int LIMIT = 100;

    private @Nullable String[] names = new String[16];
    private int[] indexes = new int[16];
    private @Nullable Set<String> repeated;

    /// The reader is at this member of the object at that depth; the outermost has depth 1.
    void member(int depth, String name) {
        if (depth > names.length) grow(depth);
        names[depth - 1] = name;
    }

    /// The reader is at this item of the list at that depth.
    void item(int depth, int index) {
        if (depth > names.length) grow(depth);
        names[depth - 1] = null;
        indexes[depth - 1] = index;
    }

    /// The member the reader is at, in the object at that depth, is there for the second time.
    void repeat(int depth) {
        if (repeated == null) repeated = new LinkedHashSet<>();
        if (repeated.size() < LIMIT) repeated.add(path(depth));
    }

    List<String> repeated() {
        return repeated == null ? List.of() : List.copyOf(repeated);
    }

    /// The path of the place at that depth, as upstream spells it: `spec.containers[0].name`, nothing escaped.
    String path(int depth) {
        var path = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            var name = names[i];
            if (name == null) path.append('[').append(indexes[i]).append(']');
            else path.append(i == 0 ? "" : ".").append(name);
        }
        return path.toString();
    }

    /// A document may lead many levels deeper between two members that are met: in YAML, the names of members are
    /// read first, and they may nest.
    private void grow(int depth) {
        int longer = Math.max(depth, names.length * 2);
        names = Arrays.copyOf(names, longer);
        indexes = Arrays.copyOf(indexes, longer);
    }
}
