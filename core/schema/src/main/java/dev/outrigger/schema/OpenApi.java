package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.Collection;
import java.util.Map;

/// The OpenAPI documents of what a server serves, as trees and in the protobuf form that Kubernetes clients ask
/// for.
public final class OpenApi {

    /// What the documents say of the server itself.
    public record Info(String title, String version) {}

    private OpenApi() {}

    /// The Swagger 2.0 document served at `/openapi/v2`.
    ///
    /// @throws IllegalArgumentException where two different schemas have the same name
    public static Value.Struct v2(Info info, Collection<PublishedResource> resources) {
        throw new UnsupportedOperationException(info + " " + resources);
    }

    /// The OpenAPI 3.0 documents served below `/openapi/v3/`, by their path: `version`, `apis`, `apis/G`,
    /// `apis/G/V`, and for the core group `api` and `api/V`.
    ///
    /// @throws IllegalArgumentException where two different schemas of one document have the same name
    public static Map<String, Value.Struct> v3(Info info, Collection<PublishedResource> resources) {
        throw new UnsupportedOperationException(info + " " + resources);
    }

    /// The document served at `/openapi/v3`: where to find the others.
    ///
    /// @param hashes the hash of each encoded document, by its path
    public static Value.Struct v3Index(Map<String, String> hashes) {
        throw new UnsupportedOperationException(hashes.toString());
    }

    /// A Swagger 2.0 document in the form of gnostic's `openapi_v2.Document`.
    public static byte[] v2Protobuf(Value.Struct document) {
        throw new UnsupportedOperationException(document.toString());
    }

    /// An OpenAPI 3.0 document in the form of gnostic's `openapi_v3.Document`.
    public static byte[] v3Protobuf(Value.Struct document) {
        throw new UnsupportedOperationException(document.toString());
    }
}
