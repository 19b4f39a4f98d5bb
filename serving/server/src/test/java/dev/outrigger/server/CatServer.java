package dev.outrigger.server;

import dev.outrigger.kinds.Resource;

/// A server process for the tests.
final class CatServer {
    private CatServer() {}

    public static void main(String... args) {
        Outrigger.server()
                .name("cats")
                .resource(
                        Resource.of(Cat.class).in("animal.skai.io", "v1alpha1").shortName("ct"))
                .run(args);
    }
}
