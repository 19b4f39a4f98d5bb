package dev.outrigger.pipeline;

import dev.outrigger.meta.GroupVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a request is about, read from its method, path and query alone (`RequestInfo` upstream, whose rules these are).
///
/// @param verb the Kubernetes verb (`get`, `list`, `watch`, `create`, `update`, `patch`, `delete`,
///     `deletecollection`, `proxy`; empty for a method that has none), or the lower-cased HTTP method for a
///     non-resource request
/// @param path the whole path, as the request has it
/// @param target the resource it is about; empty for a non-resource request such as `/healthz`
public record RequestInfo(String verb, String path, Optional<Target> target) {
    private static final Set<String> NAMESPACE_SUBRESOURCES = Set.of("status", "finalize");
    private static final Set<String> LASTING_VERBS = Set.of("watch", "proxy");
    private static final Set<String> LASTING_SUBRESOURCES = Set.of("attach", "exec", "proxy", "log", "portforward");
    private static final Set<String> VERBS_WITH_SELECTORS = Set.of("list", "watch", "deletecollection");
    private static final Set<String> VERBS_IN_PATHS = Set.of("watch", "proxy");

    /// A resource request.
    ///
    /// @param groupVersion the API group and version
    /// @param namespace the namespace; empty where the path has none
    /// @param resource the plural resource name
    /// @param subresource the subresource; empty for none
    /// @param name the object's name; for a `list` or `watch` the one that
    ///     `fieldSelector=metadata.name=…` asks for; empty otherwise
    /// @param trailing path segments after the subresource
    public record Target(
            GroupVersion groupVersion,
            String namespace,
            String resource,
            String subresource,
            String name,
            List<String> trailing) {
        public Target {
            trailing = List.copyOf(trailing);
        }

        /// The same in another namespace; the empty string for none.
        public Target in(String other) {
            return new Target(groupVersion, other, resource, subresource, name, trailing);
        }

        private Target named(String other) {
            return new Target(groupVersion, namespace, resource, subresource, other, trailing);
        }
    }

    /// Reads a request.
    public static RequestInfo of(ApiRequest request) {
        return resource(request, segments(request.path()))
                .orElseGet(() ->
                        new RequestInfo(request.method().toLowerCase(Locale.ROOT), request.path(), Optional.empty()));
    }

    /// Whether the request may last: a watch, or a stream to a process.
    public boolean isLongRunning() {
        return target.isPresent()
                && (LASTING_VERBS.contains(verb)
                        || LASTING_SUBRESOURCES.contains(target.get().subresource()));
    }

    /// Whether its `fieldSelector` and `labelSelector` narrow what it is about. The deprecated paths with a verb in
    /// them do not count.
    public boolean hasSelectors() {
        if (target.isEmpty() || !VERBS_WITH_SELECTORS.contains(verb)) return false;
        var parts = segments(path);
        return !VERBS_IN_PATHS.contains(parts.get(parts.getFirst().equals("api") ? 2 : 3));
    }

    /// Slashes at both ends do not count; two in a row hold an empty segment between them.
    private static List<String> segments(String path) {
        int start = 0;
        int end = path.length();
        while (start < end && path.charAt(start) == '/') start++;
        while (end > start && path.charAt(end - 1) == '/') end--;
        return start == end ? List.of() : List.of(path.substring(start, end).split("/", -1));
    }

    private static Optional<RequestInfo> resource(ApiRequest request, List<String> parts) {
        if (parts.size() < 3) return Optional.empty();
        boolean core = parts.getFirst().equals("api");
        if (!core && !parts.getFirst().equals("apis")) return Optional.empty();
        if (!core && parts.size() < 4) return Optional.empty();
        var groupVersion = core ? new GroupVersion("", parts.get(1)) : new GroupVersion(parts.get(1), parts.get(2));
        var rest = parts.subList(core ? 2 : 3, parts.size());
        var verbInPath = VERBS_IN_PATHS.contains(rest.getFirst()) ? rest.getFirst() : "";
        if (!verbInPath.isEmpty()) rest = rest.subList(1, rest.size());
        if (rest.isEmpty()) return Optional.empty();
        var target = target(groupVersion, rest, verbInPath);
        var verb = verbInPath.isEmpty() ? verb(request, target.name().isEmpty()) : verbInPath;
        if (target.name().isEmpty() && (verb.equals("list") || verb.equals("watch")) && verbInPath.isEmpty()) {
            target = target.named(selectedName(request.query().first("fieldSelector")));
        }
        return Optional.of(new RequestInfo(verb, request.path(), Optional.of(target)));
    }

    private static Target target(GroupVersion groupVersion, List<String> rest, String verbInPath) {
        var namespace = "";
        if (rest.getFirst().equals("namespaces") && rest.size() > 1) {
            namespace = rest.get(1);
            boolean deeper = rest.size() > 2 && !NAMESPACE_SUBRESOURCES.contains(rest.get(2));
            if (deeper) rest = rest.subList(2, rest.size());
        }
        boolean subresource = rest.size() > 2 && !verbInPath.equals("proxy");
        return new Target(
                groupVersion,
                namespace,
                rest.getFirst(),
                subresource ? rest.get(2) : "",
                rest.size() > 1 ? rest.get(1) : "",
                rest.size() > 3 ? rest.subList(3, rest.size()) : List.of());
    }

    private static String verb(ApiRequest request, boolean collection) {
        return switch (request.method()) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> collection ? "deletecollection" : "delete";
            case "GET", "HEAD" -> collection ? (wantsWatch(request.query()) ? "watch" : "list") : "get";
            default -> "";
        };
    }

    private static boolean wantsWatch(Query query) {
        var watch = query.first("watch").toLowerCase(Locale.ROOT);
        return query.has("watch") && !watch.equals("false") && !watch.equals("0");
    }

    /// The name that a field selector pins down, the empty string where it pins none that a path could hold.
    private static String selectedName(String fieldSelector) {
        for (String term : fieldSelector.split(",")) {
            if (!term.startsWith("metadata.name=")) continue;
            var name = term.substring("metadata.name=".length());
            if (name.startsWith("=")) name = name.substring(1);
            boolean segment = !name.equals(".") && !name.equals("..") && name.matches("[^/%\\\\=]+");
            if (segment) return name;
        }
        return "";
    }
}
