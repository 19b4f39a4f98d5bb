package dev.outrigger.store.sql;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Stands between a store and its database and cuts connections where it hurts most.
final class CuttingProxy implements Closeable {
    /// What to do with the connection that next sends a certain text to the database.
    enum Cut {
        /// The text does not arrive.
        BEFORE_IT_ARRIVES,
        /// The text arrives; the answer does not.
        BEFORE_THE_ANSWER
    }

    private record Trap(String text, Cut cut, boolean thenRefuse) {}

    private static final Trap NONE = new Trap("", Cut.BEFORE_IT_ARRIVES, false);

    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int database;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;
    private volatile Trap trap = NONE;

    CuttingProxy(int database) throws IOException {
        this.database = database;
        Thread.ofVirtual().start(this::accept);
    }

    String url(String schema) {
        return "postgres://postgres@" + host() + "/postgres?currentSchema=" + schema;
    }

    String host() {
        return "127.0.0.1:" + entrance.getLocalPort();
    }

    /// Cuts the connection that next sends this text, and lets nobody in any more where `thenRefuse` says so.
    void cut(String text, Cut cut, boolean thenRefuse) {
        trap = new Trap(text, cut, thenRefuse);
    }

    /// Cuts all connections and lets nobody in.
    void refuse() throws IOException {
        refusing = true;
        for (Socket one : open) one.close();
    }

    void letIn() {
        refusing = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = entrance.accept();
                if (refusing) client.close();
                else connect(client);
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), database);
        open.add(client);
        open.add(server);
        Thread.ofVirtual().start(() -> pump(client, server, true));
        Thread.ofVirtual().start(() -> pump(server, client, false));
    }

    private void pump(Socket from, Socket to, boolean towardsDatabase) {
        try (from;
                to) {
            byte[] buffer = new byte[1 << 16];
            for (int read = from.getInputStream().read(buffer);
                    read > 0;
                    read = from.getInputStream().read(buffer)) {
                if (towardsDatabase && isTrapped(buffer, read)) {
                    spring(from, to, buffer, read);
                    return;
                }
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException _) {
            // One side is gone; closing tells the other.
        }
    }

    private boolean isTrapped(byte[] buffer, int length) {
        Trap set = trap;
        return set != NONE && new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(set.text);
    }

    private void spring(Socket client, Socket server, byte[] buffer, int length) throws IOException {
        Trap sprung = trap;
        trap = NONE;
        if (sprung.thenRefuse) refusing = true;
        if (sprung.cut == Cut.BEFORE_THE_ANSWER) {
            client.shutdownInput();
            open.remove(server);
            // Nothing more goes to the client; the database works on undisturbed.
            client.close();
            server.getOutputStream().write(buffer, 0, length);
            server.shutdownOutput();
            server.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        }
        if (sprung.thenRefuse) refuse();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        refuse();
    }
}
