package dev.outrigger.junit;

import dev.outrigger.server.Options;
import dev.outrigger.server.ServerBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/// When a server is started, looked at and closed: it belongs to the class or the method before which it was started.
final class ServerLife {
    private final Supplier<ServerBuilder> server;
    private final UnaryOperator<Options> options;
    private final ExtensionContext.Namespace namespace = ExtensionContext.Namespace.create(ServerLife.class, this);

    ServerLife(Supplier<ServerBuilder> server, UnaryOperator<Options> options) {
        this.server = server;
        this.options = options;
    }

    private record Running(TestServer server, Watchfulness watchfulness) {}

    /// Starts a server, unless one of an enclosing class runs.
    void open(ExtensionContext context) {
        if (running(context).isPresent()) return;
        var started = TestServer.start(server.get(), options);
        context.getStore(namespace).put(Running.class, new Running(started, new Watchfulness(started)));
    }

    /// Closes the server that was opened for exactly this.
    ///
    /// @throws AssertionError where it leaves something behind
    void close(ExtensionContext context) {
        var running = context.getStore(namespace).remove(Running.class, Running.class);
        if (running != null) running.server().close();
    }

    void testBegins(ExtensionContext context) throws InterruptedException {
        running(context).orElseThrow().watchfulness().begin(context.getDisplayName());
    }

    /// @throws AssertionError where the server is not as it should be
    void testEnds(ExtensionContext context) throws InterruptedException {
        // Without a server, it has been said already why there is none.
        var running = running(context);
        if (running.isEmpty()) return;
        var findings = running.get().watchfulness().end();
        Findings.check("the server is not as it should be after " + context.getDisplayName(), findings);
    }

    static boolean canHandOut(Class<?> type) {
        return type == TestServer.class || type == KubernetesClient.class;
    }

    Object handOut(Class<?> type, ExtensionContext context) {
        var running = running(context)
                .orElseThrow(
                        () -> new ParameterResolutionException(
                                "no server runs yet: it is started for each test method, so only those and @BeforeEach have it"));
        return type == TestServer.class ? running.server() : running.server().client();
    }

    private Optional<Running> running(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(namespace).get(Running.class, Running.class));
    }
}
