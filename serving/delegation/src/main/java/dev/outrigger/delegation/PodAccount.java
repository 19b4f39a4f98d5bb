package dev.outrigger.delegation;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a pod is given to reach its cluster with (`rest.InClusterConfig` upstream).
///
/// @param host where the API server is
/// @param port its port
/// @param folder the service account's files: `token`, which is renewed now and then, and `ca.crt`
public record PodAccount(String host, String port, Path folder) {
    /// Where Kubernetes puts those files.
    public static final Path FOLDER = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    /// The account of a process with that environment; empty where that is in no pod, or has no account there.
    public static Optional<PodAccount> of(Map<String, String> environment, Path folder) {
        var host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        var port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "");
        boolean there = !host.isEmpty() && !port.isEmpty() && Files.isReadable(folder.resolve("token"));
        return there ? Optional.of(new PodAccount(host, port, folder)) : Optional.empty();
    }

    ClusterConfig read() {
        var ca = folder.resolve("ca.crt");
        var trust = new ClusterConfig.Trust.Authorities(
                ConfigFiles.certificates(ConfigFiles.bytes(ca), ca.toString()), Optional.empty());
        return new ClusterConfig(
                url(),
                new ClusterConfig.Transport(trust, Optional.empty(), Optional.empty()),
                List.of("Authorization", "Bearer " + ConfigFiles.token(folder.resolve("token"))));
    }

    private URI url() {
        try {
            var literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
            return new URI("https://" + literal + ":" + port);
        } catch (URISyntaxException bad) {
            throw ClusterException.of(
                    "KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are no address: " + bad.getMessage());
        }
    }
}
