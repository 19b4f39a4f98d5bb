package dev.outrigger.schema;

import org.jspecify.annotations.Nullable;

/// Where in an object a value is, written as Kubernetes writes it: `spec.ports[0].name`. Rendered only when asked
/// for.
record Path(@Nullable Path parent, String segment, boolean index) {
    static final Path ROOT = new Path(null, "", false);

    Path member(String name) {
        return new Path(this, name, false);
    }

    Path item(int position) {
        return new Path(this, "[" + position + "]", true);
    }

    boolean isRoot() {
        return parent == null;
    }

    @Override
    public String toString() {
        if (parent == null) return "";
        String before = parent.toString();
        return index || before.isEmpty() ? before + segment : before + "." + segment;
    }
}
