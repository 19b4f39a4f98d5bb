package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that are handed on to another HTTP server.
class RelayTests {
    private static final String PROXY = RadioServer.RADIO + "/proxy";
    private static final AtomicLong SENT = new AtomicLong();
    private static final CountDownLatch LEFT = new CountDownLatch(1);
    private static HttpServer station;
    private static RadioServer radio;

    @BeforeAll
    static void start() throws IOException {
        station = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        station.setExecutor(task -> Thread.ofVirtual().start(task));
        station.createContext("/base", RelayTests::answer);
        station.start();
        radio = RadioServer.start("http://127.0.0.1:" + station.getAddress().getPort() + "/base");
    }

    @AfterAll
    static void stop() {
        radio.close();
        station.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        try (exchange) {
            switch (path) {
                case "/base/moved" -> {
                    var here = "http://127.0.0.1:" + station.getAddress().getPort() + "/base/new?a=1";
                    exchange.getResponseHeaders().add("Location", here);
                    exchange.sendResponseHeaders(302, -1);
                }
                case "/base/nothing" -> exchange.sendResponseHeaders(204, -1);
                case "/base/flood" -> flood(exchange);
                default -> echo(exchange);
            }
        }
    }

    private static void flood(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        var part = new byte[50_000];
        try {
            for (; ; SENT.addAndGet(part.length)) exchange.getResponseBody().write(part);
        } catch (IOException gone) {
            LEFT.countDown();
            throw gone;
        }
    }

