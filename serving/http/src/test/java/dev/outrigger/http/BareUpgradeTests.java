package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.pipeline.Wire;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Connections that go on in a protocol which the front door does not know.
class BareUpgradeTests {
    private static final Patience SHORT = new Patience(
            Duration.ofSeconds(90),
            Duration.ofSeconds(90),
            Duration.ofMillis(300),
            Duration.ofSeconds(60),
            Duration.ofMillis(300));

    private static ApiResponse upgrade(Wire.Dialog dialog) {
        return new ApiResponse.Upgrade(
                Headers.of("X-Stream-Protocol-Version", "v4"), new ApiResponse.Protocol.Bare("SPDY/3.1", dialog));
    }

    private static void echo(Wire wire) throws InterruptedException {
        for (var heard = wire.read(); heard.isPresent(); heard = wire.read()) {
            if (!wire.write(List.of(heard.get()))) return;
        }
    }

    private static SSLSocket open(HttpFront front, String method) throws IOException {
        var socket = Fronts.connect(front);
        Fronts.say(
                socket,
                method + " /exec HTTP/1.1\r\nHost: x\r\nX-Outrigger-Posted: true\r\n"
                        + "Connection: Upgrade\r\nUpgrade: SPDY/3.1\r\n"
                        + (method.equals("POST") ? "Content-Length: 0\r\n\r\n" : "\r\n"));
        return socket;
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void bytesGoBothWaysAfterAnUpgradeByEitherMethod(String method) throws Exception {
        var taken = new CompletableFuture<ApiRequest>();
        try (var front = Fronts.serve(request -> {
                    taken.complete(request);
                    return upgrade(BareUpgradeTests::echo);
                });
                var socket = open(front, method)) {
            assertThat(Fronts.head(socket))
                    .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                    .containsIgnoringCase("upgrade: SPDY/3.1\r\n")
                    .containsIgnoringCase("connection: Upgrade\r\n")
                    .containsIgnoringCase("x-stream-protocol-version: v4\r\n")
                    .doesNotContainIgnoringCase("content-length")
                    .doesNotContainIgnoringCase("transfer-encoding");
            Fronts.say(socket, "meow");
            assertThat(new String(socket.getInputStream().readNBytes(4), StandardCharsets.UTF_8))
                    .isEqualTo("meow");
            assertThat(taken.get().method()).isEqualTo(method);
            assertThat(taken.get().headers().first("X-Outrigger-Posted")).isEmpty();
        }
    }

    @Test
    void requestsThatUpgradeToNothingKeepTheirMethodAndBody() throws Exception {
        try (var front = Fronts.serve(Fronts::echo);
                var socket = Fronts.connect(front)) {
            Fronts.say(
                    socket, "POST /a HTTP/1.1\r\nHost: x\r\nX-Outrigger-Posted: true\r\nContent-Length: 2\r\n\r\nhi");
            assertThat(Fronts.response(socket)).endsWith("POST /a 2");
            Fronts.say(socket, "GET /b HTTP/1.1\r\nHost: x\r\nX-Outrigger-Posted: true\r\n\r\n");
            assertThat(Fronts.response(socket)).endsWith("GET /b 0");
            Fronts.say(
                    socket,
                    "POST /c HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n"
                            + "Content-Length: 2\r\n\r\nhi");
            assertThat(Fronts.response(socket)).endsWith("POST /c 2");
        }
    }

    @Test
    void http2CannotUpgrade() throws Exception {
        try (var front = Fronts.serve(_ -> upgrade(BareUpgradeTests::echo));
                var client = Fronts.client(HttpClient.Version.HTTP_2)) {
            var request =
                    Fronts.request(front, "/w").POST(BodyPublishers.noBody()).build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void theEndOfTheDialogClosesTheConnectionAfterTheLastByte() throws Exception {
        var all = new byte[3_000_000];
        try (var front = Fronts.serve(_ -> upgrade(wire -> wire.write(List.of(all))));
                var socket = open(front, "POST")) {
            Fronts.head(socket);
            assertThat(socket.getInputStream().readAllBytes()).hasSize(all.length);
        }
    }

    /// The windows and queues between them take a few MB, not fifty.
    @Test
    void aClientHasToWaitForADialogThatDoesNotRead() throws Exception {
        var go = new CountDownLatch(1);
        var read = new AtomicLong();
        var all = 50_000_000L;
        Wire.Dialog reader = wire -> {
            go.await();
            while (read.get() < all) read.addAndGet(wire.read().orElseThrow().length);
            wire.write(List.of(Fronts.bytes("all")));
        };
        var sent = new AtomicLong();
        try (var front = Fronts.serve(_ -> upgrade(reader));
                var socket = open(front, "POST")) {
            Fronts.head(socket);
            var writer = Thread.ofVirtual().start(() -> write(socket, all, sent));
            assertThat(writer.join(Duration.ofMillis(500))).isFalse();
            assertThat(sent.get()).isLessThan(all / 2);
            go.countDown();
            assertThat(Fronts.rest(socket)).isEqualTo("all");
        }
    }

    private static void write(SSLSocket socket, long all, AtomicLong sent) {
        try {
            for (var part = new byte[50_000]; sent.get() < all; sent.addAndGet(part.length)) {
                socket.getOutputStream().write(part);
            }
        } catch (IOException _) {
            // The test tells by what arrived.
        }
    }

    @Test
    void aClientThatTakesNothingIsWaitedForAndThenCutOff() throws Exception {
        var over = new CompletableFuture<Boolean>();
        var sent = new AtomicLong();
        Wire.Dialog talker = wire -> {
            while (wire.write(List.of(new byte[50_000]))) sent.incrementAndGet();
            over.complete(true);
        };
        try (var front = HttpFront.listen(
                        "127.0.0.1", 0, Fronts.CERTIFICATE, _ -> upgrade(talker), SHORT, new Budget(1 << 20));
                var socket = open(front, "GET")) {
            Fronts.head(socket);
            assertThat(over.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(sent.get()).isLessThan(1000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5_000_000})
    void aClientThatVanishesEndsTheDialogHoweverMuchItSentUnread(int unread) throws Exception {
        var begun = new CountDownLatch(1);
        var left = new CountDownLatch(1);
        Wire.Dialog waiting = wire -> {
            wire.onGone(left::countDown);
            wire.onGone(Thread.currentThread()::interrupt);
            begun.countDown();
            new CountDownLatch(1).await();
        };
        try (var front = Fronts.serve(_ -> upgrade(waiting));
                var socket = open(front, "POST")) {
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            var writer = Thread.ofVirtual().start(() -> write(socket, unread, new AtomicLong()));
            writer.join(Duration.ofMillis(300));
            Thread.ofVirtual().start(() -> close(socket));
            assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void close(SSLSocket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException _) {
            // It was closed already.
        }
    }

    @Test
    void aServerThatClosesEndsTheDialog() throws Exception {
        var begun = new CountDownLatch(1);
        Wire.Dialog waiting = wire -> {
            wire.onGone(Thread.currentThread()::interrupt);
            begun.countDown();
            new CountDownLatch(1).await();
        };
        var front = Fronts.serve(_ -> upgrade(waiting));
        try (front;
                var socket = open(front, "POST")) {
            Fronts.head(socket);
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            Thread.ofVirtual().start(front::close);
            assertThat(endsWithin(socket)).isTrue();
        }
    }

    private static boolean endsWithin(SSLSocket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }
}
