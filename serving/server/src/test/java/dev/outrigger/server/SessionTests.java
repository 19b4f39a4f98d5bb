package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sessions with programs, byte by byte. What kubectl makes of them stands with the cats sample.
class SessionTests {
    private static final String EXEC = RadioServer.RADIO + "/exec?stdin=true&stdout=true&stderr=true&command=";
    private static final String SUCCESS = "{\"metadata\":{},\"status\":\"Success\"}";
    private static final String EXIT = "{\"metadata\":{},\"status\":\"Failure\","
            + "\"message\":\"command terminated with non-zero exit code: exit status 3\","
            + "\"reason\":\"NonZeroExitCode\",\"details\":{\"causes\":[{\"reason\":\"ExitCode\",\"message\":\"3\"}]}}";

    private static RadioServer radio;

    @BeforeAll
    static void start() {
        radio = RadioServer.start();
    }

    @AfterAll
    static void stop() {
        radio.close();
    }

    private static void send(ProtocolWebSocket to, int channel, byte... bytes) {
        var message = ByteBuffer.allocate(bytes.length + 1)
                .put((byte) channel)
                .put(bytes)
                .flip();
        to.socket().sendBinary(message, true).orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String next(ProtocolWebSocket from, int channel) {
        var message = from.binary();
        assertThat(message[0]).isEqualTo((byte) channel);
        return new String(Arrays.copyOfRange(message, 1, message.length), StandardCharsets.UTF_8);
    }

    private static String next64(ProtocolWebSocket from, char channel) {
        var message = from.text();
        assertThat(message.charAt(0)).isEqualTo(channel);
        return new String(Base64.getDecoder().decode(message.substring(1)), StandardCharsets.UTF_8);
    }

    @Test
    void theClientClosesTheInputAloneAndHearsTheRest() {
        try (var socket = radio.open(EXEC + "echo", "v5.channel.k8s.io", "v4.channel.k8s.io")) {
            assertThat(socket.socket().getSubprotocol()).isEqualTo("v5.channel.k8s.io");
            assertThat(next(socket, 1)).isEmpty();
            send(socket, 0, bytes("on "));
            assertThat(next(socket, 1)).isEqualTo("on ");
            send(socket, 0, bytes("air"));
            send(socket, 255, (byte) 0);
            assertThat(next(socket, 1)).isEqualTo("air");
            assertThat(next(socket, 3)).isEqualTo(SUCCESS);
            assertThat(socket.closeCode()).isEqualTo(1000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v5.channel.k8s.io", "v4.channel.k8s.io"})
    void theExitCodeIsAStatus(String protocol) {
        try (var socket = radio.open(EXEC + "fail", protocol)) {
            assertThat(next(socket, 1)).isEmpty();
            assertThat(next(socket, 3)).isEqualTo(EXIT);
            assertThat(socket.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void olderProtocolsHearASentence() {
        try (var socket = radio.open(EXEC + "fail", "channel.k8s.io")) {
            assertThat(next(socket, 1)).isEmpty();
            assertThat(next(socket, 3)).isEqualTo("command terminated with non-zero exit code: exit status 3");
        }
    }

    @Test
    void whoNamesNoProtocolSpeaksTheFirst() {
        try (var socket = radio.open(EXEC + "complain")) {
            assertThat(socket.socket().getSubprotocol()).isEmpty();
            assertThat(next(socket, 1)).isEmpty();
            assertThat(next(socket, 2)).isEqualTo("noise");
        }
    }

    @ParameterizedTest
    @CsvSource({"v4.base64.channel.k8s.io", "base64.channel.k8s.io"})
    void bytesMayBeText(String protocol) {
        try (var socket = radio.open(RadioServer.RADIO + "/exec?stdin=1&stdout=1&tty=1&command=size", protocol)) {
            assertThat(next64(socket, '1')).isEmpty();
            var size = Base64.getEncoder().encodeToString(bytes("{\"Width\":80,\"Height\":24}"));
            socket.socket().sendText("4" + size, true).join();
            assertThat(next64(socket, '1')).isEqualTo("TerminalSize[width=80, height=24]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "refuse, off the air, 400",
        "wrong, Internal error occurred: this server failed to run the command; its log says why, 500"
    })
    void whatGoesWrongIsAStatusOnTheErrorChannel(String command, String message, int code) {
        try (var socket = radio.open(RadioServer.RADIO + "/exec?stderr=true&command=" + command, "v4.channel.k8s.io")) {
            assertThat(next(socket, 2)).isEmpty();
            assertThat(next(socket, 3))
                    .contains("\"message\":\"" + message + "\"")
                    .endsWith("\"code\":" + code + "}");
        }
    }

    @Test
    void requestsThatLeadToNoSessionAreRefusedBeforeOne() {
        refused(EXEC + "echo", 400, "Upgrade request required");
        refused(RadioServer.RADIO + "/exec?command=echo", 400, "you must specify at least 1 of stdin, stdout, stderr");
        refused(RadioServer.RADIOS + "/nobody/exec?stdout=true", 404, "radios.radio.example.com \"nobody\" not found");
        assertThat(radio.refusal(EXEC + "echo", "v9.channel.k8s.io")).isEqualTo(400);
        assertThat(radio.admin().send("PUT", EXEC + "echo", new byte[0]).code()).isEqualTo(405);
    }

    private static void refused(String path, int code, String message) {
        var answer = radio.admin().get(path);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.textAt("/message")).isEqualTo(message);
    }

    @Test
    void aSpdyClientOfNoKnownVersionIsToldWhichThereAre() throws IOException {
        try (var socket = (SSLSocket) radio.server()
                .adminTls()
                .getSocketFactory()
                .createSocket("127.0.0.1", radio.server().port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(bytes("POST " + EXEC + "echo HTTP/1.1\r\nHost: x\r\n"
                            + "Connection: Upgrade\r\nUpgrade: SPDY/3.1\r\nContent-Length: 0\r\n"
                            + "X-Stream-Protocol-Version: v9.channel.k8s.io\r\n\r\n"));
            var answer = new String(socket.getInputStream().readNBytes(600), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 403 ")
                    .containsIgnoringCase("x-accepted-stream-protocol-versions: v4.channel.k8s.io\r\n")
                    .containsIgnoringCase("x-accepted-stream-protocol-versions: channel.k8s.io\r\n");
        }
    }

    @Test
    void aProgramWaitsForAClientThatDoesNotReadAndEndsWithIt() throws InterruptedException {
        long before = radio.studio().said.get();
        try (var socket = new Stalled(EXEC + "talk")) {
            socket.awaitStill(() -> radio.studio().said.get());
            assertThat(radio.studio().said.get() - before).isLessThan(20_000_000);
        }
        radio.ends("talk");
    }

    @Test
    void aClientWaitsForAProgramThatDoesNotReadWhichEndsWithIt() throws InterruptedException {
        try (var socket = new Stalled(EXEC + "deaf")) {
            long sent = socket.sendUntilStill();
            assertThat(sent).isLessThan(20_000_000);
        }
        radio.ends("deaf");
    }

    /// A client that neither reads nor stops writing.
    private static final class Stalled implements AutoCloseable {
        private final SSLSocket socket;

        Stalled(String path) {
            try {
                socket = (SSLSocket) radio.server()
                        .adminTls()
                        .getSocketFactory()
                        .createSocket("127.0.0.1", radio.server().port());
                socket.getOutputStream()
                        .write(bytes("GET " + path + " HTTP/1.1\r\nHost: x\r\n"
                                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                + "Sec-WebSocket-Protocol: v4.channel.k8s.io\r\n\r\n"));
                socket.getInputStream().read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// Waits until the number has not changed for half a second.
        void awaitStill(LongSupplier number) throws InterruptedException {
            var never = new CountDownLatch(1);
            for (long last = -1; last != number.getAsLong() || last == 0; ) {
                last = number.getAsLong();
                assertThat(never.await(500, TimeUnit.MILLISECONDS)).isFalse();
            }
        }

        long sendUntilStill() throws InterruptedException {
            var sent = new AtomicLong();
            Thread.ofVirtual().start(() -> send(sent));
            awaitStill(sent::get);
            return sent.get();
        }

        private void send(AtomicLong sent) {
            var frame = ByteBuffer.allocate(50_008)
                    .put((byte) 0x82)
                    .put((byte) 0xfe)
                    .putShort((short) 50_000)
                    .array();
            try {
                for (; ; sent.addAndGet(frame.length)) socket.getOutputStream().write(frame);
            } catch (IOException _) {
                // It is closed.
            }
        }

        @Override
        public void close() {
            Thread.ofVirtual().start(() -> {
                try {
                    socket.setSoLinger(true, 0);
                    socket.close();
                } catch (IOException _) {
                    // It was closed already.
                }
            });
        }
    }
}
