package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.kinds.Resource;
import dev.outrigger.pipeline.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whom a front proxy asks for is believed on the proxy's own connections and nowhere else.
class FrontProxyTests {
    private static final String CATS = "/apis/animal.skai.io/v1alpha1/cats";
    private static final String[] AS_MASTER = {"X-Remote-User", "jane", "X-Remote-Group", "system:masters"};

    @TempDir
    static Path folder;

    private static RunningServer server;
    private static Clients admin;
    private static Clients aggregator;
    private static Clients otherOfTheAuthority;
    private static Clients pretender;
    private static Clients user;
    private static Clients nobody;

    @BeforeAll
    static void start() throws Exception {
        var issuer = new Issuer(Instant.now());
        var life = Duration.ofDays(1);
        var proxies = issuer.authority("proxies", life);
        var clients = issuer.authority("clients", life);
        Files.writeString(folder.resolve("proxies.crt"), Pem.of(proxies.chain()));
        Files.writeString(folder.resolve("clients.crt"), Pem.of(clients.chain()));
        server = Outrigger.server()
                .resource(Resource.of(Cat.class).in("animal.skai.io", "v1alpha1"))
                .start(
                        "--secure-port=0",
                        "--storage=memory",
                        "--data-dir=" + folder.resolve("data"),
                        "--client-ca-file=" + folder.resolve("clients.crt"),
                        "--requestheader-client-ca-file=" + folder.resolve("proxies.crt"),
                        "--requestheader-allowed-names=aggregator",
                        "--requestheader-username-headers=X-Remote-User,X-Other-User",
                        "--authorization-always-allow-paths=/healthz,/openapi/*",
                        "--profiling=false",
                        "-v=4");
        var file = server.kubeconfig();
        admin = Clients.of(file);
        aggregator = Clients.of(file, Optional.of(issuer.client(proxies, "aggregator", "x", life)));
        otherOfTheAuthority = Clients.of(file, Optional.of(issuer.client(proxies, "somebody", "system:masters", life)));
        pretender = Clients.of(file, Optional.of(issuer.client(clients, "aggregator", "x", life)));
        user = Clients.of(file, Optional.of(issuer.client(clients, "tim", "cats", life)));
        nobody = Clients.anonymous(file);
    }

    @AfterAll
    static void stop() {
        for (Clients one : new Clients[] {admin, aggregator, otherOfTheAuthority, pretender, user, nobody}) one.close();
        server.close();
    }

    private static String refused(Clients client, String... headers) throws Exception {
        var answer = client.get(CATS, headers);
        assertThat(answer.statusCode()).isEqualTo(403);
        return answer.body().replaceAll("(?s).*User \\\\\"(.*?)\\\\\".*", "$1");
    }

    @Test
    void theProxysWordCountsForUserAndGroups() throws Exception {
        assertThat(aggregator.get(CATS, AS_MASTER).statusCode()).isEqualTo(200);
        assertThat(refused(aggregator, "X-Remote-User", "jane", "X-Remote-Group", "cats"))
                .isEqualTo("jane");
        assertThat(refused(aggregator, "X-Other-User", "joe")).isEqualTo("joe");
    }

    @Test
    void theProxyItselfIsNobody() throws Exception {
        assertThat(aggregator.get(CATS).statusCode()).isEqualTo(401);
        assertThat(aggregator.get(CATS, "X-Remote-Group", "system:masters").statusCode())
                .isEqualTo(401);
        assertThat(aggregator
                        .get(CATS, "X-Remote-User", "", "X-Remote-Group", "system:masters")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void whoeverElseSaysTheSameIsNotBelieved() throws Exception {
        assertThat(otherOfTheAuthority.get(CATS, AS_MASTER).statusCode()).isEqualTo(401);
        assertThat(refused(pretender, AS_MASTER)).isEqualTo("aggregator");
        assertThat(refused(user, AS_MASTER)).isEqualTo("tim");
        assertThat(refused(nobody, AS_MASTER)).isEqualTo("system:anonymous");
        assertThat(admin.get(CATS, "X-Remote-User", "nobody").statusCode()).isEqualTo(200);
    }

    @Test
    void whomItAsksForMayActAsSomebodyElseOnlyWhereAllowed() throws Exception {
        assertThat(refused(aggregator, "X-Remote-User", "jane", "Impersonate-User", "boss"))
                .isEqualTo("jane");
        assertThat(refused(
                        aggregator,
                        "X-Remote-User",
                        "jane",
                        "X-Remote-Group",
                        "system:masters",
                        "Impersonate-User",
                        "boss"))
                .isEqualTo("boss");
    }

    @Test
    void openPathsAreAnybodysAndNoOthers() throws Exception {
        assertThat(nobody.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(nobody.get("/openapi/v2").statusCode()).isEqualTo(200);
        assertThat(nobody.get("/openapi/v3/apis/animal.skai.io/v1alpha1").statusCode())
                .isEqualTo(200);
        assertThat(nobody.get("/readyz").statusCode()).isEqualTo(403);
        assertThat(nobody.get("/healthz/ping").statusCode()).isEqualTo(403);
        assertThat(nobody.get("/apis").statusCode()).isEqualTo(403);
    }

    @Test
    void aFileThatIsMissingKeepsTheServerFromStarting() {
        assertThatThrownBy(() -> Outrigger.server()
                        .start(
                                "--secure-port=0",
                                "--storage=memory",
                                "--data-dir=" + folder.resolve("other"),
                                "--requestheader-client-ca-file=" + folder.resolve("none.crt")))
                .isInstanceOf(StartException.class)
                .hasMessage(
                        "--requestheader-client-ca-file: cannot read " + folder.resolve("none.crt") + ": no such file");
    }
}
