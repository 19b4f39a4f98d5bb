package dev.outrigger.server;

import static dev.outrigger.server.ReviewingCluster.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.delegation.PodAccount;
import dev.outrigger.kinds.Resource;
import dev.outrigger.meta.Caller;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whom a server trusts on its cluster's word, and what it does where the cluster says nothing.
class TrustLookupTests {
    private static final String CATS = "/apis/animal.skai.io/v1alpha1/cats";
    private static final Duration LIFE = Duration.ofDays(1);

    @TempDir
    static Path folder;

    private static ReviewingCluster cluster;
    private static final Issuer ISSUER = new Issuer(Instant.now());

    @BeforeAll
    static void start() throws Exception {
        cluster = new ReviewingCluster(folder.resolve("cluster"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /// One after the other, so that they share their certificates.
    private static RunningServer server(String... flags) {
        var all =
                new ArrayList<>(List.of("--secure-port=0", "--storage=memory", "--data-dir=" + folder.resolve("data")));
        all.addAll(List.of(flags));
        return builder().start(all.toArray(String[]::new));
    }

    private static ServerBuilder builder() {
        return Outrigger.server().resource(Resource.of(Cat.class).in("animal.skai.io", "v1alpha1"));
    }

    @Test
    void authoritiesOfTheClusterCountAndCeaseToCountWhileTheServerRuns() throws Exception {
        var first = ISSUER.authority("first", LIFE);
        var second = ISSUER.authority("second", LIFE);
        var proxies = ISSUER.authority("proxies", LIFE);
        var trust = Value.object(
                "client-ca-file",
                Pem.of(first.chain()),
                "requestheader-client-ca-file",
                Pem.of(proxies.chain()),
                "requestheader-allowed-names",
                "[\"front\"]",
                "requestheader-username-headers",
                "[\"X-Remote-User\"]",
                "requestheader-group-headers",
                "[\"X-Remote-Group\"]",
                "requestheader-extra-headers-prefix",
                "[\"X-Remote-Extra-\"]");
        cluster.trust(trust);
        try (var server = server("--authentication-kubeconfig=" + cluster.kubeconfig());
                var old = client(server, first, "old", Caller.MASTERS);
                var fresh = client(server, second, "fresh", Caller.MASTERS);
                var front = client(server, proxies, "front", "x");
                var other = client(server, proxies, "other", Caller.MASTERS);
                var admin = Clients.of(server.kubeconfig())) {
            String[] jane = {"X-Remote-User", "jane", "X-Remote-Group", "system:masters"};
            assertThat(old.get(CATS).statusCode()).isEqualTo(200);
            assertThat(fresh.get(CATS).statusCode()).isEqualTo(401);
            assertThat(front.get(CATS, jane).statusCode()).isEqualTo(200);
            assertThat(front.get(CATS).statusCode()).isEqualTo(401);
            assertThat(other.get(CATS, jane).statusCode()).isEqualTo(401);
            assertThat(other.get(CATS).statusCode()).isEqualTo(401);

            cluster.trust(trust.with("client-ca-file", Pem.of(second.chain()))
                    .with("requestheader-allowed-names", "[\"other\"]"));
            await(() -> fresh.get(CATS).statusCode() == 200);
            assertThat(old.get(CATS).statusCode()).isEqualTo(401);
            await(() -> other.get(CATS, jane).statusCode() == 200);
            assertThat(front.get(CATS, jane).statusCode()).isEqualTo(401);

            // What is damaged leaves in force what was said before; names that cannot be read open no door.
            cluster.trust(trust.with("client-ca-file", Pem.of(first.chain()) + Pem.of(second.chain()))
                    .with("requestheader-client-ca-file", "rubbish")
                    .with("requestheader-allowed-names", "\"\""));
            await(() -> old.get(CATS).statusCode() == 200);
            assertThat(other.get(CATS, jane).statusCode()).isEqualTo(200);
            assertThat(front.get(CATS, jane).statusCode()).isEqualTo(401);
            assertThat(admin.get(CATS).statusCode()).isEqualTo(200);
        }
    }

    private static Clients client(RunningServer server, Credential authority, String name, String group)
            throws Exception {
        return Clients.of(server.kubeconfig(), Optional.of(ISSUER.client(authority, name, group, LIFE)));
    }

    @Test
    void aLookupThatFailsStopsTheStartUnlessItIsToleratedOrLeftOut() throws Exception {
        // Nothing listens there.
        int closed = 1;
        var away = "--authentication-kubeconfig="
                + cluster.kubeconfig("away", "127.0.0.1:" + cluster.port(), "127.0.0.1:" + closed);
        assertThatThrownBy(() -> server(away))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith(
                        "unable to load configmap based request-header-client-ca-file: GET https://127.0.0.1:" + closed
                                + "/api/v1/namespaces/kube-system/configmaps/extension-apiserver-authentication: ");
        for (var flag : List.of("--authentication-tolerate-lookup-failure", "--authentication-skip-lookup=true")) {
            try (var server = server(away, flag, "--authorization-kubeconfig=" + away.substring(28));
                    var admin = Clients.of(server.kubeconfig());
                    var anybody = Clients.anonymous(server.kubeconfig())) {
                assertThat(admin.get(CATS).statusCode()).isEqualTo(200);
                assertThat(anybody.get("/readyz").statusCode()).isEqualTo(200);
                assertThat(anybody.get(CATS).statusCode()).isEqualTo(500);
                assertThat(anybody.get("/readyz", "Authorization", "Bearer x").statusCode())
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void whoIsNotAllowedToLookUpIsToldWhatHelps() throws Exception {
        var unknown = ISSUER.authority("unknown", LIFE);
        var stranger = ISSUER.client(unknown, "stranger", "system:masters", LIFE);
        var own = Clients.field(cluster.kubeconfig(), "client-certificate-data");
        var key = Clients.field(cluster.kubeconfig(), "client-key-data");
        var nobody = cluster.kubeconfig("nobody", "client-certificate-data: " + own, "token: \"\"");
        Files.writeString(nobody, Files.readString(nobody).replace("client-key-data: " + key, "username: \"\""));
        assertThatThrownBy(() -> server("--authentication-kubeconfig=" + nobody))
                .hasMessageContaining(
                        "answered with 403: configmaps \"extension-apiserver-authentication\" is forbidden: "
                                + "User \"system:anonymous\" cannot get resource")
                .hasMessageContaining("--role=extension-apiserver-authentication-reader");
        Files.writeString(folder.resolve("stranger.crt"), Pem.of(stranger.chain()));
        Files.writeString(folder.resolve("stranger.key"), Pem.of(stranger.key()));
        var strange =
                cluster.kubeconfig("strange", "client-certificate-data: " + own, "client-certificate: ../stranger.crt");
        Files.writeString(
                strange, Files.readString(strange).replace("client-key-data: " + key, "client-key: ../stranger.key"));
        assertThatThrownBy(() -> server("--authentication-kubeconfig=" + strange))
                .hasMessageContaining("answered with 401: Unauthorized");
    }

    @Test
    void inAPodItsOwnClusterIsAskedWithTheTokenOfTheMoment() throws Exception {
        var account = cluster.account("first-account-token");
        var environment = Map.of(
                "KUBERNETES_SERVICE_HOST", "127.0.0.1", "KUBERNETES_SERVICE_PORT", String.valueOf(cluster.port()));
        assertThat(PodAccount.of(Map.of(), account)).isEmpty();
        assertThat(PodAccount.of(environment, folder.resolve("nowhere"))).isEmpty();
        var pod = PodAccount.of(environment, account).orElseThrow();
        cluster.tokens.put("pat", Value.object("authenticated", true, "user", Value.object("username", "pat")));
        cluster.tokens.put("pip", Value.object("authenticated", true, "user", Value.object("username", "pip")));
        cluster.access = _ -> Value.object("allowed", true);
        var options = Options.inMemory(folder.resolve("data"));
        try (var server = builder().start(options.with(options.access().with(Delegation.NONE.in(pod))));
                var client = Clients.anonymous(server.kubeconfig())) {
            assertThat(client.get(CATS, "Authorization", "Bearer pat").statusCode())
                    .isEqualTo(200);
            cluster.accounts.clear();
            cluster.account("second-account-token");
            assertThat(client.get(CATS, "Authorization", "Bearer pip").statusCode())
                    .isEqualTo(200);
        }
    }
}
