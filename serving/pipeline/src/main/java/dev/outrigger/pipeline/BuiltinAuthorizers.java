package dev.outrigger.pipeline;

import dev.outrigger.meta.Caller;
import java.util.Set;

/// The authorizers that need no configuration and ask nobody.
public final class BuiltinAuthorizers {
    private static final Set<String> HEALTH = Set.of("/healthz", "/livez", "/readyz");

    private BuiltinAuthorizers() {}

    /// Allows everything to members of `system:masters`.
    public static Authorizer masters() {
        return call -> call.caller().groups().contains(Caller.MASTERS)
                ? Authorizer.Decision.ALLOW
                : Authorizer.Decision.NO_OPINION;
    }

    /// Allows everything to everybody, where authorization is turned off.
    public static Authorizer everybody() {
        return _ -> Authorizer.Decision.ALLOW;
    }

    /// Allows anybody to ask after the server's health (`--authorization-always-allow-paths` upstream).
    public static Authorizer health() {
        return call ->
                call.info().target().isEmpty() && HEALTH.contains(call.info().path())
                        ? Authorizer.Decision.ALLOW
                        : Authorizer.Decision.NO_OPINION;
    }
}
