package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import dev.outrigger.meta.FieldSelector;
import dev.outrigger.meta.LabelSelector;

/// Which objects a list or watch is about: those of a namespace that the selectors choose.
///
/// @param version the version whose fields the selector speaks of
record Matching(String namespace, LabelSelector labels, FieldSelector fields, String version) {
    static Matching of(Target target, ListOptions options) {
        var version = target.version().name();
        return new Matching(target.namespace(), options.labels(), options.fields(), version);
    }

    boolean test(CachedObject object) {
        if (!namespace.isEmpty() && !namespace.equals(object.key().namespace())) return false;
        if (!labels.isEverything() && !labels.matches(object.labels())) return false;
        for (FieldSelector.Term term : fields.terms()) {
            if (!term.meets(value(object, term.field()))) return false;
        }
        return true;
    }

    private String value(CachedObject object, String field) {
        return switch (field) {
            case "metadata.name" -> object.key().name();
            case "metadata.namespace" -> object.key().namespace();
            default -> object.fields(version).getOrDefault(field, "");
        };
    }
}
