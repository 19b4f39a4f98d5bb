package dev.outrigger.rest;

import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.GroupVersion;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Tells clients what is served, in the form of old and, all at once, in the aggregated form (KEP-3352).
final class Discovery {

    private final Catalog catalog;
    private final AggregatedDiscovery aggregated;
    private final AggregatedDiscovery aggregatedCore;

    Discovery(Catalog catalog) {
        this.catalog = catalog;
        var named = new ArrayList<>(catalog.groups());
        boolean core = named.remove("");
        this.aggregated = new AggregatedDiscovery(catalog, named);
        this.aggregatedCore = new AggregatedDiscovery(catalog, core ? List.of("") : List.of());
    }

    /// The answer to a discovery path; empty where the path is none.
    Optional<ApiResponse> answer(ApiRequest request) {
        var parts = Arrays.stream(request.path().split("/"))
                .filter(part -> !part.isEmpty())
                .toList();
        if (parts.isEmpty()) return Optional.empty();
        boolean core = parts.getFirst().equals("api");
        if (core && catalog.versions("").isEmpty()) return Optional.empty();
        if (!core && !parts.getFirst().equals("apis")) return Optional.empty();
        if (parts.size() > (core ? 2 : 3)) return Optional.empty();
        if (!core && parts.size() > 1 && catalog.versions(parts.get(1)).isEmpty()) return Optional.empty();
        if (!request.method().equals("GET")) throw ApiException.methodNotAllowed();
        return Optional.of(core ? core(request, parts) : named(request, parts));
    }

    private ApiResponse core(ApiRequest request, List<String> parts) {
        if (parts.size() > 1) return document(request, resources(new GroupVersion("", parts.get(1))));
        return aggregatedCore.answer(request).orElseGet(() -> document(request, legacyVersions()));
    }

    private ApiResponse named(ApiRequest request, List<String> parts) {
        return switch (parts.size()) {
            case 1 -> root(request);
            case 2 ->
                document(request, group(parts.get(1)).with("kind", "APIGroup").with("apiVersion", "v1"));
            default -> document(request, resources(new GroupVersion(parts.get(1), parts.get(2))));
        };
    }

    private ApiResponse root(ApiRequest request) {
        if (request.path().endsWith("/")) throw ApiException.noSuchResource();
        return aggregated.answer(request).orElseGet(() -> document(request, groups()));
    }

    private static ApiResponse document(ApiRequest request, Value.Struct document) {
        return Reply.document(document, 200, Representation.ofDocument(request));
    }

    private Value.Struct groups() {
        var groups = new ArrayList<Value>();
        for (String name : catalog.groups()) {
            if (!name.isEmpty()) groups.add(group(name));
        }
        return Value.object("kind", "APIGroupList", "apiVersion", "v1", "groups", new Value.Array(groups));
    }

    private Value.Struct legacyVersions() {
        return Value.object(
                "kind",
                "APIVersions",
                "versions",
                Value.Array.ofTexts(catalog.versions("")),
                "serverAddressByClientCIDRs",
                Value.Array.EMPTY);
    }

    private Value.Struct group(String name) {
        var versions = new ArrayList<Value>();
        for (String version : catalog.versions(name)) {
            versions.add(Value.object("groupVersion", new GroupVersion(name, version).toString(), "version", version));
        }
        return Value.object(
                "name", name, "versions", new Value.Array(versions), "preferredVersion", versions.getFirst());
    }

    private Value.Struct resources(GroupVersion groupVersion) {
        if (!catalog.serves(groupVersion)) throw ApiException.noSuchResource();
        var resources = new ArrayList<Value>();
        for (ResourceType type : catalog.types(groupVersion)) {
            resources.add(resource(type));
            for (Served served : Served.of(type, groupVersion.version())) {
                resources.add(subresource(type, groupVersion, served));
            }
        }
        return Value.object(
                "kind",
                "APIResourceList",
                "apiVersion",
                "v1",
                "groupVersion",
                groupVersion.toString(),
                "resources",
                new Value.Array(resources));
    }

    private static Value resource(ResourceType type) {
        var names = type.names();
        var members = new LinkedHashMap<String, Value>();
        members.put("name", Value.of(names.plural()));
        members.put("singularName", Value.of(names.singular()));
        members.put("namespaced", Value.of(type.namespaced()));
        members.put("kind", Value.of(names.kind()));
        members.put("verbs", Value.Array.ofTexts(Verbs.of(type)));
        if (!names.shortNames().isEmpty()) members.put("shortNames", Value.Array.ofTexts(names.shortNames()));
        if (!names.categories().isEmpty()) members.put("categories", Value.Array.ofTexts(names.categories()));
        if (type.virtual().isEmpty()) members.put("storageVersionHash", Value.of(storageVersionHash(type)));
        return new Value.Struct(members);
    }

    private static Value subresource(ResourceType type, GroupVersion groupVersion, Served served) {
        var members = new LinkedHashMap<String, Value>();
        members.put("name", Value.of(type.names().plural() + "/" + served.name()));
        members.put("singularName", Value.of(""));
        members.put("namespaced", Value.of(type.namespaced()));
        if (!served.kind().groupVersion().equals(groupVersion)) {
            members.put("group", Value.of(served.kind().group()));
            members.put("version", Value.of(served.kind().version()));
        }
        members.put("kind", Value.of(served.kind().kind()));
        members.put("verbs", Value.Array.ofTexts(served.verbs()));
        return new Value.Struct(members);
    }

    /// Tells when the stored form changes; the recipe is upstream's `discovery.StorageVersionHash`.
    private static String storageVersionHash(ResourceType type) {
        var stored =
                type.group() + "/" + type.storageVersion() + "/" + type.names().kind();
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(stored.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(Arrays.copyOf(digest, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
