package dev.outrigger.server;

import dev.outrigger.cache.Root;
import dev.outrigger.cel.CelRules;
import dev.outrigger.http.HttpFront;
import dev.outrigger.http.ListenException;
import dev.outrigger.kinds.FeatureGates;
import dev.outrigger.kinds.Plugins;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.pipeline.Authenticator;
import dev.outrigger.pipeline.Authorizer;
import dev.outrigger.pipeline.BearerTokens;
import dev.outrigger.pipeline.BuiltinAuthorizers;
import dev.outrigger.pipeline.FrontProxy;
import dev.outrigger.pipeline.Pipeline;
import dev.outrigger.rest.ApiServer;
import dev.outrigger.rest.Placement;
import dev.outrigger.rest.Service;
import dev.outrigger.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server that runs inside this process.
public final class RunningServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration MOST_TO_LOAD = Duration.ofSeconds(30);

    private final Options options;
    private final ApiServer engine;
    private final HttpFront front;
    private final Renewal renewal;
    private final Deque<Runnable> closers;
    private final Hooks hooks;
    private final FeatureGates features;
    private boolean closed;

    private RunningServer(
            Options options,
            ApiServer engine,
            HttpFront front,
            Renewal renewal,
            Hooks hooks,
            FeatureGates features,
            Deque<Runnable> closers) {
        this.options = options;
        this.engine = engine;
        this.hooks = hooks;
        this.features = features;
        this.front = front;
        this.renewal = renewal;
        this.closers = closers;
    }

    static RunningServer start(String name, List<ResourceType> types, Options options) {
        return start(Plan.of(name, () -> types, types.size()), options, InstantSource.system());
    }

    /// @param clock the time that certificates are made and renewed by
    static RunningServer start(Plan plan, Options options, InstantSource clock) {
        var closers = new ArrayDeque<Runnable>();
        try {
            return start(plan, options, clock, closers);
        } catch (ListenException taken) {
            closers.forEach(Runnable::run);
            throw new StartException(taken.getMessage() + " (choose another with --secure-port)", taken);
        } catch (StoreException unusable) {
            closers.forEach(Runnable::run);
            throw new StartException(String.valueOf(unusable.getMessage()), unusable);
        } catch (RuntimeException | Error failed) {
            closers.forEach(Runnable::run);
            throw failed;
        }
    }

    /// @param closers is given what must be closed, last opened first, as it is opened
    private static RunningServer start(Plan plan, Options options, InstantSource clock, Deque<Runnable> closers)
            throws ListenException {
        // Before other threads ask for it too: SLF4J complains of loggers wanted while it starts.
        LoggerFactory.getILoggerFactory();
        var folder = DataFolder.open(options.dataFolder());
        closers.push(folder::close);
        var identifying = Background.start("identity", () -> Identity.open(options, clock.instant()));
        closers.push(identifying::ended);
        var warming = Background.start("sockets", HttpFront::warmUp);
        closers.push(warming::ended);
        var stores = new Stores(options, plan.types());
        closers.push(stores::close);
        var roots = plan.storages().stream()
                .map(storage -> stores.root(storage.orElse(options.storage())))
                .toList();
        var identity = identifying.join();
        var trust = new Trust(identity.clientAuthorities());
        var proxies = new Trust(identity.proxyAuthorities());
        var delegates = new Delegates(options.access());
        closers.push(delegates::close);
        var lookedUp = new LookedUpProxies();
        delegates.lookUp(options.clientAuthorities().isPresent(), trust, lookedUp);
        var pipeline = new Pipeline(
                authenticators(trust, proxies, lookedUp, delegates.tokens(), options),
                authorizers(plan, delegates, options));
        var service = service(plan, roots, pipeline, options);
        var engine = new ApiServer(service);
        closers.push(engine::close);
        warming.join();
        var front = HttpFront.listen(options.bindAddress(), options.port(), identity.serving(), engine);
        closers.push(() -> front.close(GRACE));
        var renewal = new Renewal(plan.name(), options, front, trust, proxies, identity, clock);
        renewal.writeKubeconfig();
        closers.push(renewal::close);
        renewal.start();
        awaitReady(engine::loaded, MOST_TO_LOAD);
        var server = new RunningServer(
                options, engine, front, renewal, plan.hooks(), service.plugins().features(), closers);
        plan.hooks().started(server);
        await(
                engine::ready,
                MOST_TO_LOAD,
                () -> "these checks of /readyz fail: " + String.join(", ", engine.failing()));
        return server;
    }

    private static Service service(Plan plan, List<Root> roots, Pipeline pipeline, Options options) {
        var resources = new ArrayList<Placement>();
        var types = plan.types().get();
        for (int i = 0; i < types.size(); i++) {
            var root = roots.get(i);
            plan.capabilities()
                    .served(types.get(i), options.switches())
                    .ifPresent(type -> resources.add(new Placement(type, root)));
        }
        var checks = new ArrayList<>(plan.checks());
        checks.addAll(plan.hooks().checks());
        return new Service(
                resources,
                schema -> CelRules.of(schema),
                pipeline,
                plan.info(),
                options.limits(),
                checks,
                plugins(plan, options));
    }

    private static Plugins plugins(Plan plan, Options options) {
        var plugins = plan.capabilities().plugins(options.switches());
        return isDebug(options) ? new Plugins(List.of(), plugins.features()) : plugins;
    }

    private static boolean isDebug(Options options) {
        return options.access().mode() == Access.Mode.STANDALONE_DEBUG;
    }

    /// Proxies first, as upstream: their own certificates are to identify nobody.
    private static List<Authenticator> authenticators(
            Trust clients, Trust proxies, LookedUpProxies lookedUp, BearerTokens tokens, Options options) {
        var front = options.access()
                .frontProxy()
                .<Authenticator>map(proxy -> new FrontProxy(proxies, proxy.names(), proxy.headers()))
                .orElse(lookedUp);
        return List.of(front, clients, tokens);
    }

    private static List<Authorizer> authorizers(Plan plan, Delegates delegates, Options options) {
        if (isDebug(options) || plan.guard() == Plan.Guard.OFF) {
            LOG.warn("no authorization: whoever reaches {} may do everything", options.bindAddress());
            return List.of(BuiltinAuthorizers.everybody());
        }
        var all = new ArrayList<>(List.of(
                BuiltinAuthorizers.masters(),
                BuiltinAuthorizers.paths(options.access().openPaths())));
        delegates.reviews().ifPresent(all::add);
        return all;
    }

    /// @throws StartException where it is not ready in that time
    static void awaitReady(BooleanSupplier ready, Duration most) {
        await(
                ready,
                most,
                () -> "the stored objects could not be loaded (what the server logged before this says why)");
    }

    private static void await(BooleanSupplier ready, Duration most, Supplier<String> why) {
        long start = System.nanoTime();
        try {
            while (!ready.getAsBoolean()) {
                if (System.nanoTime() - start > most.toNanos()) {
                    throw new StartException("not ready within " + most + ": " + why.get());
                }
                Thread.sleep(5);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while starting", interrupted);
        }
    }

    /// Where clients on this machine reach it, such as `https://127.0.0.1:6443`.
    public String url() {
        return Kubeconfig.url(clientHost(options), port());
    }

    static String clientHost(Options options) {
        var address = options.bindAddress();
        if (!HostNames.isWildcard(address)) return address;
        return address.equals("::") ? "::1" : "127.0.0.1";
    }

    /// The port it listens on.
    public int port() {
        return front.port();
    }

    /// The file with the administrator's kubeconfig.
    public Path kubeconfig() {
        return options.kubeconfigFile();
    }

    /// The kubeconfig of the cluster that the author's code works with (`--kubeconfig`), for hooks; empty where none
    /// was given.
    public Optional<Path> coreKubeconfig() {
        return options.access().delegation().core();
    }

    /// Looks at the server from inside: what it holds of each resource, and what it is doing. For tests, which want to
    /// know after each step that all is well: it reads every object.
    ///
    /// @throws StoreException where the storage cannot be read
    public Inspection inspect() throws InterruptedException {
        return new Inspection(engine.examine(), front.openRequests());
    }

    /// What is enabled.
    public FeatureGates features() {
        return features;
    }

    /// Looks after the certificates now, not only when the time has come.
    void renew() {
        renewal.renew();
    }

    /// Runs the pre-shutdown hooks, stops listening, ends watches, answers what is under way, and lets go of the data
    /// folder: within four seconds, after the hooks.
    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        hooks.stopping(Hooks.MOST_TO_SHUT_DOWN);
        closers.forEach(Runnable::run);
    }
}
