package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Headers;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplyTests {
    private static final int MEBIBYTE = 1024 * 1024;

    @ParameterizedTest
    @EnumSource
    void aBodyOfTenMebibytesArrivesWhole(HttpClient.Version version) throws Exception {
        var parts = new ArrayList<byte[]>();
        for (int i = 0; i < 10_485; i++)
            parts.add((i + "x".repeat(1000)).substring(0, 1000).getBytes("UTF-8"));
        parts.add(2, new byte[0]);
        var expected = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) expected.write(part);
        try (var front = Fronts.serve(_ -> new ApiResponse.Body(200, Headers.NONE, parts));
                var client = Fronts.client(version)) {
            var response = client.send(Fronts.request(front, "/").build(), BodyHandlers.ofByteArray());
            assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(10_485_000);
            assertThat(response.body()).isEqualTo(expected.toByteArray());
        }
    }

    @ParameterizedTest
    @EnumSource
    void headIsAnsweredWithTheLengthAndNoBody(HttpClient.Version version) throws Exception {
        var body = new ApiResponse.Body(200, Headers.NONE, List.of(new byte[200_000]));
        try (var front = Fronts.serve(_ -> body);
                var client = Fronts.client(version)) {
            var head = Fronts.request(front, "/").method("HEAD", BodyPublishers.noBody());
            for (int i = 0; i < 3; i++) {
                var response = client.send(head.build(), BodyHandlers.ofByteArray());
                assertThat(response.headers().firstValueAsLong("Content-Length"))
                        .hasValue(200_000);
                assertThat(response.body()).isEmpty();
            }
        }
    }

    @Test
    void anEmptyBodyHasLengthZero() throws Exception {
        try (var front = Fronts.serve(_ -> new ApiResponse.Body(200, Headers.NONE, List.of()));
                var socket = Fronts.connect(front)) {
            Fronts.say(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(Fronts.response(socket)).containsIgnoringCase("content-length: 0\r\n");
        }
    }

    @Test
    void aNotModifiedAnswerHasNoLengthAndTheConnectionGoesOn() throws Exception {
        try (var front = Fronts.serve(_ -> new ApiResponse.Body(304, Headers.of("Etag", "\"x\""), List.of()));
                var socket = Fronts.connect(front)) {
            for (int i = 0; i < 2; i++) {
                Fronts.say(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(Fronts.head(socket)).startsWith("HTTP/1.1 304").doesNotContainIgnoringCase("content-length");
            }
        }
    }

    @Test
    void aHandlerThatThrowsIsAnswered500AndTheConnectionGoesOn() throws Exception {
        var calls = new AtomicInteger();
        try (var front = Fronts.serve(request -> {
                    if (calls.incrementAndGet() == 1) throw new IllegalStateException("expected in this test");
                    return Fronts.echo(request);
                });
                var socket = Fronts.connect(front)) {
            Fronts.say(socket, "GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(Fronts.response(socket)).startsWith("HTTP/1.1 500");
            Fronts.say(socket, "GET /b HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(Fronts.response(socket)).endsWith("GET /b 0");
        }
    }

    @Test
    void aHeaderThatCannotBeWrittenBreaksTheAnswerOff() throws Exception {
        try (var front = Fronts.serve(_ -> Fronts.text(200, "x").withHeader("Warning", "a\r\nInjected: b"));
                var socket = Fronts.connect(front)) {
            Fronts.say(socket, "GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(Fronts.rest(socket)).isEmpty();
        }
    }

    @Test
    void aStreamIsChunkedAndEachWriteArrivesBeforeTheNext() throws Exception {
        var next = new CyclicBarrier(2);
        try (var front = Fronts.serve(_ -> Fronts.stream(sink -> {
                    for (int i = 0; i < 3; i++) {
                        await(next);
                        sink.write(List.of(Fronts.bytes("a" + i), Fronts.bytes("b\n")));
                    }
                }));
                var socket = Fronts.connect(front)) {
            Fronts.say(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(Fronts.head(socket)).containsIgnoringCase("transfer-encoding: chunked");
            for (int i = 0; i < 3; i++) {
                await(next);
                assertThat(Fronts.until(socket.getInputStream(), "b\n\r\n")).isEqualTo("4\r\na" + i + "b\n\r\n");
            }
            assertThat(Fronts.until(socket.getInputStream(), "\r\n\r\n")).isEqualTo("0\r\n\r\n");
            Fronts.say(socket, "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(Fronts.head(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aStreamWhoseLengthIsSaidIsNotChunked() throws Exception {
        var next = new CyclicBarrier(2);
        try (var front = Fronts.serve(_ -> new ApiResponse.Stream(200, Headers.of("Content-Length", "4"), sink -> {
                    await(next);
                    sink.write(List.of(Fronts.bytes("fu")));
                    await(next);
                    sink.write(List.of(Fronts.bytes("ll")));
                }));
                var socket = Fronts.connect(front)) {
            for (int i = 0; i < 2; i++) {
                Fronts.say(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(Fronts.head(socket)).doesNotContainIgnoringCase("chunked");
                await(next);
                assertThat(Fronts.until(socket.getInputStream(), "fu")).isEqualTo("fu");
                await(next);
                assertThat(Fronts.until(socket.getInputStream(), "ll")).isEqualTo("ll");
            }
        }
    }

    @Test
    void aStreamToAnOldClientEndsWithTheConnection() throws Exception {
        try (var front = Fronts.serve(_ -> Fronts.stream(sink -> sink.write(List.of(Fronts.bytes("all")))));
                var socket = Fronts.connect(front)) {
            Fronts.say(socket, "GET / HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n");
            assertThat(Fronts.rest(socket)).doesNotContain("chunked").endsWith("\r\n\r\nall");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamThatFailsIsSeenAsCutOff(HttpClient.Version version) throws Exception {
        try (var front = Fronts.serve(_ -> Fronts.stream(sink -> {
                    sink.write(List.of(Fronts.bytes("half")));
                    throw new IllegalStateException("expected in this test");
                }));
                var client = Fronts.client(version)) {
            var request = Fronts.request(front, "/").build();
            assertThat(CompletableFuture.supplyAsync(() -> send(client, request)))
                    .failsWithin(30, TimeUnit.SECONDS)
                    .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                    .havingRootCause()
                    .isInstanceOf(IOException.class);
        }
    }

    private static String send(HttpClient client, java.net.http.HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatDoesNotReadHoldsTheSourceBack(HttpClient.Version version) throws Exception {
        var written = new AtomicLong();
        var ended = new CountDownLatch(1);
        try (var front = Fronts.serve(_ -> Fronts.stream(sink -> {
                    for (int i = 0; i < 512 && sink.write(List.of(new byte[MEBIBYTE])); i++) {
                        written.addAndGet(MEBIBYTE);
                    }
                    ended.countDown();
                }));
                var client = Fronts.client(version)) {
            var response = client.send(Fronts.request(front, "/").build(), BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                assertThat(body.readNBytes(MEBIBYTE)).hasSize(MEBIBYTE);
                assertThat(ended.await(2, TimeUnit.SECONDS)).isFalse();
                // What the sockets' own buffers take depends on the system; 512 MiB they do not.
                assertThat(written.get()).isLessThan(64L * MEBIBYTE);
                assertThat(body.readNBytes(100 * MEBIBYTE)).hasSize(100 * MEBIBYTE);
            }
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(written.get()).isLessThan(512L * MEBIBYTE);
        }
    }

    @Test
    void aClientThatReadsNothingForTooLongIsCutOff() throws Exception {
        var patience = new Patience(
                Duration.ofMinutes(1), Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofMinutes(1));
        var gone = new CountDownLatch(1);
        try (var front = HttpFront.listen(
                        "127.0.0.1",
                        0,
                        Fronts.CERTIFICATE,
                        _ -> Fronts.stream(sink -> {
                            sink.onGone(gone::countDown);
                            while (sink.write(List.of(new byte[MEBIBYTE])))
                                ;
                        }),
                        patience,
                        new Budget(Budget.OF_A_SERVER));
                var socket = Fronts.connect(front)) {
            Fronts.say(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSourceHearsOnceThatTheClientLeft(HttpClient.Version version) throws Exception {
        var gone = new AtomicInteger();
        var left = new CountDownLatch(1);
        var refused = new CountDownLatch(1);
        try (var front = Fronts.serve(_ -> Fronts.stream(sink -> {
            sink.onGone(gone::incrementAndGet);
            sink.onGone(left::countDown);
            sink.write(List.of(Fronts.bytes("first\n")));
            left.await();
            if (!sink.write(List.of(Fronts.bytes("second\n")))) refused.countDown();
            sink.onGone(gone::incrementAndGet);
        }))) {
            try (var client = Fronts.client(version)) {
                var response = client.send(Fronts.request(front, "/").build(), BodyHandlers.ofInputStream());
                assertThat(response.body().readNBytes(6)).isEqualTo(Fronts.bytes("first\n"));
                response.body().close();
                assertThat(refused.await(30, TimeUnit.SECONDS)).isTrue();
            }
        }
        assertThat(gone).hasValue(2);
    }

    @Test
    void manyRequestsAreAnsweredAtOnceOnOneHttp2Connection() throws Exception {
        int together = 50;
        var all = new CyclicBarrier(together);
        var peers = java.util.concurrent.ConcurrentHashMap.newKeySet();
        try (var front = Fronts.serve(request -> {
                    if (request.path().equals("/first")) return Fronts.echo(request);
                    peers.add(System.identityHashCode(request.peer()));
                    await(all);
                    return Fronts.echo(request);
                });
                var client = Fronts.client(HttpClient.Version.HTTP_2)) {
            client.send(Fronts.request(front, "/first").build(), BodyHandlers.discarding());
            var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (int i = 0; i < together; i++) {
                answers.add(client.sendAsync(Fronts.request(front, "/" + i).build(), BodyHandlers.ofString()));
            }
            for (int i = 0; i < together; i++) {
                assertThat(answers.get(i).get(30, TimeUnit.SECONDS).body()).isEqualTo("GET /" + i + " 0");
            }
            assertThat(peers).as("connections").hasSize(1);
        }
    }

    @Test
    void streamsThatBeginWhileTheirConnectionIsFullGetAll() throws Exception {
        int together = 90;
        int pieces = 100;
        try (var front = Fronts.serve(_ -> Fronts.stream(sink -> {
                    for (int i = 0; i < pieces; i++) sink.write(List.of(new byte[1024]));
                }));
                var client = Fronts.client(HttpClient.Version.HTTP_2)) {
            var request = Fronts.request(front, "/").build();
            client.send(request, BodyHandlers.discarding());
            for (int round = 0; round < 20; round++) {
                var answers = new ArrayList<CompletableFuture<HttpResponse<byte[]>>>();
                for (int i = 0; i < together; i++) answers.add(client.sendAsync(request, BodyHandlers.ofByteArray()));
                for (var answer : answers) {
                    assertThat(answer.get(30, TimeUnit.SECONDS).body()).hasSize(pieces * 1024);
                }
            }
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception late) {
            throw new IllegalStateException(late);
        }
    }
}
