package dev.outrigger.rest;

import dev.outrigger.kinds.ResourceType;
import dev.outrigger.kinds.Subresource;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.schema.PublishedSubresource;
import dev.outrigger.schema.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A subresource as discovery and OpenAPI tell of it.
///
/// @param name such as `status`
/// @param kind what it speaks
/// @param verbs what can be done, in order
record Served(String name, GroupVersionKind kind, List<String> verbs) {
    private static final List<String> PART = List.of("get", "patch", "update");

    /// The subresources of a resource in a version, by name.
    static List<Served> of(ResourceType type, String version) {
        return type.subresources(version).stream()
                .map(subresource -> of(type, version, subresource))
                .sorted(Comparator.comparing(Served::name))
                .toList();
    }

    private static Served of(ResourceType type, String version, Subresource subresource) {
        var name = subresource.name();
        return switch (subresource) {
            case Subresource.Status _ -> new Served(name, type.kind(version), ofPart(type));
            case Subresource.Faceted faceted -> new Served(name, faceted.kind().name(), ofPart(type));
            case Subresource.Action action -> new Served(name, action.kind().name(), List.of("create"));
            case Subresource.Connect connect -> new Served(name, optionsKind(type, version, connect), verbs(connect));
        };
    }

    private static List<String> ofPart(ResourceType type) {
        var whole = Verbs.of(type);
        return PART.stream().filter(whole::contains).toList();
    }

    private static GroupVersionKind optionsKind(ResourceType type, String version, Subresource.Connect connect) {
        var kind = type.kind(version);
        return new GroupVersionKind(
                kind.group(), version, connect.options().kind().orElse(kind.kind()));
    }

    private static List<String> verbs(Subresource.Connect connect) {
        return connect.methods().stream()
                .map(Served::verb)
                .flatMap(Optional::stream)
                .distinct()
                .sorted()
                .toList();
    }

    /// The verb that a connection's method is authorized as.
    private static Optional<String> verb(Subresource.Method method) {
        return switch (method) {
            case GET, HEAD -> Optional.of("get");
            case POST -> Optional.of("create");
            case PUT -> Optional.of("update");
            case PATCH -> Optional.of("patch");
            case DELETE -> Optional.of("delete");
            case OPTIONS -> Optional.empty();
        };
    }

    /// The subresources of a resource in a version, as the OpenAPI documents describe them.
    static List<PublishedSubresource> published(ResourceType type, ResourceType.Version version) {
        return type.subresources(version.name()).stream()
                .map(subresource -> published(of(type, version.name(), subresource), version, subresource))
                .sorted(Comparator.comparing(PublishedSubresource::name))
                .toList();
    }

    private static PublishedSubresource published(
            Served served, ResourceType.Version version, Subresource subresource) {
        return switch (subresource) {
            case Subresource.Status _ -> edited(served, version.schema());
            case Subresource.Faceted faceted -> edited(served, faceted.kind().schema());
            case Subresource.Action action -> edited(served, action.kind().schema());
            case Subresource.Connect connect ->
                new PublishedSubresource.Connected(
                        served.name(),
                        served.kind(),
                        connect.methods().stream()
                                .map(method -> method.name().toLowerCase(Locale.ROOT))
                                .toList(),
                        connect.options().schema(),
                        reach(connect.paths()));
        };
    }

    private static PublishedSubresource.Reach reach(Subresource.Paths paths) {
        return switch (paths) {
            case NONE -> PublishedSubresource.Reach.ITSELF;
            case BELOW -> PublishedSubresource.Reach.PATHS_BELOW;
        };
    }

    private static PublishedSubresource edited(Served served, Schema schema) {
        return new PublishedSubresource.Edited(served.name(), served.kind(), schema, Set.copyOf(served.verbs()));
    }
}