    private static void echo(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var text = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body;
        for (var name :
                new String[] {"Authorization", "Impersonate-User", "X-Remote-User", "X-Own", "X-Forwarded-Uri"}) {
            if (exchange.getRequestHeaders().containsKey(name)) {
                text += "\n" + name + ": " + exchange.getRequestHeaders().getFirst(name);
            }
        }
        exchange.getResponseHeaders().add("X-Station", "one");
        exchange.getResponseHeaders().add("Set-Cookie", "a=1");
        exchange.getResponseHeaders().add("Set-Cookie", "b=2");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(body.equals("teapot") ? 418 : 200, head ? -1 : bytes.length);
        if (!head) exchange.getResponseBody().write(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void methodPathQueryHeadersAndBodyAreHandedOn(String method) {
        var body = method.equals("GET") ? new byte[0] : "tune in".getBytes(StandardCharsets.UTF_8);
        var answer = radio.admin().send(method, PROXY + "/a/b%20c/?x=1&y=%2F&x=2", body, "X-Own", "mine");
        assertThat(answer.code()).isEqualTo(200);
        assertThat(answer.text())
                .startsWith(method + " /base/a/b%20c/?x=1&y=%2F&x=2 " + (method.equals("GET") ? "" : "tune in"))
                .contains("\nX-Own: mine")
                .contains("\nX-Forwarded-Uri: " + PROXY + "/a/b%20c/");
        assertThat(answer.header("X-Station")).isEqualTo("one");
        assertThat(answer.headers().allValues("Set-Cookie")).containsExactlyInAnyOrder("a=1", "b=2");
    }

    @Test
    void whatTheServerAnswersIsTheAnswer() {
        assertThat(radio.admin()
                        .send("POST", PROXY + "/", "teapot".getBytes(StandardCharsets.UTF_8))
                        .code())
                .isEqualTo(418);
        assertThat(radio.admin().get(PROXY + "/nothing").code()).isEqualTo(204);
        assertThat(radio.admin().send("HEAD", PROXY + "/x", new byte[0]).header("X-Station"))
                .isEqualTo("one");
    }

    @Test
    void credentialsAreNotHandedOn() {
        var answer = radio.admin().send("GET", PROXY + "/x", new byte[0], "X-Remote-User", "eve");
        assertThat(answer.text()).doesNotContain("X-Remote-User");
    }

    @Test
    void redirectsLeadThroughHere() {
        assertThat(radio.admin().get(PROXY).header("Location")).isEqualTo(PROXY + "/");
        var moved = radio.admin().get(PROXY + "/moved");
        assertThat(moved.code()).isEqualTo(302);
        assertThat(moved.header("Location")).isEqualTo(PROXY + "/new?a=1");
    }

    @Test
    void aServerThatCannotBeReachedIsUnavailable() {
        try (var dead = RadioServer.start("http://127.0.0.1:1")) {
            var answer = dead.admin().get(PROXY + "/x");
            assertThat(answer.code()).isEqualTo(503);
            assertThat(answer.textAt("/message")).startsWith("error trying to reach service: ");
        }
    }

    @Test
    void aServerWaitsForAClientThatDoesNotReadAndIsLeftWithIt() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(radio.server().url() + PROXY + "/flood"));
        var answer = radio.http().send(request.build(), BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            assertThat(body.readNBytes(1_000_000)).hasSize(1_000_000);
            assertThat(SENT.get()).isLessThan(50_000_000);
        }
        assertThat(LEFT.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"101, 'HTTP/1.1 101 ', pong", "chunked, 'HTTP/1.1 403 ', no such protocol", "sized, 'HTTP/1.1 403 ', no"
    })
    void upgradesAreHandedOn(String path, String start, String end) throws IOException {
        try (var backend = new Backend();
                var front = RadioServer.start("http://127.0.0.1:" + backend.port());
                var socket = (SSLSocket) front.server()
                        .adminTls()
                        .getSocketFactory()
                        .createSocket("127.0.0.1", front.server().port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + PROXY + "/" + path + "?q=1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, X-Hop\r\n"
                                    + "Upgrade: ping/1\r\nX-Hop: 1\r\nX-Own: mine\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var head = Backend.head(socket.getInputStream());
            assertThat(head).startsWith(start).containsIgnoringCase("x-backend: yes\r\n");
            if (path.equals("101")) {
                assertThat(head).containsIgnoringCase("upgrade: ping/1\r\n");
                socket.getOutputStream().write("ping".getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(end);
            } else {
                var rest = new String(socket.getInputStream().readNBytes(end.length()), StandardCharsets.UTF_8);
                assertThat(rest).isNotEmpty();
            }
            assertThat(backend.asked())
                    .startsWith("GET /" + path + "?q=1 HTTP/1.1\r\n")
                    .contains("Upgrade: ping/1\r\n", "X-Own: mine\r\n")
                    .doesNotContain("X-Hop");
        }
    }

    /// A server that speaks a protocol of its own after the handshake: `ping`, `pong`, and the end.
    private static final class Backend implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private volatile String asked = "";

        Backend() throws IOException {
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return listening.getLocalPort();
        }

        String asked() {
            return asked;
        }

        private void serve() {
            try (var socket = listening.accept()) {
                asked = head(socket.getInputStream());
                if (asked.contains("/101?")) speak(socket);
                else refuse(socket, asked.contains("/chunked?"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void speak(Socket socket) throws IOException {
            socket.getOutputStream()
                    .write("HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: ping/1\r\nX-Backend: yes\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            if (new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII).equals("ping")) {
                socket.getOutputStream().write("pong".getBytes(StandardCharsets.US_ASCII));
            }
        }

        private static void refuse(Socket socket, boolean chunked) throws IOException {
            var body = chunked
                    ? "Transfer-Encoding: chunked\r\n\r\n3\r\nno \r\nd;x=y\r\nsuch protocol\r\n0\r\n\r\n"
                    : "Content-Length: 2\r\n\r\nno";
            socket.getOutputStream()
                    .write(("HTTP/1.1 403 No\r\nX-Backend: yes\r\n" + body).getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().read();
        }

        static String head(InputStream in) throws IOException {
            var head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) throw new IOException("closed after " + head);
                head.append((char) next);
            }
            return head.toString();
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
