package dev.outrigger.samples.wardle;

import dev.outrigger.server.RunningServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/// A client of a server that a test started itself.
final class Clients {
    private Clients() {}

    static KubernetesClient of(RunningServer server) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(server.kubeconfig().toFile()))
                .build();
    }
}
