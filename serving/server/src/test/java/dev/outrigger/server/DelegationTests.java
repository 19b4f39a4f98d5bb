package dev.outrigger.server;

import static dev.outrigger.server.ReviewingCluster.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.outrigger.codec.Json;
import dev.outrigger.kinds.Resource;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.Pem;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// A server that asks a cluster who its callers are and what they may do.
class DelegationTests {
    private static final String CATS = "/apis/animal.skai.io/v1alpha1/namespaces/n/cats";
    private static final String JSON = "application/json";
    private static final String APPLY = "application/apply-patch+yaml";

    @TempDir
    static Path folder;

    private static ReviewingCluster cluster;
    private static RunningServer server;
    private static Clients admin;
    private static Clients anybody;
    private static Clients tim;

    @BeforeAll
    static void start() throws Exception {
        cluster = new ReviewingCluster(folder.resolve("cluster"));
        var issuer = new Issuer(Instant.now());
        var clients = issuer.authority("clients", Duration.ofDays(1));
        cluster.trust(Value.object("client-ca-file", Pem.of(clients.chain())));
        server = server(
                folder.resolve("data"),
                "--authentication-kubeconfig=" + cluster.kubeconfig(),
                "--authorization-kubeconfig=" + cluster.kubeconfig(),
                "--authentication-token-webhook-cache-ttl=1h",
                "--authorization-webhook-cache-authorized-ttl=0s",
                "--authorization-webhook-cache-unauthorized-ttl=0s");
        admin = Clients.of(server.kubeconfig());
        anybody = Clients.anonymous(server.kubeconfig());
        tim = Clients.of(server.kubeconfig(), Optional.of(issuer.client(clients, "tim", "cats", Duration.ofDays(1))));
    }

    private static RunningServer server(Path data, String... flags) {
        var all = new ArrayList<>(List.of("--secure-port=0", "--storage=memory", "--data-dir=" + data));
        all.addAll(List.of(flags));
        return Outrigger.server()
                .resource(
                        Resource.of(Cat.class).in("animal.skai.io", "v1alpha1").allowCreateOnUpdate())
                .start(all.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        for (var one : List.of(admin, anybody, tim)) one.close();
        server.close();
        cluster.close();
    }

    @BeforeEach
    void known() {
        know("ann-token", "ann");
    }

    @AfterEach
    void behaveWell() {
        cluster.gate.countDown();
        cluster.failures.set(0);
        cluster.rubbish = "";
        cluster.access = _ -> Value.object("allowed", false);
        cluster.specs.clear();
    }

    private static void know(String token, String user) {
        cluster.tokens.put(
                token,
                Value.object(
                        "authenticated",
                        true,
                        "user",
                        Value.object(
                                "username",
                                user,
                                "uid",
                                "u-" + user,
                                "groups",
                                Value.Array.ofTexts(List.of("cats")),
                                "extra",
                                Value.object("acme.com/scope", Value.Array.ofTexts(List.of("a", "b"))))));
    }

    private static void allow(String... verbs) {
        var allowed = Set.of(verbs);
        cluster.access = spec -> {
            var attributes = spec.get("resourceAttributes").isPresent()
                    ? spec.struct("resourceAttributes")
                    : spec.struct("nonResourceAttributes");
            return Value.object(
                    "allowed", allowed.contains(attributes.text("verb").orElse("")));
        };
    }

    private static HttpResponse<String> get(String path, String token, String... headers) throws Exception {
        var all = new ArrayList<>(List.of("Authorization", "Bearer " + token));
        all.addAll(List.of(headers));
        return anybody.get(path, all.toArray(String[]::new));
    }

    private static void unauthorized(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(answer.body()).contains("\"message\":\"Unauthorized\"", "\"reason\":\"Unauthorized\"");
    }

    private static void forbidden(HttpResponse<String> answer, String message) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("\"message\":\"" + message.replace("\"", "\\\"") + "\"");
    }

    private static Value.Struct lastSpec() {
        return cluster.specs.getLast();
    }

    private static String cat(String name) {
        return "{\"apiVersion\":\"animal.skai.io/v1alpha1\",\"kind\":\"Cat\",\"metadata\":{\"name\":\"" + name + "\"}}";
    }

