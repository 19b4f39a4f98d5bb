package dev.outrigger.junit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The ports of the servers that run in this process. A port that was given back may be another server's the next
/// moment.
final class Ports {
    private static final int PATIENCE_MILLIS = 1_000;
    private static final Set<Integer> OPEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    static void opened(int port) {
        OPEN.add(port);
    }

    /// The server on that port is about to be closed.
    static void closing(int port) {
        OPEN.remove(port);
    }

    /// What is wrong now that the server on that port is closed.
    static List<String> left(int port) {
        boolean leaked = answers(port) && !OPEN.contains(port);
        return leaked ? List.of("port " + port + " is still open") : List.of();
    }

    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
