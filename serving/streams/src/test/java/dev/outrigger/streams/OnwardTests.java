package dev.outrigger.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.pipeline.Query;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What of a request is handed on.
class OnwardTests {
    @ParameterizedTest
    @CsvSource({
        "/api/v1/namespaces/n/pods/p/proxy,            /api/v1/namespaces/n/pods/p/proxy,    ''",
        "/api/v1/namespaces/n/pods/p/proxy/,           /api/v1/namespaces/n/pods/p/proxy,    /",
        "/api/v1/nodes/n/proxy/a/b/,                   /api/v1/nodes/n/proxy,                /a/b/",
        "/apis/g/v1/namespaces/n/radios/r/proxy/proxy, /apis/g/v1/namespaces/n/radios/r/proxy, /proxy",
        "/apis/g/v1/kennels/k/proxy//x,                /apis/g/v1/kennels/k/proxy,           //x",
    })
    void thePathBehindTheSubresourceIsFound(String path, String before, String after) {
        assertThat(Subpath.before(path)).isEqualTo(before);
        assertThat(Subpath.after(path)).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({
        "http://a:1,          '',       '',          http://a:1/",
        "http://a:1,          /x y/ü%,  '',          http://a:1/x%20y/%C3%BC%25",
        "http://a:1/base/,    /x/,      a=%2F&b=[],  http://a:1/base/x/?a=%2F&b=%5B%5D",
        "https://[::1]:2/b?k=v, /x,     a=1,         https://[::1]:2/b/x?k=v&a=1",
        "http://a,            /x?y,     100%,        http://a/x%3Fy?100%25",
    })
    void theTargetsAddressIsContinued(URI target, String path, String query, String whole) {
        assertThat(Onward.target(target, path, query)).hasToString(whole);
    }

    @Test
    void whatIsOfTheConnectionOrSaysWhoTheClientIsStaysHere() {
        var headers = Headers.of(
                "Connection", "keep-alive, X-Hop", "X-Hop", "1", "Keep-Alive", "5", "Upgrade", "x", "TE", "trailers");
        headers = headers.with("Authorization", "Bearer secret")
                .with("Impersonate-User", "eve")
                .with("X-Remote-Group", "system:masters")
                .with("X-Forwarded-For", "10.0.0.1")
                .with("Host", "api:6443")
                .with("Accept", "text/html");
        var request = new ApiRequest(
                "GET",
                "/a b",
                Query.NONE,
                headers,
                new ApiRequest.Body.Bytes(new byte[0]),
                new ApiRequest.Peer("127.0.0.1", List.of()));
        var kept = new StringBuilder();
        Onward.headers(request)
                .forEach((name, value) ->
                        kept.append(name).append(": ").append(value).append('\n'));
        assertThat(kept).hasToString("""
                Host: api:6443
                Accept: text/html
                X-Forwarded-For: 127.0.0.1
                X-Forwarded-Host: api:6443
                X-Forwarded-Proto: https
                X-Forwarded-Uri: /a%20b
                """);
    }

    @Test
    void aTokenAmongTheSubprotocolsStaysHere() {
        assertThat(Onward.subprotocols("a, base64url.bearer.authorization.k8s.io.c2VjcmV0,b"))
                .isEqualTo("a, b");
    }

    @ParameterizedTest
    @CsvSource({
        "'3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n', abcde",
        "'0\r\n\r\n', ''",
        "'A\r\n0123456789\r\n0\r\n', 0123456789"
    })
    void chunksArePutTogether(String body, String text) throws IOException {
        var chunks = new Chunks(new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)));
        assertThat(new String(chunks.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3\r\nab", "x\r\n", "3\r\nabc", "999999999\r\n"})
    void aBodyThatIsCutIsSeenToBe(String body) {
        var chunks = new Chunks(new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)));
        assertThatThrownBy(chunks::readAllBytes).isInstanceOf(IOException.class);
        var limited = new Limited(new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)), 100);
        assertThatThrownBy(limited::readAllBytes).isInstanceOf(IOException.class);
    }
}
