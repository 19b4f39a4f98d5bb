package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import dev.outrigger.meta.FieldSelector;
import dev.outrigger.meta.LabelSelector;
import java.util.Map;

/// Which objects a list or watch is about: those of a namespace that the selectors choose.
record Matching(String namespace, LabelSelector labels, FieldSelector fields) {
    static Matching of(Target target, ListOptions options) {
        return new Matching(target.namespace(), options.labels(), options.fields());
    }

    /// Whether selectors choose among the objects of the namespace.
    boolean selects() {
        return !labels.isEverything() || !fields.isEverything();
    }

    boolean test(CachedObject object) {
        var key = object.key();
        if (!namespace.isEmpty() && !namespace.equals(key.namespace())) return false;
        if (!labels.isEverything() && !labels.matches(object.labels())) return false;
        return fields.isEverything()
                || fields.matches(Map.of("metadata.name", key.name(), "metadata.namespace", key.namespace()));
    }
}
