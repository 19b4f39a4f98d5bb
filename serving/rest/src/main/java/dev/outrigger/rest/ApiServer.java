package dev.outrigger.rest;

import dev.outrigger.cache.Examination;
import dev.outrigger.cache.Keeper;
import dev.outrigger.cache.Root;
import dev.outrigger.cache.UnreadableException;
import dev.outrigger.kinds.AdmissionChain;
import dev.outrigger.kinds.Caches;
import dev.outrigger.kinds.ConversionException;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.kinds.Subresource;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.GroupResource;
import dev.outrigger.meta.Status;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Call;
import dev.outrigger.pipeline.Deadline;
import dev.outrigger.pipeline.Handler;
import dev.outrigger.pipeline.Pipeline;
import dev.outrigger.pipeline.RequestInfo;
import dev.outrigger.schema.Rules;
import dev.outrigger.store.FullException;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.UncertainException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine: takes each request through the rooms, from the gates to the reply.
///
/// It answers every request, also where something failed: what a client did wrong as the `Status` it must hear, what
/// this server did wrong as a 500 that tells nothing of its inside.
public final class ApiServer implements Handler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    private static final Set<String> VERBS_OF_ONE = Set.of("get", "create", "update", "patch", "delete");
    private static final String NOT_AVAILABLE = "the storage of this server is not available; try again";

    private final Pipeline pipeline;
    private final Dispatcher dispatcher = new Dispatcher();
    private final TimeLimits limits;
    private final Operations operations;
    private final List<Keeper> keepers = new ArrayList<>();
    private final Catalog catalog;
    private final NonResources nonResources;
    private final Health health;

    /// An engine that serves these types from one store. It loads what is stored before it returns.
    ///
    /// @param rules makes the types' CEL rules ready to be run; asked only where a type has any
    /// @param title the API's name in its OpenAPI documents
    /// @param limits how long requests may take
    /// @throws IllegalArgumentException where two types claim one name, or two schemas, or a rule cannot be run
    public ApiServer(
            List<ResourceType> types,
            Rules.Compiler rules,
            Root root,
            Pipeline pipeline,
            String title,
            TimeLimits limits) {
        this(Service.of(types, rules, root, pipeline, title, limits));
    }

    /// An engine that serves what is described. It loads what is stored before it returns.
    ///
    /// @throws IllegalArgumentException where two types claim one name, or two schemas, a rule cannot be run, or a
    ///     plug-in is about what there is not
    public ApiServer(Service service) {
        this.pipeline = service.pipeline();
        this.limits = service.limits();
        var owners = new ArrayList<Catalog.Owner>();
        var byResource = new LinkedHashMap<GroupResource, Keeper>();
        this.operations = new Operations(limits, admitting(service, new RepositoryCaches(byResource)), pipeline);
        try {
            for (Placement placement : service.resources()) {
                var type = placement.type();
                var compiled = RuleSets.of(type, service.rules());
                var others = RuleSets.ofSubresources(type, service.rules());
                var keeper = Keeper.of(type, placement.root());
                keepers.add(keeper);
                byResource.put(type.groupResource(), keeper);
                owners.add(new Catalog.Owner.Local(type, compiled, keeper, others));
            }
            this.catalog = new Catalog(owners);
            var checks = new ArrayList<>(StorageChecks.of(service.resources(), keepers));
            checks.addAll(service.checks());
            this.health = new Health(checks);
            this.nonResources = new NonResources(catalog, health, service.info());
        } catch (RuntimeException | Error failed) {
            // Those that follow their stores already would go on trying.
            keepers.forEach(Keeper::close);
            throw failed;
        }
    }

    private static Admitting admitting(Service service, Caches caches) {
        var types = service.resources().stream().map(Placement::type).toList();
        var plugins = service.plugins();
        return new Admitting(AdmissionChain.of(plugins.admission(), plugins.features(), types, caches));
    }

    /// Whether the stored objects are loaded, so that requests can be answered.
    public boolean loaded() {
        return keepers.stream().allMatch(Keeper::ready);
    }

    /// Whether the server can answer: what `/readyz` tells.
    public boolean ready() {
        return health.healthy();
    }

    /// Looks whether each resource's cache equals the store and its revisions rose. For tests: it reads everything.
    ///
    /// @throws StoreException where a store cannot be read
    public List<Examination> examine() throws InterruptedException {
        var found = new ArrayList<Examination>();
        for (Keeper keeper : keepers) found.addAll(keeper.examine());
        return found;
    }

    /// The checks that keep it from being ready, by name.
    public List<String> failing() {
        return health.failing();
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        var auditId = request.headers()
                .first("Audit-Id")
                .filter(id -> id.length() <= 64 && id.chars().allMatch(c -> c > ' ' && c <= '~'))
                .orElseGet(ApiServer::newId);
        var response = Reply.compressed(answer(request), request).withHeader("Audit-Id", auditId);
        return response.headers().first("Cache-Control").isPresent()
                ? response
                : response.withHeader("Cache-Control", "no-cache, private");
    }

    /// An id to find the request by: unique, not secret.
    private static String newId() {
        var random = ThreadLocalRandom.current();
        long version = random.nextLong() & ~0xf000L | 0x4000L;
        long variant = random.nextLong() >>> 2 | Long.MIN_VALUE;
        return new UUID(version, variant).toString();
    }

    private ApiResponse answer(ApiRequest request) {
        var info = RequestInfo.of(request);
        try {
            var deadline = connection(info).isPresent()
                    ? Optional.<Deadline>empty()
                    : Deadline.of(request, info, limits.request());
            return deadline.isEmpty() ? answer(request, info) : deadline.get().await(() -> answer(request, info));
        } catch (ApiException e) {
            return Reply.failure(e, request);
        } catch (InterruptedException _) {
            return Reply.failure(stopped(request), request);
        }
    }

    @Override
    public Manner manner(ApiRequest head) {
        var info = RequestInfo.of(head);
        if (info.target().isEmpty()) return Manner.USUAL;
        var connect = connection(info).map(Subresource.Connect::bodies);
        if (connect.equals(Optional.of(Subresource.Bodies.STREAMED))) return Manner.STREAMED;
        return connect.isEmpty() && isBrief(info.verb(), info.target().get()) ? Manner.BRIEF : Manner.USUAL;
    }

    /// Whether it is about one object, in a store that parks whom it lets wait.
    private boolean isBrief(String verb, RequestInfo.Target about) {
        return VERBS_OF_ONE.contains(verb)
                && local(about).filter(local -> local.keeper().parks()).isPresent();
    }

    /// What a request connects to, where an object stands for that: it may last, whatever its name.
    private Optional<Subresource.Connect> connection(RequestInfo info) {
        var about = info.target();
        if (about.isEmpty() || about.get().subresource().isEmpty()) return Optional.empty();
        var version = about.get().groupVersion().version();
        return local(about.get())
                .flatMap(local -> local.type().subresource(about.get().subresource(), version))
                .filter(Subresource.Connect.class::isInstance)
                .map(Subresource.Connect.class::cast);
    }

    private Optional<Catalog.Owner.Local> local(RequestInfo.Target about) {
        return catalog.find(about.groupVersion(), about.resource()).map(owner -> switch (owner) {
            case Catalog.Owner.Local local -> local;
        });
    }

    private ApiResponse answer(ApiRequest request, RequestInfo info) {
        var warnings = new Warnings();
        return Reply.warned(answer(request, info, warnings), warnings.all());
    }

    /// @param warnings gets what the client shall hear of, whatever the answer is
    private ApiResponse answer(ApiRequest request, RequestInfo info, Warnings warnings) {
        try {
            var call = pipeline.admit(request, info);
            if (request.path().startsWith("//")) return nonResources.unknown(request);
            return info.target().isPresent()
                    ? resource(call, info.target().get(), warnings)
                    : nonResources.answer(request);
        } catch (ApiException e) {
            return Reply.failure(e, request);
        } catch (FullException e) {
            LOG.warn("{} {}: {}", request.method(), request.path(), e.getMessage());
            return Reply.failure(unavailable("the storage of this server is full: " + e.getMessage()), request);
        } catch (UncertainException e) {
            LOG.warn("{} {}: {}", request.method(), request.path(), e.getMessage());
            return Reply.failure(uncertain(), request);
        } catch (StoreException e) {
            LOG.warn("{} {}: {}", request.method(), request.path(), e.getMessage());
            boolean stopped = Thread.currentThread().isInterrupted();
            return Reply.failure(stopped ? stopped(request) : unavailable(NOT_AVAILABLE), request);
        } catch (ConversionException e) {
            return Reply.failure(Unconverted.told(e), request);
        } catch (UnreadableException e) {
            return Reply.failure(Unread.told(e), request);
        } catch (InterruptedException _) {
            return Reply.failure(stopped(request), request);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("{} {} failed", request.method(), request.path(), e);
            return Reply.failure(internal(), request);
        }
    }

    private ApiResponse resource(Call call, RequestInfo.Target about, Warnings warnings) throws InterruptedException {
        if (!catalog.serves(about.groupVersion())) return nonResources.unknown(call.request());
        warnings.add(Deprecations.warnings(catalog, about.groupVersion(), about.resource()));
        var operation = dispatcher.dispatch(call, about, catalog);
        if (operation instanceof Operation.Connect connect) authorize(call, connect.connect());
        return operations.run(operation, call, warnings);
    }

    private void authorize(Call call, Subresource.Connect connect) throws InterruptedException {
        switch (connect.right()) {
            case METHOD -> {}
            case CREATE -> pipeline.require("create", call);
        }
    }

    /// The server stops before it is known what became of the request; only of a read is it known.
    private static ApiException stopped(ApiRequest request) {
        return request.method().equals("GET") ? unavailable(NOT_AVAILABLE) : uncertain();
    }

    private static ApiException unavailable(String message) {
        return new ApiException(Status.failure(
                503,
                Status.Reason.SERVICE_UNAVAILABLE,
                message,
                Optional.of(new Status.Details("", "", "", "", List.of(), 1))));
    }

    /// Without a time to retry after: a client that repeats a create by itself would be told of its own object.
    private static ApiException uncertain() {
        return new ApiException(Status.failure(
                504,
                Status.Reason.TIMEOUT,
                "Timeout: the storage of this server did not say whether it kept the write; read the object to know",
                Optional.empty()));
    }

    private static ApiException internal() {
        return new ApiException(Status.failure(
                500,
                Status.Reason.INTERNAL_ERROR,
                "Internal error occurred: this server failed to answer; its log says why",
                Optional.empty()));
    }

    /// Ends all watches. Requests under way are answered.
    @Override
    public void close() {
        keepers.forEach(Keeper::close);
    }
}
