package dev.outrigger.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A server behind its real front door, and one connection of HTTP/1.1 to it, opened again where the server closes it.
final class FuzzWire {
    private static final int PATIENCE_MILLIS = 15_000;
    private static final int LONGEST_HEAD = 1 << 16;

    /// Who sends these wrong waits for what never comes.
    private static final List<String> FRAMING =
            List.of("content-length", "transfer-encoding", "expect", "connection", "upgrade", "host");

    private static @Nullable FuzzWire wire;

    private final ProtocolServer server = ProtocolServer.start(new Options.Storage.Memory());
    private @Nullable SSLSocket socket;
    private @Nullable InputStream in;

    static FuzzWire wire() {
        if (wire == null) wire = new FuzzWire();
        return wire;
    }

    static void close() {
        if (wire == null) return;
        wire.hangUp();
        wire.server.close();
        wire = null;
    }

    /// What is sent: a request line without the protocol, header lines, an empty line, a body.
    void send(byte[] input) {
        var parts = new String(input, ISO_8859_1).split("\n\n", 2);
        var lines = new ArrayList<>(Arrays.asList(parts[0].replace("\r", "").split("\n", -1)));
        var target = lines.removeFirst();
        var body = parts.length < 2 ? new byte[0] : parts[1].getBytes(ISO_8859_1);
        var head = new StringBuilder(target + " HTTP/1.1\r\nHost: x\r\n");
        for (String line : lines)
            if (!line.isEmpty() && !isFraming(line)) head.append(line).append("\r\n");
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        try {
            var request = new ByteArrayOutputStream();
            request.writeBytes(head.toString().getBytes(ISO_8859_1));
            request.writeBytes(body);
            answer(target, input, request.toByteArray());
        } catch (SocketTimeoutException e) {
            throw new AssertionError(target + ": no answer in time", e);
        } catch (IOException _) {
            // The server closed without an answer: so it may, where the request was no HTTP.
            hangUp();
        }
    }

    private static boolean isFraming(String line) {
        var lower = line.toLowerCase(Locale.ROOT).strip();
        return FRAMING.stream().anyMatch(lower::startsWith) || line.startsWith(" ") || line.startsWith("\t");
    }

    private void answer(String target, byte[] input, byte[] request) throws IOException {
        var reading = connect();
        socket.getOutputStream().write(request);
        var answered = head(reading);
        if (answered.isEmpty()) {
            hangUp();
            return;
        }
        var length = header(answered, "content-length");
        boolean whole = length.isPresent() && !target.startsWith("HEAD");
        var content = whole ? reading.readNBytes(Integer.parseInt(length.get())) : new byte[0];
        boolean open = (whole || target.startsWith("HEAD"))
                && header(answered, "connection").isEmpty();
        if (!open) hangUp();
        int code = Integer.parseInt(answered.split(" ", 3)[1]);
        boolean readable = whole && header(answered, "content-encoding").isEmpty();
        FuzzChecks.body(
                target, input, code, readable ? header(answered, "content-type").orElse("") : "", content);
    }

    private InputStream connect() throws IOException {
        if (socket == null || in == null) {
            socket = (SSLSocket) server.adminTls().getSocketFactory().createSocket("127.0.0.1", server.port());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        }
        return in;
    }

    private void hangUp() {
        try {
            if (socket != null) socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            socket = null;
            in = null;
        }
    }

    /// The head of an answer; empty where the server closed before one.
    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4 && head.size() < LONGEST_HEAD) {
            int read = in.read();
            if (read < 0) return "";
            head.write(read);
            ends = read == '\r' || read == '\n' ? ends + 1 : 0;
        }
        return head.toString(ISO_8859_1);
    }

    private static Optional<String> header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }
}
