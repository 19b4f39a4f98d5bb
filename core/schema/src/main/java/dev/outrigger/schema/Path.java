package dev.outrigger.schema;

import org.jspecify.annotations.Nullable;

/// Where in an object a value is, written as Kubernetes writes it: `spec.ports[0].name`. Rendered when asked for.
///
/// @param parent the path of what holds the value; none at the root
/// @param segment the last part as it is written
/// @param bracketed whether the last part is an index or a key in brackets
record Path(@Nullable Path parent, String segment, boolean bracketed) {
    static final Path ROOT = new Path(null, "", false);

    Path member(String name) {
        return new Path(this, name, false);
    }

    Path item(int position) {
        return new Path(this, "[" + position + "]", true);
    }

    /// A map's value, in the form that some checks write it: `spec.map[key]`.
    Path key(String key) {
        return new Path(this, "[" + key + "]", true);
    }

    boolean isRoot() {
        return parent == null;
    }

    /// The path as the field of an error; upstream prints the root, which has none, as Go prints nothing.
    String field() {
        return isRoot() ? "<nil>" : toString();
    }

    @Override
    public String toString() {
        if (parent == null) return "";
        String before = parent.toString();
        return bracketed || before.isEmpty() ? before + segment : before + "." + segment;
    }
}
