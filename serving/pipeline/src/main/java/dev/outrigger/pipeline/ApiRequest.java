package dev.outrigger.pipeline;

import java.security.cert.X509Certificate;
import java.util.List;

/// One HTTP request as the front door took it in.
///
/// @param method the HTTP method, upper case
/// @param path the path, percent-decoded once
/// @param query the query parameters
/// @param headers the header fields
/// @param body the body
/// @param peer who is at the other end of the connection
public record ApiRequest(String method, String path, Query query, Headers headers, Body body, Peer peer) {

    /// The same with other header fields.
    ApiRequest with(Headers other) {
        return new ApiRequest(method, path, query, other, body, peer);
    }

    /// A request body, read whole before the request is looked at.
    public sealed interface Body {
        /// The bytes; none where there was no body.
        record Bytes(byte[] bytes) implements Body {}

        /// The body was longer than the server takes; the rest was not read.
        ///
        /// @param limit the most bytes it takes
        record TooLarge(long limit) implements Body {}
    }

    /// The other end of the connection.
    ///
    /// @param address its network address
    /// @param certificates the chain it showed, its own certificate first; NOT verified by the front door;
    ///     none where it showed none
    public record Peer(String address, List<X509Certificate> certificates) {
        public Peer {
            certificates = List.copyOf(certificates);
        }
    }
}
