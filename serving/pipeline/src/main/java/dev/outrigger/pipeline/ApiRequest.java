package dev.outrigger.pipeline;

import dev.outrigger.meta.ApiException;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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

    /// The same with another body.
    public ApiRequest with(Body other) {
        return new ApiRequest(method, path, query, headers, other, peer);
    }

    /// The bytes of the body.
    ///
    /// @throws ApiException 413 where there are more than the server takes
    /// @throws IllegalStateException where they are read by who asked for them as they come
    public byte[] bytes() {
        return switch (body) {
            case Body.Bytes(var bytes) -> bytes;
            case Body.TooLarge(var limit) -> throw ApiException.tooLarge("Request entity too large: limit is " + limit);
            case Body.Incoming _ -> throw new IllegalStateException("the body of " + path + " is not read whole");
        };
    }

    /// A request body: read whole before the request is looked at, unless the handler asks for it as it comes.
    public sealed interface Body {
        /// No body.
        Body NONE = new Bytes(new byte[0]);

        /// The bytes; none where there was no body.
        record Bytes(byte[] bytes) implements Body {}

        /// The body was longer than the server takes; the rest was not read.
        ///
        /// @param limit the most bytes it takes
        record TooLarge(long limit) implements Body {}

        /// It comes while the request is answered; see [Handler.Manner#STREAMED].
        ///
        /// @param length its bytes, where the client said how many there are
        record Incoming(OptionalLong length, Source source) implements Body {}
    }

    /// Where the bytes of a body come from. One thread reads at a time.
    public interface Source {
        /// The next bytes; waits for them. What is not asked for is not read: the client has to wait. A client that
        /// waits to be told to go on (`Expect: 100-continue`) is told when this is called first.
        ///
        /// @return at least one byte; empty at the end
        /// @throws IOException where the client went away before the end, or sends nothing for too long
        Optional<byte[]> read() throws IOException, InterruptedException;
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
