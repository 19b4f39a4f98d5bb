package dev.outrigger.rest;

import dev.outrigger.codec.MediaType;
import dev.outrigger.codec.Protobuf;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.GroupVersion;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.schema.PublishedResource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Serves the OpenAPI documents of the catalog, each made when it is first asked for.
///
/// Clients may ask for protobuf by a name with an `@`. Answers never carry that one: Go's `mime.ParseMediaType`, and so
/// kubectl, refuses it.
final class OpenApi {
    private static final String V2 = "/openapi/v2";
    private static final String V3 = "/openapi/v3";
    private static final MediaType V2_PROTOBUF =
            MediaType.of("application", "com.github.proto-openapi.spec.v2@v1.0+protobuf");
    private static final MediaType V2_OLDER_PROTOBUF =
            MediaType.of("application", "com.github.proto-openapi.spec.v2.v1.0+protobuf");
    private static final MediaType V3_PROTOBUF =
            MediaType.of("application", "com.github.proto-openapi.spec.v3@v1.0+protobuf");
    private static final MediaType V3_OLDER_PROTOBUF =
            MediaType.of("application", "com.github.proto-openapi.spec.v3.v1.0+protobuf");

    /// RFC 1123 with the two digits of the day that Go's parser wants.
    private static final DateTimeFormatter HTTP_TIME =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private final Catalog catalog;
    private final dev.outrigger.schema.OpenApi.Info info;
    private final String born = httpTime(ZonedDateTime.now(ZoneOffset.UTC));
    private @Nullable Document second;
    private @Nullable Third third;

    /// @throws IllegalArgumentException where two different schemas would be published by one name
    OpenApi(Catalog catalog, Service.Info info) {
        this.catalog = catalog;
        dev.outrigger.schema.OpenApi.checkNames(published());
        this.info = new dev.outrigger.schema.OpenApi.Info(
                info.title(), info.version().isEmpty() ? ServerVersion.text() : info.version());
    }

    /// A document in both its forms.
    private record Document(StaticDocument json, StaticDocument protobuf) {
        static Document of(Value.Struct tree, Function<Value.Struct, byte[]> toProtobuf) {
            return new Document(StaticDocument.json(tree), StaticDocument.of(toProtobuf.apply(tree)));
        }
    }

    private record Third(StaticDocument index, Map<String, Document> documents) {}

    /// The answer to an OpenAPI path; empty where the path is none.
    Optional<ApiResponse> answer(ApiRequest request) {
        var path = request.path();
        if (!path.equals(V2) && !path.equals(V3) && !path.startsWith(V3 + "/")) return Optional.empty();
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) throw ApiException.methodNotAllowed();
        if (path.equals(V2)) return Optional.of(v2(request));
        if (path.equals(V3)) return Optional.of(index(request));
        var name = path.substring(V3.length() + 1);
        return Optional.ofNullable(third().documents().get(name)).map(document -> v3(request, name, document));
    }

    private ApiResponse v2(ApiRequest request) {
        var chosen = chosen(request, List.of(MediaType.JSON, V2_PROTOBUF, V2_OLDER_PROTOBUF));
        if (chosen.isEmpty()) return notAcceptable();
        boolean json = chosen.get().isSameAs(MediaType.JSON);
        var document = json ? second().json() : second().protobuf();
        var contentType = json ? MediaType.JSON : V2_OLDER_PROTOBUF;
        return answer(request, document, contentType.essence()).withHeader("Last-Modified", born);
    }

    private ApiResponse index(ApiRequest request) {
        if (chosen(request, List.of(MediaType.JSON)).isEmpty()) return notAcceptable();
        return answer(request, third().index(), "application/json").withHeader("Last-Modified", born);
    }

    private ApiResponse v3(ApiRequest request, String name, Document document) {
        var chosen = chosen(request, List.of(MediaType.JSON, V3_PROTOBUF, V3_OLDER_PROTOBUF));
        if (chosen.isEmpty()) return notAcceptable();
        var asked = request.query().first("hash");
        if (!asked.isEmpty() && !asked.equals(document.json().hash())) {
            var location = Headers.of("Location", url(name, document));
            return new ApiResponse.Body(301, location, List.of());
        }
        boolean json = chosen.get().isSameAs(MediaType.JSON);
        var contentType = json ? MediaType.JSON : V3_OLDER_PROTOBUF;
        var response = answer(request, json ? document.json() : document.protobuf(), contentType.essence());
        if (asked.isEmpty()) return response.withHeader("Cache-Control", "no-cache, private");
        var inAYear = httpTime(ZonedDateTime.now(ZoneOffset.UTC).plusYears(1));
        return response.withHeader("Cache-Control", "public, immutable").withHeader("Expires", inAYear);
    }

    private static ApiResponse answer(ApiRequest request, StaticDocument document, String contentType) {
        var headers =
                Headers.of("ETag", document.tag(), "Vary", "Accept-Encoding, Accept", "Content-Type", contentType);
        if (document.isKnownTo(request)) return new ApiResponse.Body(304, headers, List.of());
        if (!Reply.takesGzip(request)) return new ApiResponse.Body(200, headers, List.of(document.bytes()));
        return new ApiResponse.Body(200, headers.with("Content-Encoding", "gzip"), List.of(document.gzip()));
    }

    private static Optional<MediaType> chosen(ApiRequest request, List<MediaType> offers) {
        return MediaType.choose(String.join(",", request.headers().all("Accept")), offers);
    }

    private static ApiResponse notAcceptable() {
        return new ApiResponse.Body(406, Headers.NONE, List.of());
    }

    private static String url(String name, Document document) {
        return V3 + "/" + name + "?hash=" + document.json().hash();
    }

    private static String httpTime(ZonedDateTime time) {
        return HTTP_TIME.format(time);
    }

    private synchronized Document second() {
        if (second == null) {
            second = Document.of(dev.outrigger.schema.OpenApi.v2(info, published()), Protobuf::openApiV2);
        }
        return second;
    }

    private synchronized Third third() {
        if (third == null) {
            var documents = new LinkedHashMap<String, Document>();
            var hashes = new LinkedHashMap<String, String>();
            dev.outrigger.schema.OpenApi.v3(info, published()).forEach((name, tree) -> {
                var document = Document.of(tree, Protobuf::openApiV3);
                documents.put(name, document);
                hashes.put(name, document.json().hash());
            });
            var index = StaticDocument.json(dev.outrigger.schema.OpenApi.v3Index(hashes));
            third = new Third(index, documents);
        }
        return third;
    }

    private List<PublishedResource> published() {
        var published = new ArrayList<PublishedResource>();
        for (String group : catalog.groups()) {
            for (String version : catalog.versions(group)) {
                for (ResourceType type : catalog.types(new GroupVersion(group, version))) {
                    published.add(published(type, type.version(version)));
                }
            }
        }
        return published;
    }

    private static PublishedResource published(ResourceType type, ResourceType.Version version) {
        var kind = type.kind(version.name());
        return new PublishedResource(
                kind,
                type.names().plural(),
                type.namespaced(),
                version.schema(),
                Set.copyOf(Verbs.of(type)),
                Served.published(type, version),
                version.selectableFields());
    }
}
