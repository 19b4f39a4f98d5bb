package dev.outrigger.cel;

import java.util.Optional;

/// Where in an object a value is, as Kubernetes writes it: `spec.ports[0].name`, and `<nil>` for the object
/// itself.
record Place(Optional<Place> parent, String segment) {
    static final Place ROOT = new Place(Optional.empty(), "");

    Place member(String name) {
        return new Place(Optional.of(this), name);
    }

    Place key(String key) {
        return new Place(Optional.of(this), "[" + key + "]");
    }

    Place item(int position) {
        return new Place(Optional.of(this), "[" + position + "]");
    }

    /// What follows the value's own place, a path such as `a.b`; the place itself where that is empty.
    Place below(String path) {
        if (path.isEmpty()) return this;
        var dotted = parent.isEmpty() || !path.startsWith("[") ? path : "." + path;
        return new Place(Optional.of(this), dotted);
    }

    @Override
    public String toString() {
        return parent.isEmpty() ? "<nil>" : text();
    }

    private String text() {
        if (parent.isEmpty()) return "";
        var before = parent.get().text();
        var joined = before.isEmpty() || segment.startsWith("[") || segment.startsWith(".");
        return joined ? before + segment : before + "." + segment;
    }
}
