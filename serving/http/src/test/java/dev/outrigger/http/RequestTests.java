package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pipeline.ApiRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RequestTests {

    @ParameterizedTest
    @EnumSource
    void aRequestIsHandedOnWithItsMethodPathAndBody(HttpClient.Version version) throws Exception {
        try (var front = Fronts.serve(Fronts::echo);
                var client = Fronts.client(version)) {
            var request = Fronts.request(front, "/a/b?x=y").POST(BodyPublishers.ofString("hello"));
            var response = client.send(request.build(), BodyHandlers.ofString());
            assertThat(response.version()).isEqualTo(version);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("POST /a/b 5");
            assertThat(response.headers().firstValue("Date"))
                    .hasValueSatisfying(
                            date -> assertThat(date).matches("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBodyOfThreeMebibytesIsTakenAndOneByteMoreIsNot(HttpClient.Version version) throws Exception {
        try (var front = Fronts.serve(Fronts::echo);
                var client = Fronts.client(version)) {
            assertThat(post(front, client, 3 * 1024 * 1024).body()).isEqualTo("POST /x 3145728");
            assertThat(post(front, client, 3 * 1024 * 1024 + 1).statusCode()).isEqualTo(413);
        }
    }

    private static HttpResponse<String> post(HttpFront front, HttpClient client, int length) throws Exception {
        var request = Fronts.request(front, "/x").POST(BodyPublishers.ofByteArray(new byte[length]));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource
    void aBodyWithoutADeclaredLengthIsReadWhole(HttpClient.Version version) throws Exception {
        try (var front = Fronts.serve(Fronts::echo);
                var client = Fronts.client(version)) {
            var body = BodyPublishers.ofInputStream(() -> new Zeros(200_000));
            var request = Fronts.request(front, "/x").POST(body);
            assertThat(client.send(request.build(), BodyHandlers.ofString()).body())
                    .isEqualTo("POST /x 200000");
        }
    }

    @Test
    void aTooLongChunkedBodyIsAnsweredWith413BeforeItsEnd() throws Exception {
        try (var front = Fronts.serve(Fronts::echo);
                var socket = Fronts.connect(front)) {
            Fronts.say(socket, "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 4; i++) Fronts.say(socket, "100000\r\n" + "x".repeat(0x100000) + "\r\n");
            assertThat(Fronts.response(socket))
                    .startsWith("HTTP/1.1 413 ")
                    .containsIgnoringCase("connection: close")
                    .endsWith("more than 3145728");
            Fronts.say(socket, "0\r\n\r\n");
            assertThat(Fronts.rest(socket)).isEmpty();
        }
    }

    @Test
    void theBodyIsAskedForWhereTheClientExpectsThat() throws Exception {
        try (var front = Fronts.serve(Fronts::echo);
                var socket = Fronts.connect(front)) {
            Fronts.say(socket, "POST /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            assertThat(Fronts.head(socket)).startsWith("HTTP/1.1 100 ");
            Fronts.say(socket, "abc");
            assertThat(Fronts.response(socket)).startsWith("HTTP/1.1 200 ").endsWith("POST /x 3");
        }
    }

    @Test
    void aTooLongBodyIsNotAskedFor() throws Exception {
        try (var front = Fronts.serve(Fronts::echo);
                var socket = Fronts.connect(front)) {
            Fronts.say(
                    socket, "POST /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3145729\r\n\r\n");
            assertThat(Fronts.response(socket)).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
        try (var front = Fronts.serve(Fronts::echo);
                var socket = Fronts.connect(front)) {
            var requests = new StringBuilder();
            for (int i = 0; i < 20; i++) requests.append("GET /" + i + " HTTP/1.1\r\nHost: x\r\n\r\n");
            Fronts.say(socket, requests.toString());
            for (int i = 0; i < 20; i++) assertThat(Fronts.response(socket)).endsWith("GET /" + i + " 0");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/a%2Fb,               200, GET /a/b 0",
        "/a%2562,              200, GET /a%62 0",
        "/%C3%A4,              200, GET /ä 0",
        "//a///b/,             200, GET //a///b/ 0",
        "https://x:1/a?b=/c,   200, GET /a 0",
        "https://x?b,          200, GET / 0",
        "/%zz,                 400, 400 Bad Request",
        "/%4,                  400, 400 Bad Request",
        "/%C3,                 400, 400 Bad Request",
        "nonsense,             400, 400 Bad Request",
    })
    void aPathIsPercentDecodedOnce(String target, int status, String body) throws Exception {
        try (var front = Fronts.serve(Fronts::echo);
                var socket = Fronts.connect(front)) {
            Fronts.say(socket, "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(Fronts.response(socket))
                    .startsWith("HTTP/1.1 " + status)
                    .containsIgnoringCase("content-type: text/plain")
                    .endsWith(body);
        }
    }

    @Test
    void aLongQueryIsTaken() throws Exception {
        try (var front = Fronts.serve(Fronts::echo);
                var client = Fronts.client(HttpClient.Version.HTTP_1_1)) {
            var request = Fronts.request(front, "/x?labelSelector=" + "a".repeat(100_000));
            assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aHeadOfMoreThanAMebibyteIsRefusedWith431() throws Exception {
        try (var front = Fronts.serve(Fronts::echo);
                var socket = Fronts.connect(front)) {
            Fronts.say(socket, "GET /x HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(1024 * 1024) + "\r\n\r\n");
            assertThat(Fronts.response(socket))
                    .startsWith("HTTP/1.1 431 ")
                    .containsIgnoringCase("content-type: text/plain");
        }
    }

    @Test
    void whatIsNoHttpIsRefusedWith400() throws Exception {
        try (var front = Fronts.serve(Fronts::echo);
                var socket = Fronts.connect(front)) {
            Fronts.say(socket, "HELO there\r\n\r\n");
            assertThat(Fronts.rest(socket)).startsWith("HTTP/1.0 400 ").endsWith("400 Bad Request");
        }
    }

    @Test
    void aRequestThatBreaksOffIsNeverHandedOn() throws Exception {
        var seen = new LinkedBlockingQueue<ApiRequest>();
        try (var front = Fronts.serve(request -> {
            seen.add(request);
            return Fronts.text(200, "");
        })) {
            try (var socket = Fronts.connect(front)) {
                Fronts.say(socket, "POST /half HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
            }
            try (var socket = Fronts.connect(front)) {
                Fronts.say(socket, "GET /whole HTTP/1.1\r\nHost: x\r\n\r\n");
                Fronts.response(socket);
            }
            assertThat(seen).extracting(ApiRequest::path).containsExactly("/whole");
        }
    }

    /// Zeros, whose number the client does not tell.
    private static final class Zeros extends InputStream {
        private int left;

        Zeros(int left) {
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            return left-- > 0 ? 0 : -1;
        }
    }
}
