package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.kinds.Resource;
import dev.outrigger.pipeline.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `--cert-dir`, as Go's servers have it.
class CertDirTests {
    @TempDir
    Path folder;

    private RunningServer start() {
        return Outrigger.server()
                .resource(Resource.of(Cat.class).in("animal.skai.io", "v1alpha1"))
                .start(
                        "--secure-port=0",
                        "--storage=memory",
                        "--data-dir=" + folder.resolve("data"),
                        "--cert-dir=" + folder.resolve("certs/of/it"));
    }

    @Test
    void aPairIsMadeOnceServedWithAndTrustedByItsAuthority() throws Exception {
        var certificate = folder.resolve("certs/of/it/apiserver.crt");
        var key = folder.resolve("certs/of/it/apiserver.key");
        try (var server = start();
                var admin = Clients.of(server.kubeconfig())) {
            assertThat(admin.get("/readyz").statusCode()).isEqualTo(200);
        }
        var made = Files.readString(certificate);
        var chain = Pem.certificates(made);
        assertThat(chain).hasSize(2);
        chain.getFirst().verify(chain.getLast().getPublicKey());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");

        try (var server = start();
                var admin = Clients.of(server.kubeconfig())) {
            assertThat(admin.get("/readyz").statusCode()).isEqualTo(200);
        }
        assertThat(Files.readString(certificate)).isEqualTo(made);

        Files.delete(key);
        assertThatThrownBy(this::start)
                .isInstanceOf(StartException.class)
                .hasMessage("--cert-dir: " + certificate + " and " + key
                        + " must be there together, or not at all to have them made");
    }
}
