package dev.outrigger.rest;

import dev.outrigger.codec.Cbor;
import dev.outrigger.codec.Json;
import dev.outrigger.codec.MediaType;
import dev.outrigger.codec.Protobuf;
import dev.outrigger.codec.Yaml;
import dev.outrigger.meta.Value;
import java.util.Arrays;
import java.util.List;

/// What documents are written in, in the order they are offered.
enum Format {
    /// JSON.
    JSON(MediaType.JSON, "application/json;stream=watch"),
    /// YAML, which has no form for streams.
    YAML(MediaType.YAML, ""),
    /// Protobuf: what the API machinery has messages for, which no author's type is.
    PROTOBUF(MediaType.PROTOBUF, "application/vnd.kubernetes.protobuf;stream=watch"),
    /// CBOR.
    CBOR(MediaType.CBOR, MediaType.CBOR_SEQUENCE.essence());

    private final MediaType mediaType;
    private final String stream;

    Format(MediaType mediaType, String stream) {
        this.mediaType = mediaType;
        this.stream = stream;
    }

    MediaType mediaType() {
        return mediaType;
    }

    /// The `Content-Type` of a watch.
    String watchType() {
        return this == JSON ? mediaType.essence() : stream;
    }

    /// The media types of documents, as errors list them.
    static List<String> documents() {
        return Arrays.stream(values()).map(format -> format.mediaType.essence()).toList();
    }

    /// The media types of watches, as errors list them.
    static List<String> streams() {
        return Arrays.stream(values())
                .map(format -> format.stream)
                .filter(stream -> !stream.isEmpty())
                .toList();
    }

    /// The format a negotiated media type stands for.
    static Format of(MediaType mediaType) {
        return Arrays.stream(values())
                .filter(format -> format.mediaType.isSameAs(mediaType))
                .findFirst()
                .orElse(CBOR); // the sequence, which only watches offer
    }

    /// A whole document.
    ///
    /// @throws IllegalArgumentException in protobuf, where its kind has no message
    byte[] encode(Value.Struct document) {
        return switch (this) {
            case JSON -> Json.encode(document);
            case YAML -> Yaml.encode(document);
            case PROTOBUF -> Protobuf.encode(document);
            case CBOR -> Cbor.encode(document);
        };
    }

    /// An object or row as the inside of a document: what is kept of it.
    byte[] encodeItem(Value.Struct item) {
        return switch (this) {
            case JSON -> Json.encode(item);
            case YAML -> Yaml.encode(item);
            case PROTOBUF -> Protobuf.metadata(item);
            case CBOR -> Cbor.encodeItem(item);
        };
    }
}
