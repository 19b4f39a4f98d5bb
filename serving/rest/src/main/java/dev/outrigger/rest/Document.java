package dev.outrigger.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.outrigger.codec.Cbor;
import dev.outrigger.codec.DecodeException;
import dev.outrigger.codec.Decoded;
import dev.outrigger.codec.Json;
import dev.outrigger.codec.MediaType;
import dev.outrigger.codec.ProtoMessage;
import dev.outrigger.codec.Protobuf;
import dev.outrigger.codec.Yaml;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.ApiRequest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A body as it was read.
///
/// @param value what it says
/// @param duplicates the members that occurred again
record Document(Value.Struct value, List<String> duplicates) {
    private static final int SHOWN = 30;
    /// What objects of authors' types may be sent in.
    private static final List<Format> OBJECTS = List.of(Format.JSON, Format.YAML, Format.CBOR);

    private static final List<Format> MESSAGES = List.of(Format.values());

    /// The object in a body.
    ///
    /// @param expected what it should be
    /// @param message the protobuf message of such objects; empty where they have none
    /// @throws ApiException 400, 413 or 415 where it is none
    static Document object(ApiRequest request, GroupVersionKind expected, Optional<ProtoMessage> message) {
        var format = format(request, message.isPresent() ? MESSAGES : OBJECTS);
        var bytes = request.bytes();
        var kind = expected.kind();
        try {
            if (format == Format.PROTOBUF) return new Document(opened(bytes, expected, message), List.of());
            var decoded = decode(format, bytes);
            if (!(decoded.value() instanceof Value.Struct object)) {
                throw unrecognized(kind, noStruct(format, decoded.value()), bytes);
            }
            noText(format, object).ifPresent(why -> {
                throw unrecognized(kind, why, bytes);
            });
            return new Document(object, decoded.duplicates());
        } catch (DecodeException e) {
            throw unrecognized(kind, (format == Format.PROTOBUF ? "" : noKind(format)) + e.getMessage(), bytes);
        }
    }

    /// The object in a protobuf document; of one of another kind nothing but what it says it is.
    private static Value.Struct opened(byte[] bytes, GroupVersionKind expected, Optional<ProtoMessage> message) {
        var document = Protobuf.opened(bytes);
        boolean theirs = document.kind().isEmpty() && document.apiVersion().isEmpty()
                || document.kind().equals(expected.kind())
                        && document.apiVersion().equals(expected.apiVersion());
        return theirs
                ? document.object(message.orElseThrow(), true)
                : Value.object("apiVersion", document.apiVersion(), "kind", document.kind());
    }

    /// The options in a body, which every format has a form for.
    ///
    /// @throws ApiException 400, 413 or 415 where there are none
    static Value.Struct options(ApiRequest request) {
        var format = format(request, List.of(Format.values()));
        var bytes = request.bytes();
        try {
            var value = format == Format.PROTOBUF
                    ? Protobuf.deleteOptions(bytes)
                    : decode(format, bytes).value();
            if (value instanceof Value.Struct object) return object;
            throw ApiException.badRequest(noStruct(format, value));
        } catch (DecodeException e) {
            throw ApiException.badRequest((format == Format.PROTOBUF ? "" : noKind(format)) + e.getMessage());
        }
    }

    private static Format format(ApiRequest request, List<Format> accepted) {
        var header = request.headers().first("Content-Type").orElse("");
        if (header.isEmpty()) return Format.JSON;
        return MediaType.parse(header)
                .flatMap(sent -> accepted.stream()
                        .filter(format -> format.mediaType().isSameAs(sent))
                        .findFirst())
                .orElseThrow(() -> ApiException.unsupportedMediaType(accepted.stream()
                        .map(format -> format.mediaType().essence())
                        .toList()));
    }

    private static Decoded decode(Format format, byte[] bytes) {
        return switch (format) {
            case JSON -> Json.decode(bytes);
            case YAML -> Yaml.decode(bytes);
            case CBOR -> Cbor.decode(bytes);
            case PROTOBUF -> throw new IllegalArgumentException("no author's type has a message");
        };
    }

    private static String noKind(Format format) {
        return format == Format.CBOR
                ? "unable to determine group/version/kind: "
                : "couldn't get version/kind; json parse error: ";
    }

    private static String noStruct(Format format, Value value) {
        return noKind(format)
                + (format == Format.CBOR
                        ? "cbor: cannot unmarshal " + cborName(value) + " into Go value of type v1.TypeMeta"
                        : "json: cannot unmarshal " + jsonName(value) + " into Go value of type struct");
    }

    /// What is wrong where apiVersion or kind is there and no string.
    private static Optional<String> noText(Format format, Value.Struct object) {
        for (String name : List.of("apiVersion", "kind")) {
            var value = object.get(name).orElse(Value.NULL);
            if (value instanceof Value.Text || value instanceof Value.Null) continue;
            return Optional.of(noKind(format)
                    + (format == Format.CBOR
                            ? "cbor: cannot unmarshal " + cborName(value) + " into Go struct field v1.TypeMeta." + name
                            : "json: cannot unmarshal " + jsonName(value) + " into Go struct field ." + name)
                    + " of type string");
        }
        return Optional.empty();
    }

    private static ApiException unrecognized(String kind, String why, byte[] bytes) {
        return ApiException.badRequest("the object provided is unrecognized (must be of type " + kind + "): " + why
                + " (" + summary(bytes) + ")");
    }

    /// The start of a body: as text where it looks like JSON, else in hexadecimal.
    private static String summary(byte[] bytes) {
        if (bytes.length == 0) return "<empty>";
        var start = Arrays.copyOf(bytes, Math.min(bytes.length, SHOWN));
        var shown = bytes[0] == '{' ? new String(start, UTF_8) : HexFormat.of().formatHex(start);
        return bytes.length > SHOWN ? shown + " ..." : shown;
    }

    private static String jsonName(Value value) {
        return switch (value) {
            case Value.Null _ -> "null";
            case Value.Bool _ -> "bool";
            case Value.Int _, Value.Real _ -> "number";
            case Value.Text _ -> "string";
            case Value.Array _ -> "array";
            case Value.Struct _ -> "object";
        };
    }

    private static String cborName(Value value) {
        return switch (value) {
            case Value.Null _, Value.Bool _, Value.Real _ -> "primitives";
            case Value.Int(var number) -> number < 0 ? "negative integer" : "positive integer";
            case Value.Text _ -> "UTF-8 text string";
            case Value.Array _ -> "array";
            case Value.Struct _ -> "map";
        };
    }
}
