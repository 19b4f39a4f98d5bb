package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.RawSocket.Frame;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.pipeline.WebSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketTests {
    private static final Patience SHORT = new Patience(
            Duration.ofSeconds(90), Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofSeconds(60));

    private static ApiResponse upgrade(WebSocket.Dialog dialog) {
        var protocol = new ApiResponse.Protocol.WebSocketDialog(Optional.of("chosen"), dialog);
        return new ApiResponse.Upgrade(Headers.of("Audit-Id", "7"), protocol);
    }

    /// Says back what it hears.
    private static void echo(WebSocket socket) throws InterruptedException {
        for (var heard = socket.receive(); heard.isPresent(); heard = socket.receive()) {
            if (!socket.send(heard.get())) return;
        }
    }

    private static WebSocket.Message text(String text) {
        return new WebSocket.Message.Text(List.of(Fronts.bytes(text)));
    }

    private static HttpFront echoing() throws ListenException {
        return Fronts.serve(_ -> upgrade(WebSocketTests::echo));
    }

    @Test
    void theHandshakeIsAnsweredAsTheProtocolSays() throws Exception {
        try (var front = echoing();
                var socket = RawSocket.open(front)) {
            assertThat(socket.head)
                    .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                    .containsIgnoringCase("upgrade: websocket\r\n")
                    .containsIgnoringCase("connection: Upgrade\r\n")
                    .containsIgnoringCase("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
                    .containsIgnoringCase("sec-websocket-protocol: chosen\r\n")
                    .containsIgnoringCase("audit-id: 7\r\n")
                    .doesNotContainIgnoringCase("content-length")
                    .doesNotContainIgnoringCase("transfer-encoding");
        }
    }

    @Test
    void textAndBytesGoBothWays() throws Exception {
        try (var front = echoing();
                var socket = RawSocket.open(front)) {
            var first = socket.say(RawSocket.FINAL | RawSocket.TEXT, "gr\u00fc\u00df")
                    .next();
            assertThat(first.first()).isEqualTo(RawSocket.FINAL | RawSocket.TEXT);
            assertThat(first.text()).isEqualTo("gr\u00fc\u00df");
            var second = socket.write(RawSocket.frame(RawSocket.FINAL | RawSocket.BINARY, new byte[] {-1, 0, 1}))
                    .next();
            assertThat(second.first()).isEqualTo(RawSocket.FINAL | RawSocket.BINARY);
            assertThat(second.content()).containsExactly(-1, 0, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 300_000, SocketLine.LONGEST_MESSAGE})
    void aMessageOfAnyLengthComesBackInOneFrame(int length) throws Exception {
        try (var front = echoing();
                var socket = RawSocket.open(front)) {
            var content = "x".repeat(length);
            var back = socket.say(RawSocket.FINAL | RawSocket.TEXT, content).next();
            assertThat(back.first()).isEqualTo(RawSocket.FINAL | RawSocket.TEXT);
            assertThat(back.text()).isEqualTo(content);
        }
    }

    @Test
    void fragmentsArePutTogetherAndControlFramesMayComeInBetween() throws Exception {
        try (var front = echoing();
                var socket = RawSocket.open(front)) {
            socket.say(RawSocket.TEXT, "one ")
                    .say(RawSocket.FINAL | RawSocket.PING, "still there?")
                    .say(RawSocket.CONTINUATION, "two ")
                    .say(RawSocket.FINAL | RawSocket.PONG, "nobody asked")
                    .say(RawSocket.FINAL | RawSocket.CONTINUATION, "three");
            var pong = socket.next();
            assertThat(pong.first()).isEqualTo(RawSocket.FINAL | RawSocket.PONG);
            assertThat(pong.text()).isEqualTo("still there?");
            assertThat(socket.next().text()).isEqualTo("one two three");
        }
    }

    @Test
    void bytesMayComeOneAtATime() throws Exception {
        try (var front = echoing();
                var socket = RawSocket.open(front)) {
            var frame = RawSocket.frame(RawSocket.FINAL | RawSocket.TEXT, Fronts.bytes("x".repeat(200)));
            for (byte one : frame) socket.write(new byte[] {one});
            assertThat(socket.next().text()).hasSize(200);
        }
    }

    /// First byte, second byte, and what follows, in hex.
    @ParameterizedTest
    @CsvSource({
        "8105 68656c6c6f,         1002",
        "c185 00000000,           1002",
        "8385 00000000,           1002",
        "8b80 00000000,           1002",
        "8080 00000000,           1002",
        "0980 00000000,           1002",
        "89fe 007e 00000000,      1002",
        "0180 00000000 8180 0000, 1002",
        "8881 00000000 03,        1002",
        "8882 00000000 03ed,      1002",
        "8882 00000000 0001,      1002",
        "8184 00000000 c328c328,  1007",
        "8884 00000000 03e8c328,  1007",
        "82ff ffffffffffffffff 00000000, 1002",
        "82ff 0000000000100001 00000000, 1009",
        "82ff 7fffffffffffffff 00000000, 1009",
    })
    void framesThatBreakTheRulesCloseTheSocketWithTheReason(String hex, int code) throws Exception {
        try (var front = HttpFront.listen(
                        "127.0.0.1",
                        0,
                        Fronts.CERTIFICATE,
                        _ -> upgrade(WebSocketTests::echo),
                        SHORT,
                        new Budget(Budget.OF_A_SERVER));
                var socket = RawSocket.open(front)) {
            socket.write(HexFormat.of().parseHex(hex.replace(" ", "")));
            var close = socket.next();
            assertThat(close.opcode()).isEqualTo(RawSocket.CLOSE);
            assertThat(close.closeCode()).isEqualTo(code);
            assertThat(socket.ended()).isTrue();
        }
    }

    @Test
    void fragmentsTogetherMayNotBeLongerThanAMessage() throws Exception {
        try (var front = echoing();
                var socket = RawSocket.open(front)) {
            socket.say(RawSocket.BINARY, "x".repeat(SocketLine.LONGEST_MESSAGE)).say(RawSocket.CONTINUATION, "x");
            assertThat(socket.next().closeCode()).isEqualTo(1009);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 1000", "03e8, 1000", "03e9, 1001", "0fa0, 4000"})
    void aCloseIsAnsweredInKindAndEndsTheDialog(String hex, int code) throws Exception {
        var over = new CompletableFuture<Boolean>();
        WebSocket.Dialog listening = socket -> over.complete(socket.receive().isEmpty());
        try (var front = Fronts.serve(_ -> upgrade(listening));
                var socket = RawSocket.open(front)) {
            socket.write(RawSocket.frame(
                    RawSocket.FINAL | RawSocket.CLOSE, HexFormat.of().parseHex(hex)));
            assertThat(socket.next().closeCode()).isEqualTo(code);
            assertThat(socket.ended()).isTrue();
            assertThat(over.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aConnectionThatBreaksEndsTheDialogAtOnce() throws Exception {
        var left = new CountDownLatch(1);
        WebSocket.Dialog waiting = socket -> {
            socket.ignoreMessages();
            socket.onGone(left::countDown);
            socket.onGone(Thread.currentThread()::interrupt);
            new CountDownLatch(1).await();
        };
        try (var front = Fronts.serve(_ -> upgrade(waiting))) {
            RawSocket.open(front).close();
            assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theEndOfTheDialogClosesTheSocketNormally() throws Exception {
        try (var front = Fronts.serve(_ -> upgrade(socket -> socket.send(text("all"))));
                var socket = RawSocket.open(front)) {
            assertThat(socket.next().text()).isEqualTo("all");
            assertThat(socket.next().closeCode()).isEqualTo(1000);
            socket.write(RawSocket.frame(RawSocket.FINAL | RawSocket.CLOSE, new byte[] {3, -24}));
            assertThat(socket.ended()).isTrue();
        }
    }

    @Test
    void aServerThatClosesSaysThatItGoesAway() throws Exception {
        var begun = new CountDownLatch(1);
        WebSocket.Dialog waiting = socket -> {
            socket.onGone(Thread.currentThread()::interrupt);
            begun.countDown();
            new CountDownLatch(1).await();
        };
        var front = Fronts.serve(_ -> upgrade(waiting));
        try (front;
                var socket = RawSocket.open(front)) {
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            Thread.ofVirtual().start(front::close);
            assertThat(socket.next().closeCode()).isEqualTo(1001);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: https://x,                          '',                         403",
        "Origin: https://x,                          Origin: not a url,          403",
        "Sec-WebSocket-Version: 13,                  Sec-WebSocket-Version: 8,   400",
        "Sec-WebSocket-Version: 13,                  '',                         400",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==,'',                         400",
        "GET /w HTTP/1.1,                            GET /w HTTP/1.0,            400",
    })
    void aHandshakeThatIsWrongIsRefused(String line, String instead, int code) throws Exception {
        try (var front = echoing();
                var socket = Fronts.connect(front)) {
            var other = instead.isEmpty() ? "" : instead + "\r\n";
            Fronts.say(socket, RawSocket.HANDSHAKE.replace(line + "\r\n", other) + "\r\n");
            assertThat(Fronts.response(socket)).matches("(?s)HTTP/1\\.[01] " + code + " .*");
        }
    }

    @Test
    void anotherVersionIsToldWhichOneIsSpoken() throws Exception {
        try (var front = echoing();
                var socket = Fronts.connect(front)) {
            Fronts.say(socket, RawSocket.HANDSHAKE.replace("Version: 13", "Version: 7") + "\r\n");
            assertThat(Fronts.head(socket)).containsIgnoringCase("sec-websocket-version: 13\r\n");
        }
    }

    @Test
    void http2CannotUpgrade() throws Exception {
        try (var front = echoing();
                var client = Fronts.client(HttpClient.Version.HTTP_2)) {
            var answer = client.send(Fronts.request(front, "/w").build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("this connection cannot be upgraded: use HTTP/1.1");
        }
    }

    /// The client's window, the server's socket and the queue before it take a few MB, not fifty.
    @Test
    void aClientThatDoesNotReadIsWaitedForAndCutOff() throws Exception {
        var sent = new AtomicLong();
        var over = new CompletableFuture<Boolean>();
        var part = "x".repeat(50_000);
        WebSocket.Dialog talking = socket -> {
            socket.ignoreMessages();
            while (socket.send(text(part))) sent.addAndGet(part.length());
            over.complete(true);
        };
        try (var front = HttpFront.listen(
                        "127.0.0.1",
                        0,
                        Fronts.CERTIFICATE,
                        _ -> upgrade(talking),
                        SHORT,
                        new Budget(Budget.OF_A_SERVER));
                var _ = RawSocket.open(front)) {
            assertThat(over.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(sent.get()).isLessThan(50_000_000);
        }
    }

    @Test
    void aClientThatIsNotHeardHasToWait() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        WebSocket.Dialog late = socket -> {
            begun.countDown();
            goOn.await();
            echo(socket);
        };
        try (var front = Fronts.serve(_ -> upgrade(late));
                var socket = RawSocket.open(front)) {
            begun.await();
            var frame = RawSocket.frame(RawSocket.FINAL | RawSocket.TEXT, Fronts.bytes("x".repeat(60_000)));
            int most = 1_000;
            var written = new AtomicLong();
            var writing = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < most; i++) {
                        socket.write(frame);
                        written.incrementAndGet();
                    }
                } catch (IOException closed) {
                    throw new UncheckedIOException(closed);
                }
            });
            writing.join(Duration.ofSeconds(1));
            assertThat(writing.isAlive()).as("60 MB that nobody asked for").isTrue();
            goOn.countDown();
            for (int i = 0; i < most; i++) assertThat(socket.next().text()).hasSize(60_000);
            assertThat(written.get()).isEqualTo(most);
        }
    }

    @Test
    void pingsToAClientThatDoesNotReadAreOwedOnce() throws Exception {
        var begun = new CountDownLatch(1);
        WebSocket.Dialog quiet = socket -> {
            socket.ignoreMessages();
            socket.onGone(Thread.currentThread()::interrupt);
            begun.countDown();
            new CountDownLatch(1).await();
        };
        try (var front = Fronts.serve(_ -> upgrade(quiet));
                var socket = RawSocket.open(front)) {
            begun.await();
            int pings = 200_000;
            var many = new ByteArrayOutputStream();
            for (int i = 0; i < 1_000; i++) {
                many.write(RawSocket.frame(RawSocket.FINAL | RawSocket.PING, Fronts.bytes("p".repeat(125))));
            }
            for (int i = 0; i < pings / 1_000; i++) socket.write(many.toByteArray());
            socket.say(RawSocket.FINAL | RawSocket.CLOSE, "");
            int pongs = 0;
            Frame frame = socket.next();
            for (; frame.opcode() == RawSocket.PONG; frame = socket.next()) pongs++;
            assertThat(frame.closeCode()).isEqualTo(1000);
            assertThat(pongs).isPositive().isLessThan(pings);
        }
    }

    @Test
    void theJdksClientTalksToIt() throws Exception {
        var received = new CompletableFuture<String>();
        var closed = new CompletableFuture<Integer>();
        WebSocket.Dialog once = socket -> socket.send(socket.receive().orElseThrow());
        var listener = new java.net.http.WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(java.net.http.WebSocket socket, CharSequence data, boolean last) {
                received.complete(data.toString());
                socket.request(1);
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletionStage<?> onClose(java.net.http.WebSocket socket, int code, String reason) {
                closed.complete(code);
                return CompletableFuture.completedFuture(null);
            }
        };
        try (var front = Fronts.serve(_ -> upgrade(once));
                var client = Fronts.client(HttpClient.Version.HTTP_1_1)) {
            var socket = client.newWebSocketBuilder()
                    .header("Origin", "https://x")
                    .subprotocols("chosen")
                    .buildAsync(URI.create("wss://127.0.0.1:" + front.port() + "/w"), listener)
                    .get(10, TimeUnit.SECONDS);
            assertThat(socket.getSubprotocol()).isEqualTo("chosen");
            socket.sendText("hello", true).get(10, TimeUnit.SECONDS);
            assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
            assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo(1000);
        }
    }

    @Test
    void connectionsThatWereUpgradedAreForgottenWhenTheyClose() throws Exception {
        try (var front = echoing()) {
            for (int i = 0; i < 5; i++) {
                try (var socket = RawSocket.open(front)) {
                    socket.say(RawSocket.FINAL | RawSocket.CLOSE, "");
                    assertThat(socket.next().closeCode()).isEqualTo(1000);
                    assertThat(socket.ended()).isTrue();
                }
            }
            long start = System.nanoTime();
            while (front.connections() > 0 && System.nanoTime() - start < 10_000_000_000L) Thread.onSpinWait();
            assertThat(front.connections()).isZero();
        }
    }
}
