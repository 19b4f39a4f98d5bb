package dev.outrigger.server;

/// A server of a resource in several versions, as a program.
final class FooServer {
    private FooServer() {}

    public static void main(String[] args) {
        VersionTypes.storedAs("v2").run(args);
    }
}
