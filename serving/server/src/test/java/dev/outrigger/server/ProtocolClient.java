package dev.outrigger.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Somebody who talks to the server over TLS.
final class ProtocolClient implements AutoCloseable {
    static final String AGENT = "protocol-tests";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String url;
    private final HttpClient http;

    private ProtocolClient(String url, HttpClient http) {
        this.url = url;
        this.http = http;
    }

    static ProtocolClient of(String url, SSLContext tls) {
        return of(url, tls, HttpClient.Version.HTTP_2);
    }

    static ProtocolClient of(String url, SSLContext tls, HttpClient.Version version) {
        var http = HttpClient.newBuilder()
                .sslContext(tls)
                .version(version)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return new ProtocolClient(url, http);
    }

    ProtocolAnswer get(String path, String... headers) {
        return send("GET", path, Optional.empty(), headers);
    }

    ProtocolAnswer post(String path, String json, String... headers) {
        return send("POST", path, Optional.of(json), json(headers));
    }

    ProtocolAnswer put(String path, String json, String... headers) {
        return send("PUT", path, Optional.of(json), json(headers));
    }

    ProtocolAnswer patch(String path, String mediaType, String body, String... headers) {
        return send("PATCH", path, Optional.of(ProtocolJson.quoted(body)), and("Content-Type", mediaType, headers));
    }

    ProtocolAnswer merge(String path, String body, String... headers) {
        return patch(path, "application/merge-patch+json", body, headers);
    }

    ProtocolAnswer apply(String path, String body, String... headers) {
        return patch(path, "application/apply-patch+yaml", body, headers);
    }

    ProtocolAnswer delete(String path, String... headers) {
        return send("DELETE", path, Optional.empty(), headers);
    }

    ProtocolAnswer deleteWith(String path, String options) {
        return send("DELETE", path, Optional.of(ProtocolJson.quoted(options)), "Content-Type", "application/json");
    }

    private static String[] json(String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equals("Content-Type")) return headers;
        }
        return and("Content-Type", "application/json", headers);
    }

    private static String[] and(String name, String value, String... headers) {
        var all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = name;
        all[1] = value;
        return all;
    }

    ProtocolAnswer send(String method, String path, Optional<String> body, String... headers) {
        return send(
                method,
                path,
                body.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(new byte[0]),
                headers);
    }

    ProtocolAnswer send(String method, String path, byte[] body, String... headers) {
        try {
            var publisher = body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
            var answer = http.send(
                    request(path, headers)
                            .method(method, publisher)
                            .timeout(PATIENCE)
                            .build(),
                    BodyHandlers.ofByteArray());
            return new ProtocolAnswer(method + " " + path, answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// A stream of events; its first line is awaited by nobody.
    ProtocolEvents watch(String path, String... headers) {
        return new ProtocolEvents(path, open(path, headers));
    }

    /// An answer of which nobody reads yet.
    HttpResponse<InputStream> open(String path, String... headers) {
        try {
            return http.send(request(path, headers).GET().build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("GET " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url + path)).header("User-Agent", AGENT + "/1.0 (test)");
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equals("User-Agent")) request.setHeader(headers[i], headers[i + 1]);
            else request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
