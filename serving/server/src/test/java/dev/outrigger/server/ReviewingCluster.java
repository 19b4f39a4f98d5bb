package dev.outrigger.server;

import dev.outrigger.cache.Root;
import dev.outrigger.cel.CelRules;
import dev.outrigger.codec.Json;
import dev.outrigger.http.HttpFront;
import dev.outrigger.http.ListenException;
import dev.outrigger.kinds.Resource;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Caller;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Authenticator;
import dev.outrigger.pipeline.BearerTokens;
import dev.outrigger.pipeline.BuiltinAuthorizers;
import dev.outrigger.pipeline.ClientCertificates;
import dev.outrigger.pipeline.Handler;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.pipeline.Pem;
import dev.outrigger.pipeline.Pipeline;
import dev.outrigger.pipeline.RequestInfo;
import dev.outrigger.rest.ApiServer;
import dev.outrigger.rest.TimeLimits;
import dev.outrigger.store.MemoryStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A cluster's API server: an engine that keeps ConfigMaps, and in front of it what answers reviews. It lets in whom
/// its kubeconfig or its account's token shows, and can be told to behave badly.
final class ReviewingCluster implements AutoCloseable, Handler {
    static final String TRUST = "/api/v1/namespaces/kube-system/configmaps/extension-apiserver-authentication";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TOKENS = "/apis/authentication.k8s.io/v1/tokenreviews";
    private static final String ACCESSES = "/apis/authorization.k8s.io/v1/subjectaccessreviews";

    /// The status that a token's review gets; a token that is not among them is nobody's.
    final Map<String, Value.Struct> tokens = new ConcurrentHashMap<>();

    /// How often a token was asked about.
    final Map<String, AtomicInteger> askedAbout = new ConcurrentHashMap<>();

    /// What reviews asked for, in order.
    final List<Value.Struct> specs = Collections.synchronizedList(new ArrayList<>());

    /// How many reviews fail with 500 before one is answered.
    final AtomicInteger failures = new AtomicInteger();

    /// Tokens that its own callers may show.
    final Set<String> accounts = ConcurrentHashMap.newKeySet();

    volatile Function<Value.Struct, Value.Struct> access = _ -> Value.object("allowed", false);
    volatile String rubbish = "";
    volatile CountDownLatch gate = new CountDownLatch(0);

    private final Path folder;
    private final Identity identity;
    private final Pipeline pipeline;
    private final ApiServer engine;
    private final HttpFront front;

    record ConfigMap(Map<String, String> data) {}

    ReviewingCluster(Path folder) throws ListenException {
        this.folder = folder;
        this.identity = Identity.open(Options.inMemory(folder), Instant.now());
        this.pipeline = new Pipeline(
                List.of(new ClientCertificates(identity.clientAuthorities()), new BearerTokens(this::judged)),
                List.of(BuiltinAuthorizers.masters()));
        this.engine = new ApiServer(
                List.of(Resource.of(ConfigMap.class).in("", "v1").type()),
                CelRules::of,
                Root.of(new MemoryStore()),
                pipeline,
                "cluster",
                TimeLimits.USUAL);
        RunningServer.awaitReady(engine::ready, Duration.ofSeconds(10));
        this.front = HttpFront.listen("127.0.0.1", 0, identity.serving(), this);
    }

    private Authenticator.Outcome judged(String token) {
        return accounts.contains(token)
                ? new Authenticator.Outcome.Identified(
                        new Caller("system:serviceaccount:a:b", "", List.of(Caller.MASTERS), Map.of()))
                : new Authenticator.Outcome.Rejected("unknown");
    }

    Path kubeconfig() {
        var file = folder.resolve("cluster.kubeconfig");
        Kubeconfig.write(file, "cluster", "127.0.0.1", front.port(), identity);
        return file;
    }

    /// A kubeconfig with something else in place of something.
    Path kubeconfig(String name, String from, String to) throws IOException {
        var file = folder.resolve(name);
        return Files.writeString(file, Files.readString(kubeconfig()).replace(from, to));
    }

    int port() {
        return front.port();
    }

    /// What a pod's account is given.
    Path account(String token) throws IOException {
        var account = Files.createDirectories(folder.resolve("account"));
        Files.writeString(account.resolve("ca.crt"), Pem.of(identity.trustedByClients()));
        Files.writeString(account.resolve("token"), token + "\n");
        accounts.add(token);
        return account;
    }

    /// Says whom to trust.
    void trust(Value.Struct data) throws Exception {
        try (var admin = Clients.of(kubeconfig())) {
            var object = Value.object(
                    "apiVersion",
                    "v1",
                    "kind",
                    "ConfigMap",
                    "metadata",
                    Value.object("name", "extension-apiserver-authentication"),
                    "data",
                    data);
            var body = new String(Json.encode(object), StandardCharsets.UTF_8);
            var answer =
                    admin.send("PATCH", TRUST + "?fieldManager=test&force=true", "application/apply-patch+yaml", body);
            if (answer.statusCode() / 100 != 2) throw new AssertionError(answer.body());
        }
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(Condition condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) throw new AssertionError("not within " + PATIENCE);
            Thread.onSpinWait();
        }
    }

    /// Lets nothing be answered until what is returned is counted down.
    CountDownLatch silence() {
        var silence = new CountDownLatch(1);
        gate = silence;
        return silence;
    }

    int asked(String token) {
        return askedAbout.getOrDefault(token, new AtomicInteger()).get();
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        boolean review = request.path().equals(TOKENS) || request.path().equals(ACCESSES);
        if (!review) return engine.handle(request);
        try {
            pipeline.admit(request, RequestInfo.of(request));
            return reviewed(request);
        } catch (ApiException refused) {
            return json(refused.status().code(), Json.encode(refused.status().toValue()));
        } catch (InterruptedException _) {
            return json(503, new byte[0]);
        }
    }

    private ApiResponse reviewed(ApiRequest request) throws InterruptedException {
        var bytes = ((ApiRequest.Body.Bytes) request.body()).bytes();
        var review = (Value.Struct) Json.decode(bytes).value();
        var spec = review.struct("spec");
        specs.add(spec);
        spec.text("token")
                .ifPresent(token -> askedAbout
                        .computeIfAbsent(token, _ -> new AtomicInteger())
                        .incrementAndGet());
        gate.await();
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return json(500, "{\"kind\":\"Status\",\"message\":\"etcd is away\"}".getBytes(StandardCharsets.UTF_8));
        }
        if (!rubbish.isEmpty()) return json(201, rubbish.getBytes(StandardCharsets.UTF_8));
        var status = spec.text("token")
                .map(token -> tokens.getOrDefault(token, Value.object("authenticated", false)))
                .orElseGet(() -> access.apply(spec));
        return json(201, Json.encode(review.with("status", status)));
    }

    private static ApiResponse json(int code, byte[] body) {
        return new ApiResponse.Body(code, Headers.of("Content-Type", "application/json"), List.of(body));
    }

    @Override
    public void close() {
        gate.countDown();
        front.close();
        engine.close();
    }
}
