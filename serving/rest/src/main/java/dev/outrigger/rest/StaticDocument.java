package dev.outrigger.rest;

import dev.outrigger.codec.Json;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Headers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// A document that changes only with the catalog: encoded once, told apart by its hash.
///
/// @param bytes what is sent
/// @param gzip the same, compressed
/// @param hash the SHA-512 of the document, in upper-case hexadecimal
record StaticDocument(byte[] bytes, byte[] gzip, String hash) {

    static StaticDocument json(Value.Struct document) {
        return of(Json.encode(document));
    }

    static StaticDocument of(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-512").digest(bytes);
            return new StaticDocument(
                    bytes,
                    Reply.gzip(List.of(bytes)),
                    HexFormat.of().withUpperCase().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The same document in other bytes: clients know it by the same hash.
    StaticDocument as(byte[] otherBytes) {
        return new StaticDocument(otherBytes, Reply.gzip(List.of(otherBytes)), hash);
    }

    /// The answer: 304 where the client has the document already.
    ApiResponse answer(ApiRequest request, String contentType) {
        var headers =
                Headers.of("ETag", tag(), "Vary", "Accept", "Cache-Control", "public", "Content-Type", contentType);
        return isKnownTo(request)
                ? new ApiResponse.Body(304, headers, List.of())
                : new ApiResponse.Body(200, headers, List.of(bytes));
    }

    /// The document's `ETag`.
    String tag() {
        return "\"" + hash + "\"";
    }

    /// Whether the client has the document already.
    boolean isKnownTo(ApiRequest request) {
        return request.headers().all("If-None-Match").stream().anyMatch(given -> given.contains(tag()));
    }
}
