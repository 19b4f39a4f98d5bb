package dev.outrigger.rest;

import dev.outrigger.cache.Root;
import dev.outrigger.kinds.Plugins;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.pipeline.Pipeline;
import dev.outrigger.schema.Rules;
import java.util.List;

/// What an engine serves, and how.
///
/// @param resources what is served
/// @param rules makes the types' CEL rules ready to be run; asked only where a type has any
/// @param pipeline the gates in front
/// @param info what the OpenAPI documents say of the API
/// @param limits how long requests may take
/// @param checks what its health depends on besides the storage
/// @param plugins what has a say in what clients ask for
public record Service(
        List<Placement> resources,
        Rules.Compiler rules,
        Pipeline pipeline,
        Info info,
        TimeLimits limits,
        List<HealthCheck> checks,
        Plugins plugins) {

    /// What the OpenAPI documents say of the API.
    ///
    /// @param title the API's name
    /// @param version the API's version; where it is empty, the server's
    public record Info(String title, String version) {}

    public Service {
        resources = List.copyOf(resources);
        checks = List.copyOf(checks);
    }

    /// Types that all live in one store, and nothing beyond what is needed.
    static Service of(
            List<ResourceType> types,
            Rules.Compiler rules,
            Root root,
            Pipeline pipeline,
            String title,
            TimeLimits limits) {
        var resources = types.stream().map(type -> new Placement(type, root)).toList();
        return new Service(resources, rules, pipeline, new Info(title, ""), limits, List.of(), Plugins.NONE);
    }
}
