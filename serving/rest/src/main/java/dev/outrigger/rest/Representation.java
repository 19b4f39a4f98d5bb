package dev.outrigger.rest;

import dev.outrigger.codec.MediaType;
import dev.outrigger.kinds.Subresource;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Status;
import dev.outrigger.pipeline.ApiRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How a client wants its answer: the format, what is written of an object, and whether for people to read.
///
/// @param format what it is written in
/// @param shape what is written of each object
/// @param pretty whether JSON is indented
record Representation(Format format, Shape shape, boolean pretty) {
    private static final List<String> META_VERSIONS = List.of("v1", "v1beta1");
    private static final List<String> PEOPLE = List.of("curl", "Wget", "Mozilla/5.0");
    private static final List<MediaType> DOCUMENTS =
            List.of(MediaType.JSON, MediaType.YAML, MediaType.PROTOBUF, MediaType.CBOR);
    private static final Offers PLAIN = new Offers(DOCUMENTS);
    private static final List<MediaType> STREAMS =
            List.of(MediaType.JSON, MediaType.YAML, MediaType.PROTOBUF, MediaType.CBOR, MediaType.CBOR_SEQUENCE);
    private static final Offers OBJECTS = offers(DOCUMENTS, false);
    private static final Offers EVENTS = offers(STREAMS, false);
    private static final Offers MESSAGES = offers(DOCUMENTS, true);
    private static final Offers MESSAGE_EVENTS = offers(STREAMS, true);

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
        OBJECT,
        /// A list.
        LIST,
        /// A stream of events, each with one object.
        WATCH
    }

    /// What the client asks for.
    ///
    /// @throws ApiException 406 where it takes nothing that can be made, 400 where the options of a table are wrong
    static Representation of(ApiRequest request, Of what, Target target) {
        var chosen =
                choose(request, offers(what, target)).orElseThrow(() -> ApiException.notAcceptable(Format.documents()));
        var format = Format.of(chosen);
        if (what == Of.WATCH && format == Format.YAML) throw ApiException.notAcceptable(Format.streams());
        return new Representation(format, shape(chosen, request, what, target), pretty(chosen, request));
    }

    /// What the client asks for of one object of another kind, such as those of actions.
    ///
    /// @throws ApiException 406 where it takes nothing that can be made, 400 where the options of a table are wrong
    static Representation ofOtherKind(ApiRequest request, Target target, Subresource.Kind kind) {
        var offers = kind.message().isPresent() ? MESSAGES : OBJECTS;
        var chosen = choose(request, offers).orElseThrow(() -> ApiException.notAcceptable(Format.documents()));
        var shape = shape(chosen, request, Of.OBJECT, target);
        return new Representation(Format.of(chosen), shape, pretty(chosen, request));
    }

    private static Offers offers(Of what, Target target) {
        boolean messages = target.message().isPresent();
        if (what == Of.WATCH) return messages ? MESSAGE_EVENTS : EVENTS;
        return messages ? MESSAGES : OBJECTS;
    }

    /// What a document of the server itself is told in, such as discovery.
    ///
    /// @throws ApiException 406 where the client takes none of the formats
    static Representation ofDocument(ApiRequest request) {
        return plain(request).orElseThrow(() -> ApiException.notAcceptable(Format.documents()));
    }

    /// What a `Status` is told in: as the client asks, or in JSON for people to read, whatever the client takes.
    static Representation ofStatus(ApiRequest request) {
        return plain(request).orElseGet(() -> new Representation(Format.JSON, new Shape.Whole(), true));
    }

    private static Optional<Representation> plain(ApiRequest request) {
        return choose(request, PLAIN)
                .map(chosen -> new Representation(Format.of(chosen), new Shape.Whole(), pretty(chosen, request)));
    }

    private static Optional<MediaType> choose(ApiRequest request, Offers offers) {
        return offers.choose(String.join(",", request.headers().all("Accept")));
    }

    /// Whether it is JSON on many lines.
    boolean indented() {
        return pretty && format == Format.JSON;
    }

    /// Whether it is an object in protobuf, as its type's message has it.
    boolean isMessage() {
        return shape instanceof Shape.Whole && format == Format.PROTOBUF;
    }

    /// This, of whole objects.
    Representation whole() {
        return new Representation(format, new Shape.Whole(), pretty);
    }

    /// Every format in every shape there is: tables in JSON and YAML, whole objects in protobuf only where they have
    /// messages.
    private static Offers offers(List<MediaType> types, boolean messages) {
        var offers = new ArrayList<MediaType>();
        for (MediaType type : types) {
            if (messages || !type.isSameAs(MediaType.PROTOBUF)) offers.add(type);
            boolean tables = type.isSameAs(MediaType.JSON) || type.isSameAs(MediaType.YAML);
            for (String version : META_VERSIONS) {
                if (tables) offers.add(as(type, "Table", version));
                offers.add(as(type, "PartialObjectMetadata", version));
                offers.add(as(type, "PartialObjectMetadataList", version));
            }
        }
        return new Offers(offers);
    }

    private static MediaType as(MediaType type, String kind, String version) {
        var parameters = new LinkedHashMap<>(Map.of("as", kind, "v", version, "g", "meta.k8s.io"));
        return new MediaType(type.type(), type.subtype(), parameters);
    }

    private static Shape shape(MediaType chosen, ApiRequest request, Of what, Target target) {
        var version = chosen.parameter("v").orElse("v1");
        var kind = chosen.parameter("as").orElse("");
        return switch (kind) {
            case "" -> new Shape.Whole();
            case "Table" -> new Shape.Table(version, include(request.query().first("includeObject")));
            case "PartialObjectMetadataList" -> {
                if (what != Of.LIST)
                    throw noSuch(kind, "not a list", target, target.kind().kind());
                yield new Shape.Metadata(version);
            }
            default -> {
                if (what == Of.LIST)
                    throw noSuch(kind, "a list", target, target.type().names().listKind());
                yield new Shape.Metadata(version);
            }
        };
    }

    private static ApiException noSuch(String asked, String is, Target target, String kind) {
        var message = "you requested " + asked + ", but the requested object is " + is + " (*"
                + target.version().name() + "." + kind + ")";
        return new ApiException(Status.failure(406, Status.Reason.NOT_ACCEPTABLE, message, Optional.empty()));
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

    private static boolean pretty(MediaType chosen, ApiRequest request) {
        return pretty(request) || chosen.parameter("pretty").orElse("").equals("1");
    }

    /// Whether the answer is for people: they say so, or their client is one that people use.
    static boolean pretty(ApiRequest request) {
        var asked = request.query().first("pretty").toLowerCase(Locale.ROOT);
        if (!asked.isEmpty()) return List.of("1", "t", "true").contains(asked);
        var agent = request.headers().first("User-Agent").orElse("");
        return PEOPLE.stream().anyMatch(agent::startsWith);
    }
}
