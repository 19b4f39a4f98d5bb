package dev.outrigger.http;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/// A WebSocket client that writes the frames it is told to, good or bad.
final class RawSocket implements AutoCloseable {
    static final String HANDSHAKE = """
            GET /w HTTP/1.1\r
            Host: x\r
            Origin: https://x\r
            Connection: keep-alive, Upgrade\r
            Upgrade: WebSocket\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            """;
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final int FINAL = 0x80;

    private static final byte[] MASK = {1, 2, 3, 4};

    private final SSLSocket socket;
    private final DataInputStream in;
    final String head;

    /// One frame of the server's.
    record Frame(int first, byte[] content) {
        int opcode() {
            return first & 0x0f;
        }

        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }

        int closeCode() {
            return (content[0] & 0xff) << 8 | content[1] & 0xff;
        }
    }

    private RawSocket(SSLSocket socket, String head) throws IOException {
        this.socket = socket;
        this.head = head;
        this.in = new DataInputStream(socket.getInputStream());
    }

    static RawSocket open(HttpFront front, String... headers) throws IOException {
        var socket = Fronts.connect(front);
        Fronts.say(socket, HANDSHAKE + String.join("", headers) + "\r\n");
        return new RawSocket(socket, Fronts.head(socket));
    }

    static byte[] frame(int first, byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(first);
        if (content.length < 126) {
            out.write(0x80 | content.length);
        } else if (content.length < 1 << 16) {
            out.write(0x80 | 126);
            out.write(content.length >> 8);
            out.write(content.length);
        } else {
            out.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) out.write((int) ((long) content.length >> shift));
        }
        out.write(MASK);
        for (int i = 0; i < content.length; i++) out.write(content[i] ^ MASK[i & 3]);
        return out.toByteArray();
    }

    RawSocket say(int first, String text) throws IOException {
        return write(frame(first, text.getBytes(StandardCharsets.UTF_8)));
    }

    RawSocket write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    Frame next() throws IOException {
        int first = in.readUnsignedByte();
        long length = in.readUnsignedByte();
        if (length == 126) length = in.readUnsignedShort();
        else if (length == 127) length = in.readLong();
        return new Frame(first, in.readNBytes((int) length));
    }

    /// Whether the server closed the connection, with nothing more before that.
    boolean ended() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
