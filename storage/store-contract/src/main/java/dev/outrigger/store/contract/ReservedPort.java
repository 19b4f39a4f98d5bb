package dev.outrigger.store.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A loopback port for a program that a test starts. Nobody who takes any free port gets it for as long as the test's
/// process runs, not even while that program is down between a kill and its next start.
///
/// A socket that is bound with `SO_REUSEADDR` and does not listen holds the port; a server that asks for this very port
/// with that option, as etcd and PostgreSQL do, gets it. While no server does, connections are refused.
public final class ReservedPort {
    private static final Queue<Socket> HELD = new ConcurrentLinkedQueue<>();

    private ReservedPort() {}

    /// Reserves another one; fails where the machine has none left.
    public static int next() {
        try {
            var socket = new Socket();
            HELD.add(socket);
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
