package dev.outrigger.server;

import dev.outrigger.pipeline.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/// The administrator's kubeconfig: where the server is, what to trust, and who the administrator is.
final class Kubeconfig {
    private Kubeconfig() {}

    /// Writes it, unless it is there as it should be.
    static void write(Path file, String name, String host, int port, Identity identity) {
        try {
            var parent = file.toAbsolutePath().getParent();
            if (parent != null) PrivateFiles.makeFolder(parent);
            PrivateFiles.write(file, text(name, host, port, identity));
        } catch (IOException failed) {
            throw new StartException("cannot write the kubeconfig " + file + ": " + DataFolder.why(failed), failed);
        }
    }

    private static String text(String name, String host, int port, Identity identity) {
        var serverName = identity.serverNameFor(host)
                .map(other -> "\n    tls-server-name: " + other)
                .orElse("");
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: %1$s
                  cluster:
                    server: %2$s
                    certificate-authority-data: %3$s%4$s
                users:
                - name: %1$s-admin
                  user:
                    client-certificate-data: %5$s
                    client-key-data: %6$s
                contexts:
                - name: %1$s
                  context:
                    cluster: %1$s
                    user: %1$s-admin
                    namespace: default
                current-context: %1$s
                """.formatted(
                        name,
                        url(host, port),
                        base64(Pem.of(identity.trustedByClients())),
                        serverName,
                        base64(Pem.of(identity.admin().chain())),
                        base64(Pem.of(identity.admin().key())));
    }

    static String url(String host, int port) {
        return "https://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
