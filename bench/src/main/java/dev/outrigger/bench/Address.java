package dev.outrigger.bench;

/// Where a server listens.
///
/// @param host a name or a number
/// @param port the TCP port
record Address(String host, int port) {
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
