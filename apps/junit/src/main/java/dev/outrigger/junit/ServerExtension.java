package dev.outrigger.junit;

import dev.outrigger.server.Options;
import dev.outrigger.server.ServerBuilder;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// A server inside the tests' process: on the memory store, on a free port of the loopback interface, ready when the
/// test
/// begins. A test takes it as a parameter of type [TestServer], or only its client, a fabric8 `KubernetesClient`.
///
/// ```java
/// class CatTests {
///   @RegisterExtension
///   static final ServerExtension SERVER = ServerExtension.of(
///       () -> Outrigger.server().resource(Resource.of(Cat.class).in("animal.skai.io", "v1alpha1")));
///
///   @Test
///   void aCatHasNineLives(KubernetesClient client) { … }
/// }
/// ```
///
/// In a static field it is one server for all tests of the class and of those nested in it; in a field of the instance,
/// one for each test.
///
/// After each test it is looked at, and the test fails where the cache does not equal the store, where a revision did
/// not rise, or where the test left a watch or another request open. When the server is closed, the class (or the test)
/// fails where a thread or the port is left behind. Tests may run side by side, on one server or on several; what is
/// left
/// open is then told of the tests that overlapped.
public final class ServerExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private final Supplier<ServerBuilder> server;
    private final ServerLife life;

    private ServerExtension(Supplier<ServerBuilder> server, UnaryOperator<Options> options) {
        this.server = server;
        this.life = new ServerLife(server, options);
    }

    /// A server as the supplier makes it, which is asked once for each start.
    public static ServerExtension of(Supplier<ServerBuilder> server) {
        return new ServerExtension(server, UnaryOperator.identity());
    }

    /// That server; where there is one for each test, it is started anew each time.
    public static ServerExtension of(ServerBuilder server) {
        return of(() -> server);
    }

    /// The same with other options than those of a server in memory: another storage, other limits.
    public ServerExtension with(UnaryOperator<Options> options) {
        return new ServerExtension(server, options);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        life.open(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws InterruptedException {
        life.open(context);
        life.testBegins(context);
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        try {
            life.testEnds(context);
        } finally {
            life.close(context);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        life.close(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return ServerLife.canHandOut(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return life.handOut(parameter.getParameter().getType(), context);
    }
}
