package dev.outrigger.samples.cats;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// An HTTP proxy that tunnels (`CONNECT`), as stands in front of many a cluster.
final class ConnectProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    ConnectProxy() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /// How many tunnels there were.
    int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                var client = listening.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> tunnel(client));
            }
        } catch (IOException _) {
            // It is closed.
        }
    }

    private void tunnel(Socket client) {
        try (client) {
            var request = line(client.getInputStream());
            while (!line(client.getInputStream()).isEmpty()) continue;
            var address = request.split(" ")[1];
            int colon = address.lastIndexOf(':');
            try (var server = new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)))) {
                open.add(server);
                connections.incrementAndGet();
                client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                Thread.ofVirtual().start(() -> copy(client, server));
                copy(server, client);
            }
        } catch (IOException _) {
            // One of the two is gone.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            // One of the two is gone.
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') line.append((char) next);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (var socket : open) socket.close();
    }
}
