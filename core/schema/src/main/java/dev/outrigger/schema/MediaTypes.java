package dev.outrigger.schema;

import java.util.List;

/// The media types that the documents tell of.
final class MediaTypes {
    static final List<String> ANY = List.of("*/*");
    static final List<String> JSON = List.of("application/json");
    static final List<String> OBJECTS = List.of("application/json", "application/yaml", "application/cbor");
    static final List<String> STREAMS = List.of(
            "application/json",
            "application/yaml",
            "application/cbor",
            "application/json;stream=watch",
            "application/cbor-seq");
    static final List<String> PATCHES = List.of(
            "application/json-patch+json",
            "application/merge-patch+json",
            "application/strategic-merge-patch+json",
            "application/apply-patch+yaml",
            "application/apply-patch+cbor");

    private MediaTypes() {}
}
