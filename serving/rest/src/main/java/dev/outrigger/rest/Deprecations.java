package dev.outrigger.rest;

import dev.outrigger.kinds.ResourceType;
import dev.outrigger.kinds.VersionOrder;
import dev.outrigger.meta.GroupVersion;
import java.util.List;
import java.util.Optional;

/// What clients of a version hear that is on its way out: upstream's `Warning` for versions of custom resources.
final class Deprecations {
    private Deprecations() {}

    /// The warnings of every request for a resource in a version; none where the version is not deprecated.
    static List<String> warnings(Catalog catalog, GroupVersion groupVersion, String plural) {
        return catalog.find(groupVersion, plural)
                .flatMap(owner -> switch (owner) {
                    case Catalog.Owner.Local local -> warning(local.type(), groupVersion.version());
                })
                .map(List::of)
                .orElse(List.of());
    }

    /// What clients of one version of a resource hear.
    static Optional<String> warning(ResourceType type, String version) {
        return type.version(version)
                .deprecation()
                .map(deprecation -> deprecation.warning().orElseGet(() -> sentence(type, version)));
    }

    /// (apiserver `pkg/endpoints/deprecation`, WarningMessage)
    private static String sentence(ResourceType type, String version) {
        var deprecated = type.groupVersion(version) + " " + type.names().kind() + " is deprecated";
        var lifecycle = type.version(version).lifecycle();
        if (lifecycle.deprecated().isPresent())
            deprecated += " in v" + lifecycle.deprecated().get() + "+";
        if (lifecycle.removed().isPresent())
            deprecated += ", unavailable in v" + lifecycle.removed().get() + "+";
        var said = deprecated;
        if (lifecycle.replacement().isPresent()) {
            var replacement = lifecycle.replacement().get();
            return said + "; use " + replacement.apiVersion() + " " + replacement.kind();
        }
        return type.served().stream()
                .filter(other -> other.deprecation().isEmpty())
                .map(ResourceType.Version::name)
                .filter(other -> VersionOrder.PREFERRED_FIRST.compare(other, version) < 0)
                .min(VersionOrder.PREFERRED_FIRST)
                .map(other -> said + "; use " + type.groupVersion(other) + " "
                        + type.names().kind())
                .orElse(said);
    }
}
