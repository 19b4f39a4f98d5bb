package dev.outrigger.http;

import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Handler;
import dev.outrigger.pipeline.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Servers on free ports, and clients that trust them.
final class Fronts {
    static final TestAuthority AUTHORITY = new TestAuthority("test-authority", "EC");
    static final ServerCertificate CERTIFICATE = AUTHORITY.issue("CN=test-server");

    private Fronts() {}

    static HttpFront serve(Handler handler) throws ListenException {
        return HttpFront.listen("127.0.0.1", 0, CERTIFICATE, handler);
    }

    /// Answers with what it was asked: method, path, and the body's length.
    static ApiResponse echo(ApiRequest request) {
        return switch (request.body()) {
            case ApiRequest.Body.Bytes(var bytes) ->
                text(200, request.method() + " " + request.path() + " " + bytes.length);
            case ApiRequest.Body.TooLarge(var limit) -> text(413, "more than " + limit);
            case ApiRequest.Body.Incoming _ -> text(500, "nobody asked for that");
        };
    }

    static ApiResponse text(int status, String text) {
        return new ApiResponse.Body(status, Headers.of("Content-Type", "text/plain"), List.of(bytes(text)));
    }

    static ApiResponse stream(ApiResponse.Source source) {
        return new ApiResponse.Stream(200, Headers.of("Content-Type", "application/json"), source);
    }

    /// Waits in a handler, which may not throw what waiting throws.
    static boolean opened(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(context(null))
                .build();
    }

    static HttpRequest.Builder request(HttpFront front, String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + front.port() + path));
    }

    static SSLContext context(@Nullable ServerCertificate own) {
        return context(own, AUTHORITY);
    }

    static SSLContext context(@Nullable ServerCertificate own, TestAuthority trusted) {
        try {
            var trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("authority", trusted.certificate);
            var trusting = TrustManagerFactory.getInstance("PKIX");
            trusting.init(trust);
            var context = SSLContext.getInstance("TLS");
            context.init(own == null ? null : keys(own), trusting.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static KeyManager[] keys(ServerCertificate own) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", own.key(), new char[0], own.chain().toArray(Certificate[]::new));
        var factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    /// A TLS connection that says only what it is told to.
    static SSLSocket connect(HttpFront front) throws IOException {
        var socket = (SSLSocket) context(null).getSocketFactory().createSocket("127.0.0.1", front.port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    static void say(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(bytes(text));
        socket.getOutputStream().flush();
    }

    /// Reads one response with a `Content-Length`: head and body.
    static String response(SSLSocket socket) throws IOException {
        var head = head(socket);
        int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ");
        if (at < 0) return head;
        int length = Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
        return head + new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }

    static String head(SSLSocket socket) throws IOException {
        return until(socket.getInputStream(), "\r\n\r\n");
    }

    static String until(InputStream in, String end) throws IOException {
        var read = new ByteArrayOutputStream();
        while (!read.toString(StandardCharsets.UTF_8).endsWith(end)) {
            int next = in.read();
            if (next < 0) throw new IOException("closed after: " + read.toString(StandardCharsets.UTF_8));
            read.write(next);
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    static String rest(SSLSocket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
