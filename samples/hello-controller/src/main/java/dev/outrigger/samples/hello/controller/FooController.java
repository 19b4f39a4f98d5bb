package dev.outrigger.samples.hello.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;

/// The controller, at work on one API server.
public final class FooController implements AutoCloseable {
    private final Operator operator;

    private FooController(Operator operator) {
        this.operator = operator;
    }

    /// Starts it. It has seen all there is when this returns. The client stays open when it is closed.
    public static FooController start(KubernetesClient client) {
        var operator = new Operator(settings -> settings.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withPreviousAnnotationForDependentResources(false));
        operator.register(new FooReconciler());
        operator.start();
        return new FooController(operator);
    }

    /// Ends what it does, and no foo.
    @Override
    public void close() {
        operator.stop();
    }
}
