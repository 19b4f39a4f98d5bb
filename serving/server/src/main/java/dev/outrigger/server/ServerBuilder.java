package dev.outrigger.server;

import dev.outrigger.kinds.Admission;
import dev.outrigger.kinds.FeatureGate;
import dev.outrigger.kinds.Resource;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.ComponentVersion;
import dev.outrigger.rest.HealthCheck;
import dev.outrigger.rest.Service;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A server in the making: what it serves, what it is called, and what else it does.
///
/// A process may run any number of servers, each with a data folder and a port of its own.
public final class ServerBuilder {
    private final List<Kept> resources = new ArrayList<>();
    private final OwnFlags flags = new OwnFlags();
    private final List<UnaryOperator<Options>> changes = new ArrayList<>();
    private final List<HealthCheck> checks = new ArrayList<>();
    private final Map<String, PostStartHook> postStart = new LinkedHashMap<>();
    private final Map<String, PreShutdownHook> preShutdown = new LinkedHashMap<>();
    private Optional<Service.Info> info = Optional.empty();
    private Plan.Guard guard = Plan.Guard.ENFORCED;
    private final List<Admission> admission = new ArrayList<>();
    private final List<FeatureGate> gates = new ArrayList<>();
    private Optional<Capabilities.Component> component = Optional.empty();
    private boolean admitting = true;
    private String name = "outrigger";

    /// @param storage empty for where the options say
    private record Kept(Resource<?> resource, Optional<Options.Storage> storage) {}

    ServerBuilder() {}

    /// Serves one more resource.
    public ServerBuilder resource(Resource<?> resource) {
        resources.add(new Kept(resource, Optional.empty()));
        return this;
    }

    /// Serves one more resource, whose objects are kept there and not where the options say. Resources of equal
    /// storages share one store.
    public ServerBuilder resource(Resource<?> resource, Options.Storage storage) {
        resources.add(new Kept(resource, Optional.of(storage)));
        return this;
    }

    /// Serves one more resource, whose objects are kept in a store of the author's. Resources with one factory share
    /// one store.
    public ServerBuilder resource(Resource<?> resource, StoreFactory store) {
        return resource(resource, new Options.Storage.Own(store));
    }

    /// What the server calls itself, in messages and in the kubeconfig: lower-case letters, digits and dashes.
    ///
    /// @throws IllegalArgumentException where the name has anything else
    public ServerBuilder name(String name) {
        if (!name.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?")) {
            throw new IllegalArgumentException("a server's name is lower-case letters, digits and dashes, not " + name);
        }
        this.name = name;
        return this;
    }

    /// The title and version of its OpenAPI documents; the server's name and version where nothing is said.
    public ServerBuilder openApi(String title, String version) {
        info = Optional.of(new Service.Info(title, version));
        return this;
    }

    /// One more flag that takes a value. `--help` shows it.
    ///
    /// The readers of all flags are called in order, before resources are made ready: they may go on building,
    /// as in `server.flag("lives", "NUMBER", "9", "How many.", lives -> server.resource(cats(lives)))`.
    ///
    /// @param name such as `max-lives`
    /// @param placeholder what stands for the value in `--help`
    /// @param preset the value where the flag is not given
    /// @param reader told the value; an IllegalArgumentException of its is told the user as a mistake
    /// @throws IllegalArgumentException where there is such a flag
    public ServerBuilder flag(
            String name, String placeholder, String preset, String description, Consumer<String> reader) {
        flags.text(name, placeholder, preset, description, reader);
        return this;
    }

    /// One more flag that is on or off, and off where it is not given; see [#flag].
    public ServerBuilder toggle(String name, String description, Consumer<Boolean> reader) {
        flags.toggle(name, description, reader);
        return this;
    }

    /// One more flag that takes any number of values; see [#flag].
    public ServerBuilder list(String name, String placeholder, String description, Consumer<List<String>> reader) {
        flags.several(name, placeholder, description, reader);
        return this;
    }

    /// What a flag says where it is not given, such as port 443 for a server in a container.
    public ServerBuilder preset(String flag, String value) {
        flags.preset(flag, value);
        return this;
    }

    /// Changes what flags or a program say of how the server is run, before it starts.
    public ServerBuilder options(UnaryOperator<Options> change) {
        changes.add(change);
        return this;
    }

    /// Does something each time the server has started.
    ///
    /// @param name what it is called in `/readyz`, behind `poststarthook/`
    /// @throws IllegalArgumentException where there is such a hook
    public ServerBuilder postStart(String name, PostStartHook hook) {
        if (postStart.putIfAbsent(name, hook) != null) {
            throw new IllegalArgumentException("two post-start hooks are called " + name);
        }
        return this;
    }

