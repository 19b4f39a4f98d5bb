package dev.outrigger.server;

import dev.outrigger.kinds.Resource;
import dev.outrigger.kinds.ResourceType;
import java.util.ArrayList;
import java.util.List;

/// A conversion webhook in the making, for clusters that serve the types as custom resources: their API servers send
/// it objects, and it sends them back in another version, by the conversions that the resources name.
///
/// Every server program is one too: `PROGRAM conversion-webhook`. This is for who has no server.
///
/// ```java
/// void main(String[] args) {
///   Outrigger.conversionWebhook()
///       .resource(Resource.of(FooV2.class).in("example.com", "v2").version(FooV1.class, "v1", new Foos()))
///       .run(args);
/// }
/// ```
///
/// The manifests that go with it are made by `PROGRAM build crd`. Anybody who reaches it may have objects converted,
/// as it tells nothing that was not sent; `--client-ca-file` has it answer only those with a client certificate.
public final class ConversionWebhook {
    private final List<Resource<?>> resources = new ArrayList<>();
    private String name = "conversion-webhook";

    ConversionWebhook() {}

    /// Converts one more resource.
    public ConversionWebhook resource(Resource<?> resource) {
        resources.add(resource);
        return this;
    }

    /// What the program calls itself in messages.
    public ConversionWebhook name(String name) {
        this.name = name;
        return this;
    }

    /// Runs the webhook as this process, as [ServerBuilder#run] does a server: prints `ready` and the URL, and ends
    /// with
    /// exit code 0 when told to. `build crd` makes the manifests instead; `--help` lists the flags.
    public void run(String... args) {
        new ConversionProcess(name, this::types, System.out, System.err).run(List.of(args));
    }

    /// Starts the webhook inside this process. It can be used when this returns.
    ///
    /// @param options where it listens, its certificates, and whom it answers; the rest is for servers
    /// @throws StartException where it cannot start; the message is one line that says why
    public RunningConversionWebhook start(Options options) {
        return RunningConversionWebhook.start(types(), options);
    }

    /// @throws IllegalArgumentException where a resource is not complete
    private List<ResourceType> types() {
        var types = new ArrayList<ResourceType>();
        for (var resource : resources) types.add(resource.type());
        return types;
    }
}
