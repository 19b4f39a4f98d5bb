package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.kinds.Resource;
import dev.outrigger.pipeline.Pem;
import dev.outrigger.rest.TimeLimits;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningServerTests {
    private static final String CATS = "/apis/animal.skai.io/v1alpha1/cats";

    @TempDir
    Path folder;

    private static RunningServer start(Options options) {
        return Outrigger.server()
                .name("cats")
                .resource(
                        Resource.of(Cat.class).in("animal.skai.io", "v1alpha1").shortName("ct"))
                .start(options);
    }

    @Test
    void theKubeconfigIsTheAdministratorsAndNobodyElseMayReadIt() throws Exception {
        try (var server = start(Options.inMemory(folder));
                var admin = Clients.of(server.kubeconfig())) {
            assertThat(admin.url()).isEqualTo(server.url()).isEqualTo("https://127.0.0.1:" + server.port());
            assertThat(admin.get(CATS).statusCode()).isEqualTo(200);
            assertThat(admin.get("/readyz").body()).isEqualTo("ok");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.kubeconfig())))
                    .isEqualTo("rw-------");
            assertThat(Clients.field(server.kubeconfig(), "current-context")).isEqualTo("cats");
            assertThat(Clients.field(server.kubeconfig(), "namespace")).isEqualTo("default");
        }
    }

    @Test
    void everybodyElseIsRefused() throws Exception {
        var stranger = new Issuer(Instant.now());
        var authority = stranger.authority("outrigger-ca", Duration.ofDays(1));
        var masters = stranger.client(authority, "kubernetes-admin", "system:masters", Duration.ofDays(1));
        try (var server = start(Options.inMemory(folder));
                var nobody = Clients.anonymous(server.kubeconfig());
                var impostor = Clients.of(server.kubeconfig(), Optional.of(masters))) {
            assertThat(nobody.get(CATS).statusCode()).isEqualTo(403);
            assertThat(nobody.get(CATS).body()).contains("User \\\"system:anonymous\\\" cannot list resource");
            assertThat(nobody.get("/readyz").statusCode()).isEqualTo(200);
            assertThat(nobody.get("/readyz", "Authorization", "Bearer x").statusCode())
                    .isEqualTo(401);
            assertThat(nobody.get(CATS, "X-Remote-User", "a", "X-Remote-Group", "system:masters")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(impostor.get(CATS).statusCode()).isEqualTo(401);
            assertThat(impostor.get(CATS).body()).contains("\"reason\":\"Unauthorized\"");
        }
    }

    @Test
    void clientsOfAGivenAuthorityAreTrustedBesideTheAdministrator() throws Exception {
        var issuer = new Issuer(Instant.now());
        var authority = issuer.authority("company", Duration.ofDays(1));
        var file = folder.resolve("company.crt");
        Files.writeString(file, Pem.of(authority.chain()));
        var jane = issuer.client(authority, "jane", "cats", Duration.ofDays(1));
        var options = new Options(
                "127.0.0.1",
                0,
                folder.resolve("data"),
                Optional.of(folder.resolve("out/jane.kubeconfig")),
                new Options.Storage.Memory(),
                Optional.of(file),
                Optional.empty(),
                TimeLimits.USUAL,
                Access.USUAL,
                Switches.USUAL);
        try (var server = start(options);
                var admin = Clients.of(server.kubeconfig());
                var client = Clients.of(server.kubeconfig(), Optional.of(jane))) {
            assertThat(server.kubeconfig()).isEqualTo(folder.resolve("out/jane.kubeconfig"));
            assertThat(admin.get(CATS).statusCode()).isEqualTo(200);
            assertThat(client.get(CATS).statusCode()).isEqualTo(403);
            assertThat(client.get(CATS).body()).contains("User \\\"jane\\\" cannot list resource");
        }
    }

    @Test
    void aGivenCertificateIsServedAndTheKubeconfigTrustsIt() throws Exception {
        var issuer = new Issuer(Instant.now());
        var authority = issuer.authority("company", Duration.ofDays(1));
        var serving = issuer.server(authority, HostNames.of("127.0.0.1"), Duration.ofDays(1));
        Files.writeString(folder.resolve("tls.crt"), Pem.of(serving.chain()) + Pem.of(authority.chain()));
        Files.writeString(folder.resolve("tls.key"), Pem.of(serving.key()));
        try (var server = start(served("tls.crt", "tls.key"));
                var admin = Clients.of(server.kubeconfig())) {
            assertThat(admin.get(CATS).statusCode()).isEqualTo(200);
        }
        Files.writeString(folder.resolve("tls.crt"), Pem.of(serving.chain()));
        try (var server = start(served("tls.crt", "tls.key"));
                var admin = Clients.of(server.kubeconfig())) {
            assertThat(admin.get(CATS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aGivenFileThatCannotBeUsedIsNamedWithItsFlag() throws Exception {
        assertThatThrownBy(() -> start(served("none.crt", "none.key")))
                .isInstanceOf(StartException.class)
                .hasMessage("--tls-cert-file: cannot read " + folder.resolve("none.crt") + ": no such file");
        Files.writeString(folder.resolve("empty.crt"), "");
        assertThatThrownBy(() -> start(served("empty.crt", "none.key")))
                .hasMessage("--tls-cert-file: cannot use " + folder.resolve("empty.crt") + ": no certificate in it");
    }

    private Options served(String certificate, String key) {
        return new Options(
                "127.0.0.1",
                0,
                folder.resolve("data"),
                Optional.empty(),
                new Options.Storage.Memory(),
                Optional.empty(),
                Optional.of(new Options.ServingFiles(folder.resolve(certificate), folder.resolve(key))),
                TimeLimits.USUAL,
                Access.USUAL,
                Switches.USUAL);
    }

    @Test
    void aSecondServerOnTheSameFolderIsRefusedAndTheFirstGoesOn() throws Exception {
        try (var server = start(Options.inMemory(folder));
                var admin = Clients.of(server.kubeconfig())) {
            assertThatThrownBy(() -> start(Options.inMemory(folder)))
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith("the data folder " + folder + " is in use by another server");
            assertThat(admin.get("/readyz").statusCode()).isEqualTo(200);
        }
        start(Options.inMemory(folder)).close();
    }

    @Test
    void aTakenPortIsToldAndTheFolderIsFreeAgain() {
        try (var server = start(Options.inMemory(folder.resolve("one")))) {
            var second = Options.inMemory(folder.resolve("two"));
            for (var storage : List.of(new Options.Storage.Memory(), new Options.Storage.Sqlite())) {
                assertThatThrownBy(() -> start(second.with(storage).withPort(server.port())))
                        .isInstanceOf(StartException.class)
                        .hasMessage("cannot listen on 127.0.0.1:" + server.port()
                                + ": the port is in use (choose another with --secure-port)");
            }
            start(second).close();
        }
    }

    @Test
    void aFolderThatIsAFileIsTold() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> start(Options.inMemory(file)))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("cannot use the data folder " + file + ": ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void whatIsStoredIsFoundAfterARestart() throws Exception {
        var options = Options.inMemory(folder).with(new Options.Storage.Sqlite());
        String before;
        try (var server = start(options);
                var admin = Clients.of(server.kubeconfig())) {
            var post = HttpRequest.newBuilder(
                            URI.create(server.url() + "/apis/animal.skai.io/v1alpha1/namespaces/default/cats"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("""
                            {"apiVersion":"animal.skai.io/v1alpha1","kind":"Cat","metadata":{"name":"tom"},
                             "spec":{"name":"Tom"}}"""))
                    .build();
            assertThat(admin.http().send(post, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(201);
            before = admin.get("/apis/animal.skai.io/v1alpha1/namespaces/default/cats/tom")
                    .body();
        }
        try (var server = start(options);
                var admin = Clients.of(server.kubeconfig())) {
            assertThat(admin.get("/apis/animal.skai.io/v1alpha1/namespaces/default/cats/tom")
                            .body())
                    .isEqualTo(before);
        }
    }

    @Test
    void closingEndsAWatchAtOnce() throws Exception {
        try (var server = start(Options.inMemory(folder));
                var admin = Clients.of(server.kubeconfig())) {
            var request = HttpRequest.newBuilder(URI.create(server.url() + CATS + "?watch=true"))
                    .build();
            var watch = admin.http().send(request, BodyHandlers.ofInputStream());
            long start = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
            assertThat(watch.body().readAllBytes()).isEmpty();
        }
    }

    @Test
    void certificatesAreRenewedOnTheOpenPort() throws Exception {
        var now = new AtomicReference<>(Instant.now().minus(Duration.ofDays(300)));
        var types =
                List.of(Resource.of(Cat.class).in("animal.skai.io", "v1alpha1").type());
        try (var server =
                RunningServer.start(Plan.of("cats", () -> types, types.size()), Options.inMemory(folder), now::get)) {
            var kubeconfig = Files.readString(server.kubeconfig());
            var old = folder.resolve("old.kubeconfig");
            Files.writeString(old, kubeconfig);
            try (var before = Clients.of(old)) {
                var shown = serial(before);
                now.set(Instant.now());
                server.renew();
                assertThat(before.get(CATS).statusCode()).isEqualTo(200);
                try (var after = Clients.of(old);
                        var renewed = Clients.of(server.kubeconfig())) {
                    assertThat(serial(after)).isNotEqualTo(shown);
                    assertThat(renewed.get(CATS).statusCode()).isEqualTo(200);
                    assertThat(Clients.credential(server.kubeconfig())).isNotEqualTo(Clients.credential(old));
                }
            }
        }
    }

    @Test
    void aRenewedKubeconfigThatCouldNotBeWrittenIsWrittenTheNextTime() throws Exception {
        var now = new AtomicReference<>(Instant.now().minus(Duration.ofDays(300)));
        var types =
                List.of(Resource.of(Cat.class).in("animal.skai.io", "v1alpha1").type());
        try (var server =
                RunningServer.start(Plan.of("cats", () -> types, types.size()), Options.inMemory(folder), now::get)) {
            var old = Files.move(server.kubeconfig(), folder.resolve("old.kubeconfig"));
            Files.createDirectory(server.kubeconfig());
            now.set(Instant.now());
            server.renew();
            assertThat(server.kubeconfig()).isDirectory();
            Files.delete(server.kubeconfig());
            server.renew();
            assertThat(Clients.credential(server.kubeconfig())).isNotEqualTo(Clients.credential(old));
        }
    }

    @Test
    void aServerThatDoesNotBecomeReadyFailsToStart() {
        assertThatThrownBy(() -> RunningServer.awaitReady(() -> false, Duration.ofMillis(20)))
                .isInstanceOf(StartException.class)
                .hasMessage("not ready within PT0.02S: the stored objects could not be loaded"
                        + " (what the server logged before this says why)");
    }

    private static Object serial(Clients client) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(client.url() + "/readyz")).build();
        var session = client.http()
                .send(request, BodyHandlers.ofString())
                .sslSession()
                .orElseThrow();
        return session.getPeerCertificates()[0];
    }
}
