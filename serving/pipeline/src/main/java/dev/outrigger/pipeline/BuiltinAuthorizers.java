package dev.outrigger.pipeline;

import dev.outrigger.meta.Caller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
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

    /// Allows anybody to ask after the server's health.
    public static Authorizer health() {
        return paths(HEALTH);
    }

    /// Allows anybody what is no resource and has one of those paths (`--authorization-always-allow-paths` upstream).
    ///
    /// @param paths such as `/healthz`, or `/healthz/*` for all below
    /// @throws IllegalArgumentException where a path has a `*` elsewhere than at its end
    public static Authorizer paths(Collection<String> paths) {
        var whole = new HashSet<String>();
        var prefixes = new ArrayList<String>();
        for (String path : paths) {
            int star = path.indexOf('*');
            if (star >= 0 && star != path.length() - 1) {
                throw new IllegalArgumentException("\"" + path + "\" has a * that is not at its end");
            }
            var relative = withoutSlash(path);
            if (star < 0) whole.add(relative);
            else prefixes.add(relative.substring(0, relative.length() - 1));
        }
        return call -> call.info().target().isEmpty()
                        && isAmong(withoutSlash(call.info().path()), whole, prefixes)
                ? Authorizer.Decision.ALLOW
                : Authorizer.Decision.NO_OPINION;
    }

    private static String withoutSlash(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private static boolean isAmong(String path, Set<String> whole, List<String> prefixes) {
        return whole.contains(path) || prefixes.stream().anyMatch(path::startsWith);
    }
}
