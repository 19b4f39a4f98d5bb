package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// The OpenAPI documents of what a server serves.
public final class OpenApi {

    /// What the documents say of the server itself.
    public record Info(String title, String version) {}

    private OpenApi() {}

    /// The Swagger 2.0 document served at `/openapi/v2`.
    ///
    /// @throws IllegalArgumentException where two different schemas have the same name
    public static Value.Struct v2(Info info, Collection<PublishedResource> resources) {
        return SwaggerDocument.of(info, ApiDocument.whole(resources));
    }

    /// The OpenAPI 3.0 documents served below `/openapi/v3/`, by their path: `version`, `apis`, `apis/G`,
    /// `apis/G/V`, and for the core group `api` and `api/V`.
    ///
    /// @throws IllegalArgumentException where two different schemas of one document have the same name
    public static Map<String, Value.Struct> v3(Info info, Collection<PublishedResource> resources) {
        var documents = new LinkedHashMap<String, Value.Struct>();
        ApiDocument.split(resources).forEach((path, part) -> documents.put(path, OpenApiDocument.of(info, part)));
        return Collections.unmodifiableMap(documents);
    }

    /// Looks through the names of what is published, without making a document.
    ///
    /// @throws IllegalArgumentException where two different schemas have the same name
    public static void checkNames(Collection<PublishedResource> resources) {
        var definitions = new Definitions(new PublishedKinds(resources));
        for (PublishedResource resource : resources) definitions.add(resource.schema());
    }

    /// The document served at `/openapi/v3`: where to find the others.
    ///
    /// @param hashes the hash of each encoded document, by its path
    public static Value.Struct v3Index(Map<String, String> hashes) {
        var paths = new LinkedHashMap<String, Value>();
        new TreeMap<>(hashes).forEach((path, hash) -> {
            String url = "/openapi/v3/" + path + "?hash=" + hash;
            paths.put(path, Value.object("serverRelativeURL", url));
        });
        return Value.object("paths", new Value.Struct(paths));
    }
}
