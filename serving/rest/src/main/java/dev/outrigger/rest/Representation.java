package dev.outrigger.rest;

import dev.outrigger.codec.MediaType;
import dev.outrigger.meta.ApiException;
import dev.outrigger.pipeline.ApiRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How a client wants its answer: the media type, what is written of an object, and whether for people to read.
///
/// @param yaml whether it is YAML; JSON otherwise
/// @param shape what is written of each object
/// @param pretty whether JSON is indented
record Representation(boolean yaml, Shape shape, boolean pretty) {
    private static final List<String> META_VERSIONS = List.of("v1", "v1beta1");
    private static final List<String> PEOPLE = List.of("curl", "Wget", "Mozilla/5.0");

    /// JSON, whole.
    static final Representation JSON = new Representation(false, new Shape.Whole(), false);

    /// What is written of an object.
    sealed interface Shape {
        /// All of it.
        record Whole() implements Shape {}

        /// Its metadata (`PartialObjectMetadata`).
        record Metadata(String version) implements Shape {}

        /// A row of a table.
        record Table(String version, IncludeObject include) implements Shape {}
    }

    /// What a table's row holds of its object.
    enum IncludeObject {
        /// Nothing.
        NONE,
        /// Its metadata.
        METADATA,
        /// All of it.
        OBJECT
    }

    /// What an answer holds: decides which shapes there are.
    enum Of {
        /// One object.
        OBJECT("PartialObjectMetadata", true),
        /// A list.
        LIST("PartialObjectMetadataList", true),
        /// A stream of events.
        WATCH("PartialObjectMetadata", false);

        private final String partialKind;
        private final boolean yaml;

        Of(String partialKind, boolean yaml) {
            this.partialKind = partialKind;
            this.yaml = yaml;
        }
    }

    String mediaType() {
        return yaml ? "application/yaml" : "application/json";
    }

    /// What the client asks for.
    ///
    /// @throws ApiException 406 where it takes nothing that can be made, 400 where the options of a table are wrong
    static Representation of(ApiRequest request, Of what) {
        var accept = String.join(",", request.headers().all("Accept"));
        var chosen = MediaType.choose(accept, offers(what))
                .orElseThrow(() -> ApiException.notAcceptable(
                        what.yaml
                                ? List.of("application/json", "application/yaml")
                                : List.of("application/json;stream=watch")));
        boolean pretty =
                pretty(request) || chosen.parameter("pretty").orElse("").equals("1");
        return new Representation(chosen.isSameAs(MediaType.YAML), shape(chosen, request), pretty);
    }

    /// What a `Status` is told in: YAML where the client asks for it, else JSON, whatever the client takes.
    static Representation ofStatus(ApiRequest request) {
        var accept = String.join(",", request.headers().all("Accept"));
        var chosen = MediaType.choose(accept, List.of(MediaType.JSON, MediaType.YAML))
                .orElse(MediaType.JSON);
        return new Representation(chosen.isSameAs(MediaType.YAML), new Shape.Whole(), pretty(request));
    }

    private static List<MediaType> offers(Of what) {
        var offers = new ArrayList<MediaType>();
        for (MediaType type : what.yaml ? List.of(MediaType.JSON, MediaType.YAML) : List.of(MediaType.JSON)) {
            offers.add(type);
            for (String version : META_VERSIONS) {
                offers.add(as(type, "Table", version));
                offers.add(as(type, what.partialKind, version));
            }
        }
        return offers;
    }

    private static MediaType as(MediaType type, String kind, String version) {
        var parameters = new LinkedHashMap<>(Map.of("as", kind, "v", version, "g", "meta.k8s.io"));
        return new MediaType(type.type(), type.subtype(), parameters);
    }

    private static Shape shape(MediaType chosen, ApiRequest request) {
        var version = chosen.parameter("v").orElse("v1");
        var kind = chosen.parameter("as").orElse("");
        if (kind.isEmpty()) return new Shape.Whole();
        return kind.equals("Table")
                ? new Shape.Table(version, include(request.query().first("includeObject")))
                : new Shape.Metadata(version);
    }

    private static IncludeObject include(String text) {
        return switch (text) {
            case "", "Metadata" -> IncludeObject.METADATA;
            case "None" -> IncludeObject.NONE;
            case "Object" -> IncludeObject.OBJECT;
            default ->
                throw ApiException.badRequest(
                        "Unable to convert to Table as requested: includeObject: Invalid value: \"" + text
                                + "\": must be 'Metadata', 'Object', 'None', or empty");
        };
    }

    /// Whether the answer is for people: they say so, or their client is one that people use.
    static boolean pretty(ApiRequest request) {
        var asked = request.query().first("pretty").toLowerCase(Locale.ROOT);
        if (!asked.isEmpty()) return List.of("1", "t", "true").contains(asked);
        var agent = request.headers().first("User-Agent").orElse("");
        return PEOPLE.stream().anyMatch(agent::startsWith);
    }
}
