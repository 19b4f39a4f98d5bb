package dev.outrigger.server;

import dev.outrigger.pipeline.GoDuration;
import java.nio.file.Path;
import java.time.Duration;

/// The flags that name the cluster which is asked about callers, which are those of Go's servers.
final class DelegationFlags {
    private static final String WHO = "authentication-kubeconfig";
    private static final String WHAT = "authorization-kubeconfig";
    private static final String CORE = "kubeconfig";
    private static final String SKIP = "authentication-skip-lookup";
    private static final String TOLERATE = "authentication-tolerate-lookup-failure";
    private static final String AUDIENCES = "api-audiences";
    private static final String TOKENS = "authentication-token-webhook-cache-ttl";
    private static final String ALLOWED = "authorization-webhook-cache-authorized-ttl";
    private static final String DENIED = "authorization-webhook-cache-unauthorized-ttl";

    private DelegationFlags() {}

    static FlagSet known(FlagSet flags) {
        return flags.text(
                        WHO,
                        "FILE",
                        "Kubeconfig of the API server that is asked whose bearer tokens are (tokenreviews) and which "
                                + "authorities to trust. In a pod, its own cluster is asked where none is given.")
                .text(
                        WHAT,
                        "FILE",
                        "Kubeconfig of the API server that is asked what callers may do (subjectaccessreviews). In a "
                                + "pod, its own cluster is asked where none is given.")
                .text(CORE, "FILE", "Kubeconfig of the API server that this server's own code works with.")
                .toggle(
                        SKIP,
                        "Does not look up authorities in configmap/extension-apiserver-authentication of the cluster.")
                .toggle(TOLERATE, "Starts where that lookup fails too, and trusts nobody on the cluster's word then.")
                .several(
                        AUDIENCES,
                        "NAMES",
                        "Whom bearer tokens must be meant for, one of them; whomever the cluster takes them for where "
                                + "none is given.")
                .text(TOKENS, "DURATION", "10s", "How long it counts what was said of a token.")
                .text(ALLOWED, "DURATION", "10s", "How long it counts that somebody may do something.")
                .text(DENIED, "DURATION", "10s", "How long it counts that somebody may not.");
    }

    static Delegation read(FlagSet.Values given) throws FlagSet.Mistake {
        return new Delegation(
                asked(given, WHO),
                asked(given, WHAT),
                given.on(SKIP)
                        ? Delegation.Lookup.SKIPPED
                        : given.on(TOLERATE) ? Delegation.Lookup.TOLERATED : Delegation.Lookup.REQUIRED,
                AccessFlags.names(given, AUDIENCES, Delegation.NONE.audiences()),
                new Delegation.Kept(time(given, TOKENS), time(given, ALLOWED), time(given, DENIED)),
                given.find(CORE).filter(file -> !file.isEmpty()).map(Path::of));
    }

    /// As in Go, an empty name is none.
    private static Delegation.Asked asked(FlagSet.Values given, String flag) {
        return given.find(flag)
                .filter(file -> !file.isEmpty())
                .<Delegation.Asked>map(file -> new Delegation.Asked.ByKubeconfig(Path.of(file)))
                .orElseGet(Delegation.Asked.Nobody::new);
    }

    private static Duration time(FlagSet.Values given, String flag) throws FlagSet.Mistake {
        var text = given.text(flag);
        try {
            var time = GoDuration.parse(text);
            if (!time.isNegative()) return time;
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new FlagSet.Mistake("--" + flag + " must be a duration such as 10s, was \"" + text + "\"");
    }
}
