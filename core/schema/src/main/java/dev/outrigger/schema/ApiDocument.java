package dev.outrigger.schema;

import dev.outrigger.meta.GroupVersion;
import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a document describes, before it is written in either form.
///
/// @param byPath the operations, by their path
/// @param definitions the schemas that they name
record ApiDocument(SortedMap<String, List<ApiOperation>> byPath, Definitions definitions) {

    /// The one document of all that is served.
    static ApiDocument whole(Collection<PublishedResource> resources) {
        var byPath = new TreeMap<String, List<ApiOperation>>();
        parts(resources).values().forEach(byPath::putAll);
        return of(byPath, new PublishedKinds(resources));
    }

    /// A document for each part of the API, by the part's path.
    static Map<String, ApiDocument> split(Collection<PublishedResource> resources) {
        var kinds = new PublishedKinds(resources);
        var documents = new LinkedHashMap<String, ApiDocument>();
        parts(resources).forEach((path, byPath) -> documents.put(path, of(byPath, kinds)));
        return documents;
    }

    private static ApiDocument of(SortedMap<String, List<ApiOperation>> byPath, PublishedKinds kinds) {
        var definitions = new Definitions(kinds);
        for (List<ApiOperation> operations : byPath.values()) {
            for (ApiOperation operation : operations) {
                operation.body().ifPresent(body -> definitions.add(body.schema()));
                operation.answers().forEach(answer -> definitions.add(answer.schema()));
            }
        }
        return new ApiDocument(byPath, definitions);
    }

    private static SortedMap<String, SortedMap<String, List<ApiOperation>>> parts(
            Collection<PublishedResource> resources) {
        var parts = new TreeMap<String, SortedMap<String, List<ApiOperation>>>();
        part(parts, "version", "/version/", DiscoveryOperations.build());
        part(parts, "apis", "/apis/", DiscoveryOperations.groups());
        for (PublishedResource resource : resources) {
            GroupVersion version = resource.kind().groupVersion();
            String group = ApiNames.of(version.group()).path();
            String path = ApiNames.of(version).path();
            part(parts, named(group), group, DiscoveryOperations.group(version.group()));
            var operations = part(parts, named(path), path + "/", DiscoveryOperations.version(version));
            ResourceOperations.add(resource, operations);
        }
        return parts;
    }

    /// The part of that name, with its own operation; a part that is there stays as it is.
    private static SortedMap<String, List<ApiOperation>> part(
            Map<String, SortedMap<String, List<ApiOperation>>> parts, String name, String path, ApiOperation own) {
        return parts.computeIfAbsent(name, _ -> new TreeMap<>(Map.of(path, new ArrayList<>(List.of(own)))));
    }

    /// A path as the index of documents names it: without slashes at its ends.
    private static String named(String path) {
        return path.endsWith("/") ? path.substring(1, path.length() - 1) : path.substring(1);
    }

    /// A path's parameters: those it names, and those that all its operations take.
    static List<ApiParameter> common(String path, List<ApiOperation> operations) {
        var common = new ArrayList<ApiParameter>();
        if (path.contains("{name}")) common.add(ApiParameter.name(kindOf(operations)));
        if (path.contains("{namespace}")) common.add(ApiParameter.NAMESPACE);
        for (ApiParameter parameter : operations.getFirst().parameters()) {
            if (operations.stream().allMatch(one -> one.parameters().contains(parameter))) common.add(parameter);
        }
        return sorted(common);
    }

    /// An operation's parameters that are not common to its path.
    static List<ApiParameter> own(ApiOperation operation, List<ApiParameter> common) {
        return sorted(operation.parameters().stream()
                .filter(one -> !common.contains(one))
                .toList());
    }

    private static List<ApiParameter> sorted(List<ApiParameter> parameters) {
        return parameters.stream()
                .sorted(java.util.Comparator.comparing(ApiParameter::name))
                .toList();
    }

    private static String kindOf(List<ApiOperation> operations) {
        return operations
                .getFirst()
                .subject()
                .map(subject -> subject.kind().kind())
                .orElse("object");
    }

    /// The extensions of an operation on a kind.
    static void extensions(ApiOperation operation, Map<String, Value> content) {
        operation.subject().ifPresent(subject -> {
            content.put("x-kubernetes-action", Value.of(subject.action()));
            content.put("x-kubernetes-group-version-kind", Definitions.entry(subject.kind()));
        });
    }
}
