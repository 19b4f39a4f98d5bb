package dev.outrigger.kinds;

import java.lang.annotation.Annotation;
import java.util.Optional;

/// What an author says of a version's standing: whether it is served, stored, and on its way out.
final class VersionFate {
    boolean served = true;
    /// Whether the class itself says that it is stored, or is not; empty where it says nothing.
    Optional<Boolean> stored = Optional.empty();

    Optional<ResourceType.Deprecation> deprecation = Optional.empty();
    Lifecycle lifecycle = Lifecycle.ALWAYS;

    /// Takes over what fabric8's `@Version` on the class says.
    void read(Class<?> type) {
        Annotations.find(type, Annotations.MODEL + "Version").ifPresent(this::read);
    }

    private void read(Annotation version) {
        served = Annotations.newer(version, "served", Boolean.class).orElse(true);
        stored = Annotations.newer(version, "storage", Boolean.class);
        boolean deprecated =
                Annotations.newer(version, "deprecated", Boolean.class).orElse(false);
        if (!deprecated) return;
        var warning =
                Annotations.newer(version, "deprecationWarning", String.class).filter(text -> !text.isEmpty());
        deprecation = Optional.of(new ResourceType.Deprecation(warning));
    }
}
