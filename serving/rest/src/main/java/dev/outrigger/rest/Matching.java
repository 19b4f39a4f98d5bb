package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import dev.outrigger.meta.FieldSelector;
import dev.outrigger.meta.LabelSelector;
import java.util.Optional;

/// Which objects a list or watch is about: those of a namespace that the selectors choose. What cannot be read is
/// among them, so that the client is told: to leave it out would say that it is not there.
///
/// @param version the version whose fields the selector speaks of
record Matching(String namespace, LabelSelector labels, FieldSelector fields, String version) {
    static Matching of(Target target, ListOptions options) {
        var version = target.version().name();
        return new Matching(target.namespace(), options.labels(), options.fields(), version);
    }

    boolean test(CachedObject object) {
        if (!namespace.isEmpty() && !namespace.equals(object.key().namespace())) return false;
        if (object.isReadable() && !labels.isEverything() && !labels.matches(object.labels())) return false;
        for (FieldSelector.Term term : fields.terms()) {
            var value = value(object, term.field());
            if (value.isPresent() && !term.meets(value.get())) return false;
        }
        return true;
    }

    /// Empty where it is not known.
    private Optional<String> value(CachedObject object, String field) {
        return switch (field) {
            case "metadata.name" -> Optional.of(object.key().name());
            case "metadata.namespace" -> Optional.of(object.key().namespace());
            default -> object.field(version, field);
        };
    }
}
