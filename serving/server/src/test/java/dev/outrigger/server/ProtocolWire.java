package dev.outrigger.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;

/// A connection to write bytes on that no HTTP client would.
final class ProtocolWire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3}).*");

    private final SSLSocket socket;

    private ProtocolWire(SSLSocket socket) {
        this.socket = socket;
    }

    static ProtocolWire open(ProtocolServer server) {
        try {
            var socket = (SSLSocket) server.adminTls().getSocketFactory().createSocket("127.0.0.1", server.port());
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new ProtocolWire(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All that comes until something does.
    String readUntil(String end) {
        var read = new ByteArrayOutputStream();
        var wanted = end.getBytes(StandardCharsets.ISO_8859_1);
        var tail = new byte[0];
        try {
            while (!Arrays.equals(tail, wanted)) {
                var chunk = new byte[64 * 1024];
                int length = socket.getInputStream().read(chunk);
                if (length < 0) throw new AssertionError("closed without " + end.strip());
                read.write(chunk, 0, length);
                tail = last(tail, chunk, length, wanted.length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    private static byte[] last(byte[] before, byte[] chunk, int length, int most) {
        var both = Arrays.copyOf(before, before.length + length);
        System.arraycopy(chunk, 0, both, before.length, length);
        return Arrays.copyOfRange(both, Math.max(0, both.length - most), both.length);
    }

    /// All that comes until the server closes.
    String readAll() {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The whole answer to one request after which the connection is closed.
    static String exchange(ProtocolServer server, String head) {
        try (var wire = open(server)) {
            wire.write(head + "Host: x\r\nConnection: close\r\n\r\n");
            return wire.readAll();
        }
    }

    static int code(String answer) {
        var matcher = STATUS_LINE.matcher(answer.lines().findFirst().orElse(""));
        if (!matcher.matches()) throw new AssertionError("no answer: " + answer);
        return Integer.parseInt(matcher.group(1));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // Gone already.
        }
    }
}
