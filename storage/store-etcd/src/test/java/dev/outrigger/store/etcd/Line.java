package dev.outrigger.store.etcd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A line to an etcd that can be cut and mended, and on which answers can be held back.
final class Line implements AutoCloseable {
    private final ServerSocket listening;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean mute;

    Line(int port) {
        this.port = port;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /// Breaks all connections, and each new one.
    void cut() {
        cut = true;
        sockets.forEach(Line::close);
    }

    /// What etcd says from now on is lost on the way.
    void mute() {
        mute = true;
    }

    void mend() {
        cut = false;
        mute = false;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                connect(listening.accept());
            } catch (IOException _) {
                // Closed.
            }
        }
    }

    private void connect(Socket near) throws IOException {
        try {
            if (cut) throw new IOException("cut");
            var far = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(near);
            sockets.add(far);
            Thread.ofPlatform().daemon().start(() -> carry(near, far, false));
            Thread.ofPlatform().daemon().start(() -> carry(far, near, true));
        } catch (IOException _) {
            near.close();
        }
    }

    private void carry(Socket from, Socket to, boolean answers) {
        var buffer = new byte[65_536];
        try (from;
                to) {
            for (int count = from.getInputStream().read(buffer);
                    count >= 0;
                    count = from.getInputStream().read(buffer)) {
                if (!answers || !mute) to.getOutputStream().write(buffer, 0, count);
            }
        } catch (IOException _) {
            // Cut.
        }
        sockets.remove(from);
        sockets.remove(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