    @Test
    void aTokensCallerIsWhoTheClusterSaysAndMayDoWhatItSays() throws Exception {
        allow("list");

        assertThat(get(CATS + "?labelSelector=a%3Db,c&fieldSelector=metadata.name!%3Dx", "ann-token")
                        .statusCode())
                .isEqualTo(200);
        assertThat(new String(Json.encode(lastSpec()), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"resourceAttributes\":{\"namespace\":\"n\",\"verb\":\"list\",\"group\":\"animal.skai.io\","
                                + "\"version\":\"v1alpha1\",\"resource\":\"cats\",\"fieldSelector\":{\"requirements\":"
                                + "[{\"key\":\"metadata.name\",\"operator\":\"NotIn\",\"values\":[\"x\"]}]},"
                                + "\"labelSelector\":{\"requirements\":[{\"key\":\"a\",\"operator\":\"In\",\"values\":[\"b\"]},"
                                + "{\"key\":\"c\",\"operator\":\"Exists\"}]}},\"user\":\"ann\","
                                + "\"groups\":[\"cats\",\"system:authenticated\"],"
                                + "\"extra\":{\"acme.com/scope\":[\"a\",\"b\"]},\"uid\":\"u-ann\"}");
        forbidden(
                get(CATS + "/tom/status", "ann-token"),
                "cats.animal.skai.io \"tom\" is forbidden: User \"ann\" cannot get resource \"cats/status\" in API group"
                        + " \"animal.skai.io\" in the namespace \"n\"");
        assertThat(lastSpec().struct("resourceAttributes").text("subresource")).contains("status");
        forbidden(get("/version", "ann-token"), "forbidden: User \"ann\" cannot get path \"/version\"");
        assertThat(lastSpec().struct("nonResourceAttributes"))
                .isEqualTo(Value.object("path", "/version", "verb", "get"));
    }

    @Test
    void theReasonOfARefusalIsTold() throws Exception {
        cluster.access = spec -> Value.object("allowed", true, "denied", true, "reason", "it is night");
        forbidden(
                get(CATS, "ann-token"),
                "cats.animal.skai.io is forbidden: User \"ann\" cannot list resource \"cats\" in API group"
                        + " \"animal.skai.io\" in the namespace \"n\": it is night");
        cluster.access = spec -> Value.object("allowed", false, "reason", "no role");
        forbidden(get("/apis", "ann-token"), "forbidden: User \"ann\" cannot get path \"/apis\": no role");
    }

    @Test
    void whoIsAMasterOrAsksAfterTheServersHealthIsAskedAboutNowhere() throws Exception {
        cluster.specs.clear();
        assertThat(admin.get(CATS).statusCode()).isEqualTo(200);
        assertThat(anybody.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(cluster.specs).isEmpty();
        forbidden(anybody.get("/version"), "forbidden: User \"system:anonymous\" cannot get path \"/version\"");
        assertThat(lastSpec().items("groups")).containsExactly(Value.of("system:unauthenticated"));
    }

    @Test
    void aTokenOfNobodysIsUnauthorizedEverywhereAndNeverAnonymous() throws Exception {
        allow("get", "list");
        cluster.tokens.put(
                "expired", Value.object("authenticated", false, "error", "[invalid bearer token, token has expired]"));
        cluster.tokens.put("nameless", Value.object("authenticated", true, "user", Value.object("username", "")));
        cluster.tokens.put("text", Value.object("authenticated", "true", "user", Value.object("username", "ann")));
        for (var token : List.of("garbage", "expired", "nameless", "text", "a".repeat(70_000))) {
            unauthorized(get(CATS, token));
            unauthorized(get("/healthz", token));
        }
        assertThat(cluster.specs).allMatch(spec -> spec.get("token").isPresent());
        assertThat(cluster.asked("a".repeat(70_000))).isZero();
    }

    @Test
    void whatIsSaidOfATokenIsKeptAndThatNothingCouldBeSaidIsNot() throws Exception {
        allow("list");
        know("kept", "kim");
        for (int i = 0; i < 3; i++) {
            assertThat(get(CATS, "kept").statusCode()).isEqualTo(200);
            unauthorized(get(CATS, "kept-garbage"));
        }
        assertThat(cluster.asked("kept")).isEqualTo(1);
        assertThat(cluster.asked("kept-garbage")).isEqualTo(1);

        know("later", "lea");
        for (var rubbish :
                List.of("<html>", "[]", "{}", "{\"kind\":\"TokenReview\",\"status\":{\"authenticated\":true}}")) {
            cluster.rubbish = rubbish;
            unauthorized(get("/healthz", "later"));
        }
        cluster.rubbish = "";
        assertThat(get(CATS, "later").statusCode()).isEqualTo(200);
    }

    @Test
    void whatMayPassIsTriedAgain() throws Exception {
        allow("list");
        know("again", "amy");
        cluster.failures.set(2);

        assertThat(get(CATS, "again").statusCode()).isEqualTo(200);
        assertThat(cluster.asked("again")).isEqualTo(3);
    }

    @Test
    void manyRequestsWithOneTokenAreOneQuestion() throws Exception {
        allow("list");
        know("shared", "sam");
        var silence = cluster.silence();
        try (var requests = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<HttpResponse<String>>>();
            for (int i = 0; i < 20; i++) answers.add(requests.submit(() -> get(CATS, "shared")));
            await(() -> server.inspect().openRequests().size() >= 20);
            silence.countDown();
            for (var answer : answers) assertThat(answer.get().statusCode()).isEqualTo(200);
        }
        assertThat(cluster.asked("shared")).isEqualTo(1);
    }

    @Test
    void whileTheClusterIsSilentNobodyIsLetInAndTimeIsKept() throws Exception {
        allow("list");
        know("slow", "sue");
        var silence = cluster.silence();
        for (int i = 0; i < 2; i++) {
            var answer = anybody.send("POST", CATS + "?timeout=200ms", JSON, cat("x"), "Authorization", "Bearer slow");
            assertThat(answer.statusCode()).isEqualTo(504);
        }
        assertThat(admin.get(CATS).statusCode()).isEqualTo(200);
        silence.countDown();
        // Who gave up did not keep the answer from the others.
        await(() -> get(CATS, "slow").statusCode() == 200);
        assertThat(cluster.asked("slow")).isEqualTo(1);
    }

    @Test
    void whatCannotBeFoundOutIsAnErrorAndNoPermission() throws Exception {
        get(CATS, "ann-token");
        cluster.rubbish = "{\"kind\":\"SubjectAccessReview\"}";

        var answer = get(CATS, "ann-token");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .contains("\"reason\":\"InternalError\"", "Internal Server Error: \\\"" + CATS + "\\\"")
                .doesNotContain("127.0.0.1", "subjectaccessreviews");
        forbidden(
                get(CATS, "ann-token", "Impersonate-User", "bob"),
                "users \"bob\" is forbidden: User \"ann\" cannot impersonate resource \"users\" in API group \"\""
                        + " at the cluster scope");
    }

    @Test
    void aCallerWithACertificateIsAskedAboutToo() throws Exception {
        forbidden(
                tim.get(CATS),
                "cats.animal.skai.io is forbidden: User \"tim\" cannot list resource \"cats\" in API group"
                        + " \"animal.skai.io\" in the namespace \"n\"");
        allow("list");
        // A token beside a good certificate is not looked at, bad as it may be.
        assertThat(tim.get(CATS, "Authorization", "Bearer unseen").statusCode()).isEqualTo(200);
        assertThat(cluster.asked("unseen")).isZero();
    }

    @Test
    void whatATokensCallerSaysOfItselfIsNotBelieved() throws Exception {
        forbidden(
                get("/version", "ann-token", "X-Remote-User", "root", "X-Remote-Group", "system:masters"),
                "forbidden: User \"ann\" cannot get path \"/version\"");
        forbidden(
                anybody.get("/version", "X-Remote-User", "root", "X-Remote-Group", "system:masters"),
                "forbidden: User \"system:anonymous\" cannot get path \"/version\"");
    }

    @Test
    void actingAsSomebodyElseIsAskedForPartByPart() throws Exception {
        allow("impersonate");
        var answer = get(
                "/version",
                "ann-token",
                "Impersonate-User",
                "bob",
                "Impersonate-Uid",
                "7",
                "Impersonate-Extra-Scope",
                "all",
                "Impersonate-Group",
                "dogs");
        forbidden(answer, "forbidden: User \"bob\" cannot get path \"/version\"");

        var asked = cluster.specs.stream()
                .map(spec -> spec.struct("resourceAttributes"))
                .filter(attributes -> attributes.text("verb").equals(Optional.of("impersonate")))
                .toList();
        assertThat(asked)
                .containsExactly(
                        Value.object("verb", "impersonate", "resource", "users", "name", "bob"),
                        Value.object("verb", "impersonate", "resource", "groups", "name", "dogs"),
                        Value.object(
                                "verb",
                                "impersonate",
                                "group",
                                "authentication.k8s.io",
                                "version",
                                "v1",
                                "resource",
                                "userextras",
                                "subresource",
                                "scope",
                                "name",
                                "all"),
                        Value.object(
                                "verb",
                                "impersonate",
                                "group",
                                "authentication.k8s.io",
                                "version",
                                "v1",
                                "resource",
                                "uids",
                                "name",
                                "7"));
        assertThat(lastSpec().text("user")).contains("bob");
    }

    @Test
    void whoMayUpdateMayNotCreateByPutOrApply() throws Exception {
        var token = new String[] {"Authorization", "Bearer ann-token"};
        var refusal =
                "cats.animal.skai.io \"%s\" is forbidden: User \"ann\" cannot create resource \"cats\" in API group"
                        + " \"animal.skai.io\" in the namespace \"n\"";
        allow("update", "patch");
        forbidden(anybody.send("PUT", CATS + "/put", JSON, cat("put"), token), refusal.formatted("put"));
        forbidden(anybody.send("PUT", CATS + "/put?dryRun=All", JSON, cat("put"), token), refusal.formatted("put"));
        forbidden(
                anybody.send("PATCH", CATS + "/applied?fieldManager=m", APPLY, cat("applied"), token),
                refusal.formatted("applied"));
        assertThat(lastSpec().struct("resourceAttributes").text("name")).contains("applied");
        assertThat(admin.get(CATS + "/put").statusCode()).isEqualTo(404);
        assertThat(admin.get(CATS + "/applied").statusCode()).isEqualTo(404);

        allow("update", "patch", "create");
        assertThat(anybody.send("PUT", CATS + "/put", JSON, cat("put"), token).statusCode())
                .isEqualTo(201);
        assertThat(anybody.send("PATCH", CATS + "/applied?fieldManager=m", APPLY, cat("applied"), token)
                        .statusCode())
                .isEqualTo(201);
        allow("update", "patch");
        assertThat(anybody.send("PUT", CATS + "/put", JSON, cat("put"), token).statusCode())
                .isEqualTo(200);
        assertThat(anybody.send("PATCH", CATS + "/applied?fieldManager=m", APPLY, cat("applied"), token)
                        .statusCode())
                .isEqualTo(200);
        admin.send("DELETE", CATS + "/put", JSON, "");
        admin.send("DELETE", CATS + "/applied", JSON, "");
    }

    @Test
    void aTokenIsInNoLog() throws Exception {
        var log = (Logger) LoggerFactory.getLogger("dev.outrigger");
        var lines = new ListAppender<ILoggingEvent>();
        var before = log.getLevel();
        lines.start();
        log.setLevel(Level.TRACE);
        log.addAppender(lines);
        try {
            var secret = "secret-7d1f";
            cluster.tokens.put(secret, Value.object("authenticated", false, "error", "cannot parse " + secret));
            unauthorized(get(CATS, secret));
            cluster.tokens.put(
                    secret, Value.object("authenticated", false, "error", "x".repeat(495) + secret + "x".repeat(100)));
            unauthorized(get(CATS, secret));
            cluster.rubbish = secret;
            unauthorized(get(CATS, secret));
            cluster.rubbish = "";
            know(secret, "sid");
            assertThat(get(CATS, secret).statusCode()).isEqualTo(403);

            var texts = List.copyOf(lines.list).stream()
                    .map(ILoggingEvent::getFormattedMessage)
                    .toList();
            assertThat(texts).anyMatch(text -> text.contains("cannot parse (token)"));
            assertThat(texts).noneMatch(text -> text.contains("secret"));
        } finally {
            log.detachAppender(lines);
            log.setLevel(before);
        }
    }

    @Test
    void kubectlIsLetInByItsToken() throws Exception {
        cluster.access = _ -> Value.object("allowed", true);
        admin.send("POST", CATS, JSON, cat("tom"));
        var arguments = List.of(
                "kubectl",
                "--kubeconfig=/dev/null",
                "--cache-dir=" + folder.resolve("cache"),
                "--server=" + server.url(),
                "--certificate-authority=" + folder.resolve("data/pki/ca.crt"),
                "--namespace=n");

        assertThat(run(arguments, "--token=ann-token", "get", "cats", "tom", "-o", "name"))
                .isEqualTo("cat.animal.skai.io/tom");
        assertThat(run(arguments, "--token=wrong", "get", "cats", "tom", "-o", "name"))
                .contains("You must be logged in to the server");
        admin.send("DELETE", CATS + "/tom", JSON, "");
    }

    private static String run(List<String> command, String... more) throws Exception {
        var all = new ArrayList<>(command);
        all.addAll(List.of(more));
        var process = new ProcessBuilder(all).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void answersCountForTheirTimeAndNoLonger() throws Exception {
        allow("list");
        know("revoked", "rob");
        try (var forgetful = server(
                        folder.resolve("other"),
                        "--authentication-kubeconfig=" + cluster.kubeconfig(),
                        "--authorization-kubeconfig=" + cluster.kubeconfig(),
                        "--authentication-token-webhook-cache-ttl=100ms",
                        "--authorization-webhook-cache-authorized-ttl=100ms",
                        "--authorization-webhook-cache-unauthorized-ttl=100ms",
                        "--api-audiences=cats,dogs");
                var client = Clients.anonymous(forgetful.kubeconfig())) {
            var token = new String[] {"Authorization", "Bearer revoked"};
            assertThat(client.get(CATS, token).statusCode()).isEqualTo(200);
            assertThat(cluster.specs)
                    .anySatisfy(spec ->
                            assertThat(spec.items("audiences")).containsExactly(Value.of("cats"), Value.of("dogs")));
            cluster.access = _ -> Value.object("allowed", false);
            await(() -> client.get(CATS, token).statusCode() == 403);
            allow("list");
            await(() -> client.get(CATS, token).statusCode() == 200);
            var good = cluster.tokens.get("revoked");
            cluster.tokens.put("revoked", good.with("audiences", Value.Array.ofTexts(List.of("birds"))));
            await(() -> client.get(CATS, token).statusCode() == 401);
            cluster.tokens.put("revoked", good.with("audiences", Value.Array.ofTexts(List.of("birds", "dogs"))));
            await(() -> client.get(CATS, token).statusCode() == 200);
            cluster.tokens.remove("revoked");
            await(() -> client.get(CATS, token).statusCode() == 401);
        }
    }

    @Test
    void aKubeconfigThatCannotBeUsedKeepsTheServerFromStarting() throws Exception {
        var none = folder.resolve("none");
        assertThatThrownBy(() -> server(folder.resolve("other"), "--authentication-kubeconfig=" + none))
                .isInstanceOf(StartException.class)
                .hasMessage("--authentication-kubeconfig: " + none + ": cannot read " + none + ": no such file");
        assertThatThrownBy(() -> server(folder.resolve("other"), "--kubeconfig=" + none))
                .hasMessage("--kubeconfig: " + none + ": cannot read " + none + ": no such file");
        try (var one = server(folder.resolve("other"), "--kubeconfig=" + cluster.kubeconfig())) {
            assertThat(one.coreKubeconfig()).contains(cluster.kubeconfig());
        }
        var named = cluster.kubeconfig("named", "    server:", "    tls-server-name: localhost\n    server:");
        server(folder.resolve("other"), "--authentication-kubeconfig=" + named).close();
        var misnamed = cluster.kubeconfig("misnamed", "    server:", "    tls-server-name: other\n    server:");
        assertThatThrownBy(() -> server(folder.resolve("other"), "--authentication-kubeconfig=" + misnamed))
                .hasMessageContaining("the certificate is not for other");
    }
}
