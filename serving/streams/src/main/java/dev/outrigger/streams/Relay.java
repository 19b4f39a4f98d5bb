package dev.outrigger.streams;

import dev.outrigger.meta.ApiException;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// Hands requests on to another HTTP server and its answers back, byte for byte as they come.
///
/// What speaks of the connection, or says who the client is, is not handed on: credentials are for this server alone.
final class Relay {
    private static final Duration CONNECTING = Duration.ofSeconds(30);

    private Relay() {}

    /// Made when the first request is handed on.
    private static final class Shared {
        static final HttpClient CLIENT = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECTING)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
    }

    /// The answer of the server at the target, to this request with the path that is left.
    ///
    /// @param path what stands behind the subresource's name, with a leading slash, or nothing
    /// @throws ApiException 503 where there is none
    static ApiResponse answer(ApiRequest request, String path, URI target) throws InterruptedException {
        boolean bare = path.isEmpty() && !request.path().endsWith("/");
        boolean upgrade = request.headers().first("Upgrade").isPresent()
                && Onward.names(request.headers(), "Connection").contains("upgrade");
        var to = Onward.target(target, path, request.query().text());
        if (upgrade) return alone(to, outbound -> UpgradeRelay.answer(outbound, request, to, target));
        if (bare && request.method().equals("GET")) return toRoot(request);
        if (request.body() instanceof ApiRequest.Body.Incoming body) {
            return alone(to, outbound -> BodyRelay.answer(outbound, request, body, to, target));
        }
        try {
            return answer(request, Shared.CLIENT.send(onward(request, to), BodyHandlers.ofInputStream()), target);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /// Answers on a connection of the request's own.
    private interface Errand {
        ApiResponse answer(Outbound outbound) throws IOException;
    }

    private static ApiResponse alone(URI to, Errand errand) {
        try {
            var outbound = Outbound.to(to);
            try {
                return errand.answer(outbound);
            } catch (IOException | RuntimeException e) {
                outbound.close();
                throw e;
            }
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /// Relative links of a page only lead somewhere from a path with a slash (upstream's
    /// `proxyRedirectsforRootPath`).
    private static ApiResponse toRoot(ApiRequest request) {
        var query = request.query().text();
        var location = Onward.encoded(request.path()) + "/" + (query.isEmpty() ? "" : "?" + query);
        return new ApiResponse.Body(301, Headers.of("Location", location), List.of());
    }

    /// Upstream's words.
    static ApiException unreachable(IOException e) {
        var why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return ApiException.unavailable("error trying to reach service: " + why);
    }

    private static HttpRequest onward(ApiRequest request, URI to) {
        var onward = HttpRequest.newBuilder(to).method(request.method(), body(request));
        Onward.headers(request).forEach((name, value) -> {
            // The client adds these two itself.
            if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) onward.header(name, value);
        });
        return onward.build();
    }

    private static BodyPublisher body(ApiRequest request) {
        var bytes = request.bytes();
        return bytes.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes);
    }

    private static ApiResponse answer(ApiRequest request, HttpResponse<InputStream> answer, URI target) {
        var headers = new Headers[] {Headers.NONE};
        answer.headers().map().forEach((name, values) -> {
            for (var value : values) headers[0] = headers[0].with(name, value);
        });
        var kept = Onward.answered(request, target, headers[0]);
        int status = answer.statusCode();
        if (status == 204 || status == 304) {
            close(answer.body());
            return new ApiResponse.Body(status, kept, List.of());
        }
        if (request.method().equals("HEAD")) close(answer.body());
        return new ApiResponse.Stream(status, kept, sink -> copy(answer.body(), sink), ApiResponse.Purpose.PROCESS);
    }

    /// Copies to the client what comes; where either breaks off, so does the other.
    static void copy(InputStream from, ApiResponse.Sink to) throws InterruptedException {
        to.onGone(() -> close(from));
        var chunk = new byte[32 * 1024];
        try (from) {
            for (int length = from.read(chunk); length >= 0; length = from.read(chunk)) {
                if (length > 0 && !to.write(List.of(Arrays.copyOf(chunk, length)))) return;
            }
        } catch (IOException e) {
            if (to.write(List.of())) throw new UncheckedIOException(e);
        }
    }

    static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception _) {
            // Nobody waits for more.
        }
    }
}
