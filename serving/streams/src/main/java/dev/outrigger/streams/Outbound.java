package dev.outrigger.streams;

import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Headers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// A connection to another HTTP server for one request, of which both directions are in hand: a protocol of another
/// name may follow, and the answer may come while the request is still on its way.
final class Outbound implements AutoCloseable {
    private static final int CONNECTING_MILLIS = 30_000;
    private static final int LONGEST_HEAD = 1024 * 1024;
    private static final int HEAD_END = 0x0d0a0d0a;

    private final Socket socket;
    private final InputStream in;

    private Outbound(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 32 * 1024);
    }

    /// The head of an answer.
    record Head(int status, Headers headers) {}

    /// Connects.
    static Outbound to(URI address) throws IOException {
        var socket = new Socket();
        try {
            return new Outbound(connected(socket, address));
        } catch (IOException e) {
            Relay.close(socket);
            throw e;
        }
    }

    private static Socket connected(Socket plain, URI to) throws IOException {
        boolean tls = to.getScheme().equalsIgnoreCase("https");
        int port = to.getPort() >= 0 ? to.getPort() : tls ? 443 : 80;
        plain.connect(new InetSocketAddress(to.getHost(), port), CONNECTING_MILLIS);
        plain.setTcpNoDelay(true);
        if (!tls) return plain;
        plain.setSoTimeout(CONNECTING_MILLIS);
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var socket = (SSLSocket) factory.createSocket(plain, to.getHost(), port, true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        socket.setSoTimeout(0);
        return socket;
    }

    /// Sends the head of a request.
    ///
    /// @param hop the fields of this connection
    /// @param kept another value for a field of the request; the empty string for none
    void send(ApiRequest request, URI to, Headers hop, UnaryOperator<Field> kept) throws IOException {
        var text = new StringBuilder();
        var query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
        text.append(request.method())
                .append(' ')
                .append(to.getRawPath())
                .append(query)
                .append(" HTTP/1.1\r\n");
        text.append("Host: ").append(to.getRawAuthority()).append("\r\n");
        hop.forEach((name, value) -> new Field(name, value).addTo(text));
        Onward.headers(request).forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Host"))
                kept.apply(new Field(name, value)).addTo(text);
        });
        out().write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out().flush();
    }

    /// A header field.
    record Field(String name, String value) {
        private void addTo(StringBuilder text) {
            if (!value.isEmpty()) text.append(name).append(": ").append(value).append("\r\n");
        }
    }

    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    InputStream in() {
        return in;
    }

    /// Waits at most that long for what is read next; 0 for ever.
    void waitUpTo(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    /// The head of the answer; what the server says before it is passed over.
    Head head() throws IOException {
        var head = readHead();
        while (head.status() < 200 && head.status() != 101) head = readHead();
        return head;
    }

    private Head readHead() throws IOException {
        var lines = new ByteArrayOutputStream();
        for (int last = 0; last != HEAD_END; ) {
            int next = in.read();
            if (next < 0 || lines.size() > LONGEST_HEAD) throw new IOException("the server answered no HTTP");
            lines.write(next);
            last = last << 8 | next;
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

    /// The answer, whose body is read off this connection, which ends with it.
    ///
    /// @param headers what is handed back of its fields
    /// @param over is run when it has ended
    ApiResponse answer(ApiRequest request, Head head, Headers headers, Runnable over) {
        boolean bodiless = head.status() == 204 || head.status() == 304;
        if (bodiless || request.method().equals("HEAD")) {
            over.run();
            close();
            return bodiless
                    ? new ApiResponse.Body(head.status(), headers, List.of())
                    : new ApiResponse.Stream(head.status(), headers, _ -> {});
        }
        var body = body(head.headers());
        return new ApiResponse.Stream(
                head.status(),
                headers,
                sink -> {
                    sink.onGone(this::close);
                    try {
                        Relay.copy(body, sink);
                    } finally {
                        over.run();
                        close();
                    }
                },
                ApiResponse.Purpose.PROCESS);
    }

    private InputStream body(Headers headers) {
        boolean chunked = headers.first("Transfer-Encoding")
                .filter(coding -> coding.toLowerCase(Locale.ROOT).contains("chunked"))
                .isPresent();
        var length = headers.first("Content-Length").filter(text -> text.matches("[0-9]{1,18}"));
        if (chunked) return new Chunks(in);
        return length.isPresent() ? new Limited(in, Long.parseLong(length.get())) : in;
    }

    @Override
    public void close() {
        Relay.close(socket);
    }
}