    /// Does something each time before the server stops listening. All these hooks together may take ten seconds.
    ///
    /// @param name what it is called in the log
    /// @throws IllegalArgumentException where there is such a hook
    public ServerBuilder preShutdown(String name, PreShutdownHook hook) {
        if (preShutdown.putIfAbsent(name, hook) != null) {
            throw new IllegalArgumentException("two pre-shutdown hooks are called " + name);
        }
        return this;
    }

    /// Something without which the server should be sent no requests: a check of `/readyz`. A start waits for it.
    ///
    /// @throws IllegalArgumentException where the name is no path
    public ServerBuilder readiness(String name, BooleanSupplier ready) {
        checks.add(new HealthCheck(name, HealthCheck.Scope.READY, ready));
        return this;
    }

    /// Something without which the server is of no use and had better be started anew: a check of `/livez`, `/readyz`
    /// and `/healthz`.
    ///
    /// @throws IllegalArgumentException where the name is no path
    public ServerBuilder liveness(String name, BooleanSupplier alive) {
        checks.add(new HealthCheck(name, HealthCheck.Scope.ALIVE, alive));
        return this;
    }

    /// Lets everybody do everything who reaches the server and shows no bad credentials. For servers that something
    /// else stands in front of; the log warns of it at each start.
    public ServerBuilder authorizationOff() {
        guard = Plan.Guard.OFF;
        return this;
    }

    /// Asks admission plug-ins about what clients want to change: in this order, mutating ones before validating ones.
    public ServerBuilder admission(Admission... plugins) {
        admission.addAll(List.of(plugins));
        return this;
    }

    /// Asks no admission plug-ins, whatever else is said.
    public ServerBuilder admissionOff() {
        admitting = false;
        return this;
    }

    /// Features that can be turned on and off with `--feature-gates`. They ripen with the versions of [#component].
    public ServerBuilder featureGates(FeatureGate... features) {
        gates.addAll(List.of(features));
        return this;
    }

    /// What the server is as a component, and in which version. `--emulated-version` lets it behave as an earlier one:
    /// with the features of that time, and the versions of its resources.
    ///
    /// @param name such as `wardle`
    /// @param version such as `1.2`
    /// @throws IllegalArgumentException where that is no version
    public ServerBuilder component(String name, String version) {
        component = Optional.of(new Capabilities.Component(name, ComponentVersion.parse(version)));
        return this;
    }

    /// Runs the server as this process: reads the flags, prints `ready` and the URL when it can be used, and goes on
    /// until the process is told to end, which it then does with exit code 0.
    ///
    /// Exits with 2 where the flags are wrong and with 1 where the server cannot start, after one line on
    /// standard error that says why. `--help` lists the flags.
    public void run(String... args) {
        new Foreground(this, System.out, System.err).run(args);
    }

    /// Starts the server inside this process. It can be used when this returns. Flags are not read.
    ///
    /// @throws StartException where it cannot start; the message is one line that says why
    public RunningServer start(Options options) {
        var types = Background.start("types", this::types);
        return RunningServer.start(plan(types::join), changed(options), InstantSource.system());
    }

    /// Starts the server inside this process, as those flags say. It can be used when this returns.
    ///
    /// @throws StartException where the flags are wrong or it cannot start; the message is one line that says why
    public RunningServer start(String... args) {
        return switch (Flags.parse(name, List.of(args), flags, this::capabilities)) {
            case Flags.Wish.Serve(var options) -> start(options);
            case Flags.Wish.Mistake(var line) -> throw new StartException(line);
            case Flags.Wish.Tell _ -> throw new StartException("--help and --version start no server");
        };
    }

    String name() {
        return name;
    }

    OwnFlags flags() {
        return flags;
    }

    Options changed(Options options) {
        var changed = options;
        for (var change : changes) changed = change.apply(changed);
        return changed;
    }

    /// @param types waits for what [#types] says, where that is asked on another thread
    Plan plan(Supplier<List<ResourceType>> types) {
        return new Plan(
                name,
                types,
                resources.stream().map(Kept::storage).toList(),
                info.orElseGet(() -> new Service.Info(name, "")),
                List.copyOf(checks),
                new Hooks(postStart, preShutdown),
                guard,
                capabilities());
    }

    /// What of it can be turned on and off.
    Capabilities capabilities() {
        return new Capabilities(admitting ? admission : List.of(), gates, component);
    }

    /// @throws IllegalArgumentException where a resource is not complete
    List<ResourceType> types() {
        var types = new ArrayList<ResourceType>();
        for (var kept : resources) types.add(kept.resource().type());
        return types;
    }
}
