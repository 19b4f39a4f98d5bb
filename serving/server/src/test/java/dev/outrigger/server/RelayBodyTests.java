package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Request bodies that are handed on to another HTTP server while they come.
class RelayBodyTests {
    private static final String PROXY = RadioServer.RADIO + "/proxy";
    private static final int LARGE = 64 * 1024 * 1024;

    /// What two connections of this machine may hold, by a wide margin.
    private static final int UNDER_WAY = LARGE / 2;

    private static Station station;
    private static RadioServer radio;

    @BeforeAll
    static void start() throws IOException {
        station = new Station();
        radio = RadioServer.start(station.url());
    }

    @AfterAll
    static void stop() throws IOException {
        radio.close();
        station.close();
    }

    private static Socket connected() throws IOException {
        var socket = radio.server()
                .adminTls()
                .getSocketFactory()
                .createSocket("127.0.0.1", radio.server().port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static String post(String path, String fields) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n";
    }

    /// Bytes that are made when somebody asks for them.
    private static final class Song extends InputStream {
        private final AtomicLong sung = new AtomicLong();

        @Override
        public int read() {
            return sung.get() < LARGE ? (byte) sung.getAndIncrement() & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int at, int most) {
            int length = (int) Math.min(most, LARGE - sung.get());
            if (length == 0) return -1;
            for (int i = 0; i < length; i++) into[at + i] = (byte) (sung.get() + i);
            sung.addAndGet(length);
            return length;
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void aLargeBodyComesAsFastAsItIsTaken(HttpClient.Version version) throws Exception {
        var go = new CountDownLatch(1);
        Station.Talk taking = (socket, head) -> {
            assertThat(head).containsIgnoringCase("content-length: " + LARGE);
            var crc = new CRC32();
            crc.update(socket.getInputStream().readNBytes(1));
            if (!opened(go)) return "nobody said go";
            for (int left = LARGE - 1; left > 0; ) {
                var some = socket.getInputStream().readNBytes(Math.min(left, 1 << 20));
                crc.update(some);
                left -= some.length;
            }
            Station.say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nthank");
            return Long.toHexString(crc.getValue());
        };
        var song = new Song();
        station.does(taking);
        try (var client = HttpClient.newBuilder()
                .version(version)
                .sslContext(radio.server().adminTls())
                .build()) {
            var body = BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> song), LARGE);
            var request = HttpRequest.newBuilder(URI.create(radio.server().url() + PROXY + "/up"));
            var answer = client.sendAsync(request.PUT(body).build(), BodyHandlers.ofString());
            assertThat(settled(song.sung)).isPositive().isLessThan(UNDER_WAY);
            go.countDown();
            assertThat(answer.get(60, TimeUnit.SECONDS).body()).isEqualTo("thank");
            assertThat(song.sung).hasValue(LARGE);
            assertThat(station.heard()).isEqualTo(crc());
        }
    }

    private static boolean opened(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static String crc() throws IOException {
        var crc = new CRC32();
        var song = new Song();
        var part = new byte[1 << 16];
        for (int length = song.read(part); length >= 0; length = song.read(part)) crc.update(part, 0, length);
        return Long.toHexString(crc.getValue());
    }

    /// What it is when it grows no more, though the server has time for others.
    private static long settled(AtomicLong number) {
        long seen = 0;
        while (seen == 0 || seen != number.get()) {
            seen = number.get();
            for (int i = 0; i < 100; i++) radio.admin().get(RadioServer.RADIO).ok();
        }
        return seen;
    }

    @Test
    void theAnswerComesWhileTheBodyIsStillOnItsWay() throws Exception {
        Station.Talk echo = (socket, head) -> {
            assertThat(head).containsIgnoringCase("transfer-encoding: chunked");
            Station.say(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            socket.getInputStream().transferTo(socket.getOutputStream());
            return "over";
        };
        station.does(echo);
        try (var client = connected()) {
            Station.say(client, post(PROXY + "/echo", "Transfer-Encoding: chunked\r\n") + "3\r\none\r\n");
            assertThat(Station.head(client.getInputStream())).startsWith("HTTP/1.1 200 ");
            assertThat(Station.until(client.getInputStream(), "one\r\n")).isEqualTo("3\r\none\r\n");
            Station.say(client, "5\r\nthree\r\n");
            assertThat(Station.until(client.getInputStream(), "three\r\n")).isEqualTo("5\r\nthree\r\n");
            Station.say(client, "0\r\n\r\n");
            assertThat(Station.head(client.getInputStream())).isEqualTo("0\r\n\r\n");
        }
    }

    @Test
    void aBodyIsAskedForWhenTheServerThereIsReached() throws Exception {
        var expecting = "Expect: 100-continue\r\nContent-Length: 3\r\n";
        Station.Talk taking = (socket, head) -> {
            assertThat(head).doesNotContainIgnoringCase("expect");
            var body = Station.until(socket.getInputStream(), "abc");
            Station.say(socket, "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 201 Created\r\n\r\n" + body);
            return body;
        };
        station.does(taking);
        try (var client = connected()) {
            Station.say(client, post(PROXY + "/x", expecting));
            assertThat(Station.head(client.getInputStream())).startsWith("HTTP/1.1 100 ");
            Station.say(client, "abc");
            assertThat(Station.head(client.getInputStream())).startsWith("HTTP/1.1 201 ");
            assertThat(Station.until(client.getInputStream(), "0\r\n\r\n")).contains("abc");
        }
        try (var client = connected()) {
            Station.say(client, post(RadioServer.RADIOS + "/missing/proxy/x", expecting));
            assertThat(Station.head(client.getInputStream()))
                    .startsWith("HTTP/1.1 404 ")
                    .containsIgnoringCase("connection: close");
        }
    }

    @Test
    void aServerThatTakesNoMoreHasTheWord() throws Exception {
        Station.Talk refusing = (socket, head) -> {
            Station.say(socket, "HTTP/1.1 413 Too Much\r\nContent-Length: 4\r\n\r\nfull");
            return Station.until(socket.getInputStream(), "x");
        };
        station.does(refusing);
        try (var client = connected()) {
            Station.say(client, post(PROXY + "/x", "Content-Length: " + LARGE + "\r\n"));
            Station.say(client, "x");
            assertThat(Station.head(client.getInputStream()))
                    .startsWith("HTTP/1.1 413 ")
                    .containsIgnoringCase("connection: close");
            assertThat(new String(client.getInputStream().readNBytes(4))).isEqualTo("full");
        }
    }

    @Test
    void aServerThatGoesAwayIsUnavailable() throws Exception {
        station.does((_, _) -> "gone");
        try (var client = connected()) {
            Station.say(client, post(PROXY + "/x", "Content-Length: " + LARGE + "\r\n") + "x");
            assertThat(Station.head(client.getInputStream())).startsWith("HTTP/1.1 503 ");
            assertThat(Station.until(client.getInputStream(), "\n")).contains("error trying to reach service: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "POST ab", "POST abc"})
    void aServerIsLeftWithTheClientThatGoesAway(String request) throws Exception {
        boolean reads = request.equals("GET");
        var body = request.replaceFirst("^[A-Z]+ ?", "");
        var reached = new CountDownLatch(1);
        Station.Talk silent = (socket, _) -> {
            socket.getInputStream().readNBytes(body.length());
            reached.countDown();
            return "then " + socket.getInputStream().read();
        };
        station.does(silent);
        try (var client = connected()) {
            var head = reads
                    ? "GET " + PROXY + "/x HTTP/1.1\r\nHost: x\r\n\r\n"
                    : post(PROXY + "/x", "Content-Length: 3\r\n");
            Station.say(client, head + body);
            assertThat(opened(reached)).isTrue();
        }
        assertThat(station.heard()).isEqualTo("then -1");
    }
}
