package dev.outrigger.rest;

import dev.outrigger.codec.Json;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.GroupVersion;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Answers for all that is no resource: discovery, OpenAPI, version, health, and the paths there are.
final class NonResources {
    private final Catalog catalog;
    private final Health health;
    private final Discovery discovery;
    private final OpenApi openApi;

    NonResources(Catalog catalog, Health health, Service.Info info) {
        this.catalog = catalog;
        this.health = health;
        this.discovery = new Discovery(catalog);
        this.openApi = new OpenApi(catalog, info);
    }

    ApiResponse answer(ApiRequest request) {
        return health.answer(request)
                .or(() -> version(request))
                .or(() -> openApi.answer(request))
                .or(() -> discovery.answer(request))
                .orElseGet(() -> unknown(request));
    }

    private static Optional<ApiResponse> version(ApiRequest request) {
        if (!request.path().equals("/version") && !request.path().equals("/version/")) return Optional.empty();
        if (!request.method().equals("GET")) throw ApiException.methodNotAllowed();
        return Optional.of(Reply.document(ServerVersion.document(), 200, jsonFor(request)));
    }

    private static Representation jsonFor(ApiRequest request) {
        return new Representation(Format.JSON, new Representation.Shape.Whole(), Representation.pretty(request));
    }

    /// What is said of a path that is not served: a `Status` inside a known group, else the paths there are.
    ApiResponse unknown(ApiRequest request) {
        boolean root = request.path().equals("/");
        var parts = request.path().split("/");
        boolean knownGroup = parts.length > 3 && !catalog.versions(parts[2]).isEmpty() && parts[1].equals("apis");
        if (knownGroup) throw ApiException.noSuchResource();
        var document = Value.object("paths", Value.Array.ofTexts(paths()));
        return new ApiResponse.Body(
                root ? 200 : 404, Headers.of("Content-Type", "application/json"), List.of(Json.encodePretty(document)));
    }

    private List<String> paths() {
        var paths = new TreeSet<String>(List.of("/apis", "/openapi/v2", "/openapi/v3", "/version"));
        for (String group : catalog.groups()) {
            if (group.isEmpty()) paths.add("/api");
            else paths.add("/apis/" + group);
            for (String version : catalog.versions(group)) {
                var groupVersion = new GroupVersion(group, version);
                paths.add((group.isEmpty() ? "/api/" : "/apis/") + groupVersion);
            }
        }
        paths.addAll(health.paths());
        return new ArrayList<>(paths);
    }
}
