package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.pipeline.ApiRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTests {

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void currentVersionsOfTlsAreSpoken(String version) throws Exception {
        try (var front = Fronts.serve(Fronts::echo);
                var socket = Fronts.connect(front)) {
            socket.setEnabledProtocols(new String[] {version});
            Fronts.say(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(Fronts.response(socket)).startsWith("HTTP/1.1 200");
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
    }

    @Test
    void theClientAndTheServerAgreeOnHttp2WhereBothSpeakIt() throws Exception {
        try (var front = Fronts.serve(Fronts::echo);
                var socket = Fronts.connect(front)) {
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
        }
    }

    @Test
    void anRsaCertificateServesToo() throws Exception {
        var authority = new TestAuthority("rsa", "RSA");
        try (var front = HttpFront.listen("127.0.0.1", 0, authority.issue("CN=server"), Fronts::echo);
                var socket = (SSLSocket)
                        Fronts.context(null, authority).getSocketFactory().createSocket("127.0.0.1", front.port())) {
            Fronts.say(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(Fronts.response(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theClientsCertificateIsSeenWithEachRequestWhoeverSignedIt(HttpClient.Version version) throws Exception {
        var stranger = new TestAuthority("stranger", "EC").issue("CN=jane,O=cats");
        var seen = new LinkedBlockingQueue<ApiRequest.Peer>();
        var context = Fronts.context(stranger);
        try (var front = Fronts.serve(request -> {
            seen.add(request.peer());
            return Fronts.echo(request);
        })) {
            // The second client resumes the first one's TLS session.
            for (int clients = 0; clients < 2; clients++) {
                try (var client = HttpClient.newBuilder()
                        .version(version)
                        .sslContext(context)
                        .build()) {
                    for (int i = 0; i < 2; i++) {
                        client.send(Fronts.request(front, "/").build(), BodyHandlers.discarding());
                        var peer = seen.remove();
                        assertThat(peer.address()).isEqualTo("127.0.0.1");
                        assertThat(peer.certificates())
                                .extracting(X509Certificate::getSubjectX500Principal)
                                .startsWith(stranger.chain().getFirst().getSubjectX500Principal());
                    }
                }
            }
        }
    }

    @Test
    void aClientWithoutACertificateIsSeenAsSuch() throws Exception {
        var seen = new LinkedBlockingQueue<ApiRequest.Peer>();
        try (var front = Fronts.serve(request -> {
                    seen.add(request.peer());
                    return Fronts.echo(request);
                });
                var client = Fronts.client(HttpClient.Version.HTTP_2)) {
            client.send(Fronts.request(front, "/").build(), BodyHandlers.discarding());
            assertThat(seen.remove().certificates()).isEmpty();
        }
    }

    @Test
    void anotherCertificateIsShownAfterAReloadAndOpenConnectionsGoOn() throws Exception {
        var second = new TestAuthority("second", "EC");
        try (var front = Fronts.serve(Fronts::echo);
                var open = Fronts.connect(front)) {
            open.startHandshake();
            front.reload(second.issue("CN=second-server"));
            for (int i = 0; i < 4; i++) {
                try (var socket = (SSLSocket)
                        Fronts.context(null, second).getSocketFactory().createSocket("127.0.0.1", front.port())) {
                    Fronts.say(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
                    assertThat(Fronts.response(socket)).startsWith("HTTP/1.1 200");
                }
                try (var socket = Fronts.connect(front)) {
                    assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
                }
            }
            Fronts.say(open, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(Fronts.response(open)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aPortInUseIsToldInOneLine() throws Exception {
        try (var front = Fronts.serve(Fronts::echo)) {
            int port = front.port();
            assertThatThrownBy(() -> HttpFront.listen("127.0.0.1", port, Fronts.CERTIFICATE, Fronts::echo))
                    .isInstanceOf(ListenException.class)
                    .hasMessage("cannot listen on 127.0.0.1:" + port + ": the port is in use");
        }
    }

    @Test
    void anAddressOfAnotherMachineIsToldInOneLine() {
        assertThatThrownBy(() -> HttpFront.listen("192.0.2.1", 0, Fronts.CERTIFICATE, Fronts::echo))
                .isInstanceOf(ListenException.class)
                .hasMessageStartingWith("cannot listen on 192.0.2.1:0: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aConnectionThatNothingHappensOnIsClosedAndAQuietStreamIsNot() throws Exception {
        var patience = new Patience(
                Duration.ofMillis(100), Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofMinutes(1));
        var quiet = new CountDownLatch(1);
        try (var front = HttpFront.listen(
                        "127.0.0.1",
                        0,
                        Fronts.CERTIFICATE,
                        _ -> Fronts.stream(sink -> {
                            quiet.await();
                            sink.write(List.of(Fronts.bytes("after all\n")));
                        }),
                        patience,
                        new Budget(Budget.OF_A_SERVER));
                var watching = Fronts.connect(front);
                var idle = Fronts.connect(front);
                var half = Fronts.connect(front)) {
            Fronts.say(watching, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(Fronts.head(watching)).startsWith("HTTP/1.1 200");
            idle.startHandshake();
            Fronts.say(half, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
            assertThat(Fronts.rest(idle)).isEmpty();
            assertThat(Fronts.rest(half)).isEmpty();
            quiet.countDown();
            assertThat(Fronts.until(watching.getInputStream(), "0\r\n\r\n")).contains("after all");
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingEndsStreamsCleanlyAndAtOnce(HttpClient.Version version) throws Exception {
        var gone = new CountDownLatch(1);
        try (var front = Fronts.serve(_ -> Fronts.stream(sink -> {
                    sink.onGone(gone::countDown);
                    sink.write(List.of(Fronts.bytes("first\n")));
                    gone.await();
                }));
                var client = Fronts.client(version)) {
            var response = client.send(Fronts.request(front, "/").build(), BodyHandlers.ofInputStream());
            response.body().readNBytes(6);
            long start = System.nanoTime();
            front.close(Duration.ofSeconds(20));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
            assertEnded(response, version);
        }
    }

    /// The JDK's client may tell of an HTTP/2 connection's end before it tells of the stream's, which came first.
    private static void assertEnded(HttpResponse<InputStream> response, HttpClient.Version version) throws IOException {
        try {
            assertThat(response.body().readAllBytes()).isEmpty();
        } catch (IOException e) {
            assertThat(version).as("%s", e).isEqualTo(HttpClient.Version.HTTP_2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSourceThatIsInterruptedWhenItsStreamEndsEndsItCleanlyToo(HttpClient.Version version) throws Exception {
        try (var front = Fronts.serve(_ -> Fronts.stream(sink -> {
                    sink.onGone(Thread.currentThread()::interrupt);
                    sink.write(List.of(Fronts.bytes("first\n")));
                    new CountDownLatch(1).await();
                }));
                var client = Fronts.client(version)) {
            var response = client.send(Fronts.request(front, "/").build(), BodyHandlers.ofInputStream());
            response.body().readNBytes(6);
            front.close(Duration.ofSeconds(20));
            assertEnded(response, version);
        }
    }

    @Test
    void closingLetsAnAnswerBeFinished() throws Exception {
        var asked = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var front = Fronts.serve(request -> {
                    asked.countDown();
                    assertThat(Fronts.opened(go)).isTrue();
                    return Fronts.echo(request);
                });
                var socket = Fronts.connect(front)) {
            Fronts.say(socket, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
            asked.await();
            var closing = Thread.ofVirtual().start(() -> front.close(Duration.ofSeconds(20)));
            go.countDown();
            assertThat(Fronts.response(socket)).endsWith("GET /slow 0");
            assertThat(Fronts.rest(socket)).isEmpty();
            closing.join();
            assertThatThrownBy(() -> Fronts.connect(front)).isInstanceOf(java.net.ConnectException.class);
        }
    }

    @Test
    void closingBreaksOffWhatDoesNotEndInTime() throws Exception {
        var stopped = new CountDownLatch(1);
        var front = Fronts.serve(_ -> Fronts.stream(sink -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                stopped.countDown();
            }
        }));
        try (front;
                var socket = Fronts.connect(front)) {
            Fronts.say(socket, "GET /stuck HTTP/1.1\r\nHost: x\r\n\r\n");
            Fronts.head(socket);
            front.close(Duration.ofMillis(400));
            assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
