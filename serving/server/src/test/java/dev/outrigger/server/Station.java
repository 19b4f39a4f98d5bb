package dev.outrigger.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A server of bare bytes for requests to be handed on to, which answers as it is told.
final class Station implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private volatile Talk talk = (_, _) -> "silence";

    /// What it does with a connection.
    interface Talk {
        /// Reads and writes; the connection is closed when it returns.
        ///
        /// @param head the request's
        /// @return what the test shall hear of
        String on(Socket socket, String head) throws IOException;
    }

    Station() throws IOException {
        Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (var socket = listening.accept()) {
                seen.add(talk.on(socket, head(socket.getInputStream())));
            } catch (IOException broken) {
                seen.add("broken");
            }
        }
    }

    /// From now on it does that with each connection.
    void does(Talk what) {
        seen.clear();
        talk = what;
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    /// What it heard next.
    String heard() throws InterruptedException {
        return String.valueOf(seen.poll(30, TimeUnit.SECONDS));
    }

    static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    /// What comes up to that end, which is part of it.
    static String until(InputStream in, String end) throws IOException {
        var text = new StringBuilder();
        while (text.length() < end.length()
                || !text.substring(text.length() - end.length()).equals(end)) {
            int next = in.read();
            if (next < 0) throw new IOException("closed after " + text);
            text.append((char) next);
        }
        return text.toString();
    }

    static String head(InputStream in) throws IOException {
        return until(in, "\r\n\r\n");
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
