package dev.outrigger.server;

import dev.outrigger.rest.TimeLimits;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;

/// What the tests of subresources share: a server of herds for each class, a namespace of its own for each test.
abstract class HerdCase {
    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static final Map<Class<?>, ProtocolServer> SERVERS = new ConcurrentHashMap<>();

    final String namespace = "n" + NAMESPACES.incrementAndGet();
    final String herds = "/apis/farm.example.com/v1/namespaces/" + namespace + "/herds";

    @BeforeAll
    static void start(TestInfo tests) {
        var server = ProtocolServer.start(SubresourceTypes.server(), new Options.Storage.Memory(), TimeLimits.USUAL);
        SERVERS.put(tests.getTestClass().orElseThrow(), server);
    }

    @AfterAll
    static void stop(TestInfo tests) {
        SERVERS.remove(tests.getTestClass().orElseThrow()).close();
    }

    ProtocolClient admin() {
        return SERVERS.get(getClass()).admin();
    }

    /// A new herd, `a`.
    ProtocolAnswer herd(String... members) {
        return admin().post(herds, SubresourceTypes.herd("v1", "a", members)).created();
    }
}
