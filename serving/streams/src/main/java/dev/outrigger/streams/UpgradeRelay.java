package dev.outrigger.streams;

import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.ApiResponse.Protocol;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.pipeline.Wire;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Hands a request on that asks for another protocol. Where the server there agrees, the two are connected; where it
/// does not, its answer is the answer.
final class UpgradeRelay {
    private static final int CONNECTING_MILLIS = 30_000;
    private static final int LONGEST_HEAD = 1024 * 1024;

    private UpgradeRelay() {}

    /// The head of an answer.
    private record Head(int status, Headers headers) {}

    /// @throws dev.outrigger.meta.ApiException 503 where there is no server
    static ApiResponse answer(ApiRequest request, URI to) {
        var socket = new Socket();
        try {
            var opened = connect(socket, to);
            opened.getOutputStream().write(head(request, to));
            opened.getOutputStream().write(Onward.body(request));
            opened.getOutputStream().flush();
            var in = new BufferedInputStream(opened.getInputStream(), 32 * 1024);
            var answer = head(in);
            if (answer.status() != 101) return refused(opened, in, answer);
            opened.setSoTimeout(0);
            var name = answer.headers().first("Upgrade").orElse("");
            return new ApiResponse.Upgrade(
                    Onward.kept(answer.headers()), new Protocol.Bare(name, wire -> connect(wire, opened, in)));
        } catch (IOException e) {
            Relay.close(socket);
            throw Relay.unreachable(e);
        }
    }

    private static Socket connect(Socket plain, URI to) throws IOException {
        boolean tls = to.getScheme().equalsIgnoreCase("https");
        int port = to.getPort() >= 0 ? to.getPort() : tls ? 443 : 80;
        plain.connect(new InetSocketAddress(to.getHost(), port), CONNECTING_MILLIS);
        plain.setTcpNoDelay(true);
        plain.setSoTimeout(CONNECTING_MILLIS);
        if (!tls) return plain;
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var socket = (SSLSocket) factory.createSocket(plain, to.getHost(), port, true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static byte[] head(ApiRequest request, URI to) {
        var text = new StringBuilder();
        var query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
        text.append(request.method())
                .append(' ')
                .append(to.getRawPath())
                .append(query)
                .append(" HTTP/1.1\r\n");
        text.append("Host: ").append(to.getRawAuthority()).append("\r\n");
        text.append("Connection: Upgrade\r\n");
        text.append("Upgrade: ")
                .append(request.headers().first("Upgrade").orElse(""))
                .append("\r\n");
        Onward.headers(request).forEach((name, value) -> {
            if (name.equalsIgnoreCase("Host")) return;
            var kept = name.equalsIgnoreCase("Sec-WebSocket-Protocol") ? Onward.subprotocols(value) : value;
            if (!kept.isEmpty()) text.append(name).append(": ").append(kept).append("\r\n");
        });
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Head head(InputStream in) throws IOException {
        var lines = new ByteArrayOutputStream();
        while (!lines.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || lines.size() > LONGEST_HEAD) throw new IOException("the server answered no HTTP");
            lines.write(next);
        }
        var head = lines.toString(StandardCharsets.ISO_8859_1).split("\r\n");
        var start = head[0].split(" ", 3);
        if (!head[0].startsWith("HTTP/1.") || start.length < 2 || !start[1].matches("[1-5][0-9][0-9]")) {
            throw new IOException("the server answered no HTTP");
        }
        var headers = Headers.NONE;
        for (var line : Arrays.asList(head).subList(1, head.length)) {
            int colon = line.indexOf(':');
            if (colon > 0)
                headers = headers.with(
                        line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return new Head(Integer.parseInt(start[1]), headers);
    }

    private static ApiResponse refused(Socket socket, InputStream in, Head answer) {
        boolean chunked = answer.headers()
                .first("Transfer-Encoding")
                .filter(coding -> coding.toLowerCase(Locale.ROOT).contains("chunked"))
                .isPresent();
        var length = answer.headers().first("Content-Length").filter(text -> text.matches("[0-9]{1,18}"));
        InputStream body =
                chunked ? new Chunks(in) : length.isPresent() ? new Limited(in, Long.parseLong(length.get())) : in;
        return new ApiResponse.Stream(
                answer.status(),
                Onward.kept(answer.headers()),
                sink -> {
                    sink.onGone(() -> Relay.close(socket));
                    try (socket) {
                        Relay.copy(body, sink);
                    } catch (IOException _) {
                        // The answer is out already.
                    }
                },
                ApiResponse.Purpose.PROCESS);
    }

    /// Both ways, until one of the two has no more to say.
    private static void connect(Wire wire, Socket socket, InputStream in) throws InterruptedException {
        wire.onGone(() -> Relay.close(socket));
        var up = Thread.ofVirtual().name("relay").start(() -> up(wire, socket));
        try (socket) {
            var chunk = new byte[32 * 1024];
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                if (!wire.write(List.of(Arrays.copyOf(chunk, length)))) return;
            }
        } catch (IOException _) {
            // The server there is gone: so is this connection.
        } finally {
            up.interrupt();
        }
    }

    private static void up(Wire wire, Socket socket) {
        try {
            for (var bytes = wire.read(); bytes.isPresent(); bytes = wire.read()) {
                socket.getOutputStream().write(bytes.get());
                socket.getOutputStream().flush();
            }
        } catch (IOException _) {
            Relay.close(socket);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
