package dev.outrigger.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/// Where things are on this machine.
///
/// @param root the checkout
/// @param peer what bench/fetch prepared: the Go peer and Debian's files
/// @param keys the certificates: `ca.crt`, `server.crt`, `server.key`, `client.crt`, `client.key`
/// @param work where servers keep their data
record Place(Path root, Path peer, Path keys, Path work) {
    Credentials credentials() {
        return new Credentials(key("ca.crt"), key("client.crt"), key("client.key"));
    }

    Path key(String file) {
        return keys.resolve(file);
    }

    /// A program of Debian's, which may need newer libraries than the host has: they are used, as is their loader.
    java.util.List<String> debian(String program) {
        var lib = peer.resolve("root/usr/lib/x86_64-linux-gnu");
        return java.util.List.of(
                lib.resolve("ld-linux-x86-64.so.2").toString(),
                "--library-path",
                lib.toString(),
                peer.resolve("root/usr").resolve(program).toString());
    }

    static Address free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Address("127.0.0.1", socket.getLocalPort());
        } catch (IOException none) {
            throw new BenchException("no free port", none);
        }
    }
}
