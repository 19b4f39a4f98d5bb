package dev.outrigger.server;

import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// fabric8's client, set up by a kubeconfig, over the JDK's HTTP.
record Fabric8Client(KubernetesClient client) implements AutoCloseable {

    static Fabric8Client of(Path kubeconfig) {
        try {
            var config = Config.fromKubeconfig(Files.readString(kubeconfig));
            config.setWatchReconnectInterval(100);
            config.setRequestRetryBackoffLimit(0);
            return new Fabric8Client(new KubernetesClientBuilder()
                    .withConfig(config)
                    .withHttpClientFactory(new JdkHttpClientFactory())
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    NonNamespaceOperation<ProtocolTypes.Dog, KubernetesResourceList<ProtocolTypes.Dog>, Resource<ProtocolTypes.Dog>>
            dogs(String namespace) {
        return client.resources(ProtocolTypes.Dog.class).inNamespace(namespace);
    }

    /// A dog of that age, which is not in any namespace yet.
    static ProtocolTypes.Dog dog(String name, int age) {
        var dog = new ProtocolTypes.Dog();
        dog.getMetadata().setName(name);
        dog.setSpec(new ProtocolTypes.DogSpec());
        dog.getSpec().age = age;
        return dog;
    }

    static ProtocolTypes.Dog dog(String name, int age, String color) {
        var dog = dog(name, age);
        dog.getMetadata().setLabels(Map.of("color", color));
        return dog;
    }

    @Override
    public void close() {
        client.close();
    }
}
