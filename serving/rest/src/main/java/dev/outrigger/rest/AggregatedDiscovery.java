package dev.outrigger.rest;

import dev.outrigger.codec.Json;
import dev.outrigger.codec.MediaType;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.GroupVersion;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// All that is served in one document (KEP-3352), in every format. It has one `ETag`: what clients keep is told apart
/// by `Vary: Accept`.
final class AggregatedDiscovery {
    private static final String KIND = "APIGroupDiscoveryList";
    private static final String GROUP = "apidiscovery.k8s.io";
    private static final String VERSION = "v2";
    private static final List<MediaType> OFFERS =
            List.of(offer(Format.JSON), offer(Format.YAML), offer(Format.PROTOBUF), offer(Format.CBOR));

    private final Value.Struct tree;
    private final Map<Format, StaticDocument> documents = new EnumMap<>(Format.class);

    /// The document of these groups.
    AggregatedDiscovery(Catalog catalog, List<String> groups) {
        tree = tree(catalog, groups);
        var json = StaticDocument.json(tree);
        for (Format format : Format.values()) documents.put(format, json.as(format.encode(tree)));
    }

    private static MediaType offer(Format format) {
        var parameters = new LinkedHashMap<>(Map.of("as", KIND, "v", VERSION, "g", GROUP));
        var type = format.mediaType();
        return new MediaType(type.type(), type.subtype(), parameters);
    }

    /// The document, where the client takes it in some format. That it takes others as well, or would rather have
    /// them, does not count: so upstream.
    Optional<ApiResponse> answer(ApiRequest request) {
        var accept = String.join(",", request.headers().all("Accept"));
        if (accept.isEmpty()) return Optional.empty();
        return MediaType.choose(accept, OFFERS).map(chosen -> answer(request, Format.of(chosen)));
    }

    private ApiResponse answer(ApiRequest request, Format format) {
        var contentType = format.mediaType().essence() + ";g=" + GROUP + ";v=" + VERSION + ";as=" + KIND;
        var document = Objects.requireNonNull(documents.get(format));
        boolean indented = format == Format.JSON && Representation.pretty(request);
        return (indented ? document.as(Json.encodePretty(tree)) : document).answer(request, contentType);
    }

    private static Value.Struct tree(Catalog catalog, List<String> names) {
        var groups = new ArrayList<Value>();
        for (String group : names) {
            var versions = new ArrayList<Value>();
            for (String version : catalog.versions(group))
                versions.add(version(catalog, new GroupVersion(group, version)));
            var metadata = group.isEmpty() ? Value.Struct.EMPTY : Value.object("name", group);
            groups.add(Value.object("metadata", metadata, "versions", new Value.Array(versions)));
        }
        return Value.object(
                "kind",
                KIND,
                "apiVersion",
                GROUP + "/" + VERSION,
                "metadata",
                Value.Struct.EMPTY,
                "items",
                new Value.Array(groups));
    }

    private static Value version(Catalog catalog, GroupVersion groupVersion) {
        var resources = new ArrayList<Value>();
        for (ResourceType type : catalog.types(groupVersion)) resources.add(resource(type, groupVersion));
        return Value.object(
                "version", groupVersion.version(), "resources", new Value.Array(resources), "freshness", "Current");
    }

    private static Value resource(ResourceType type, GroupVersion groupVersion) {
        var names = type.names();
        var kind = kind(type.kind(groupVersion.version()));
        var members = new LinkedHashMap<String, Value>();
        members.put("resource", Value.of(names.plural()));
        members.put("responseKind", kind);
        members.put("scope", Value.of(type.namespaced() ? "Namespaced" : "Cluster"));
        members.put("singularResource", Value.of(names.singular()));
        members.put("verbs", Value.Array.ofTexts(Verbs.of(type)));
        if (!names.shortNames().isEmpty()) members.put("shortNames", Value.Array.ofTexts(names.shortNames()));
        if (!names.categories().isEmpty()) members.put("categories", Value.Array.ofTexts(names.categories()));
        var subresources = new ArrayList<Value>();
        for (Served served : Served.of(type, groupVersion.version())) subresources.add(subresource(served));
        if (!subresources.isEmpty()) members.put("subresources", new Value.Array(subresources));
        return new Value.Struct(members);
    }

    private static Value subresource(Served served) {
        return Value.object(
                "subresource",
                served.name(),
                "responseKind",
                kind(served.kind()),
                "verbs",
                Value.Array.ofTexts(served.verbs()));
    }

    private static Value kind(GroupVersionKind kind) {
        return Value.object("group", kind.group(), "version", kind.version(), "kind", kind.kind());
    }
}
