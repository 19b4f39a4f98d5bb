package dev.outrigger.server;

import dev.outrigger.rest.TimeLimits;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// What the tests of subresources share: a server of herds for each class, a namespace of its own for each test.
abstract class HerdCase {
    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static ProtocolServer server;

    final String namespace = "n" + NAMESPACES.incrementAndGet();
    final String herds = "/apis/farm.example.com/v1/namespaces/" + namespace + "/herds";

    @BeforeAll
    static void start() {
        server = ProtocolServer.start(SubresourceTypes.server(), new Options.Storage.Memory(), TimeLimits.USUAL);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static ProtocolClient admin() {
        return server.admin();
    }

    /// A new herd, `a`.
    ProtocolAnswer herd(String... members) {
        return admin().post(herds, SubresourceTypes.herd("v1", "a", members)).created();
    }
}
