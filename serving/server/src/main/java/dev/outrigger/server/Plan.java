package dev.outrigger.server;

import dev.outrigger.kinds.ResourceType;
import dev.outrigger.rest.HealthCheck;
import dev.outrigger.rest.Service;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What a builder was told, as a server starts from it.
///
/// @param name what the server calls itself
/// @param types waits for what is served, where that is still being read
/// @param storages where each of the types is kept, in their order; empty for where the options say
/// @param info what the OpenAPI documents say of the API
/// @param checks what its health depends on besides the engine's own checks
/// @param hooks what is done after the start and before the end
/// @param guard whether callers need to be allowed what they ask for
/// @param capabilities what can be turned on and off
record Plan(
        String name,
        Supplier<List<ResourceType>> types,
        List<Optional<Options.Storage>> storages,
        Service.Info info,
        List<HealthCheck> checks,
        Hooks hooks,
        Guard guard,
        Capabilities capabilities) {

    /// Whether callers need to be allowed what they ask for.
    enum Guard {
        /// They do.
        ENFORCED,
        /// The author leaves that to others.
        OFF
    }

    /// Types in the storage of the options, and nothing else.
    static Plan of(String name, Supplier<List<ResourceType>> types, int count) {
        return new Plan(
                name,
                types,
                Collections.nCopies(count, Optional.empty()),
                new Service.Info(name, ""),
                List.of(),
                new Hooks(Map.of(), Map.of()),
                Guard.ENFORCED,
                Capabilities.NONE);
    }
}
