package dev.outrigger.junit;

import dev.outrigger.kinds.Resource;
import dev.outrigger.server.Outrigger;
import dev.outrigger.server.ServerBuilder;
import java.util.function.Supplier;

/// Makes the servers of these tests.
final class CatServer implements Supplier<ServerBuilder> {
    @Override
    public ServerBuilder get() {
        return Outrigger.server().resource(Resource.of(Cat.class));
    }
}
