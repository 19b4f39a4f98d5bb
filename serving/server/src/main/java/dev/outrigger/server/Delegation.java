package dev.outrigger.server;

import dev.outrigger.delegation.PodAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Which cluster's API server is asked who callers are and what they may do.
///
/// @param authentication who is asked whose bearer tokens are, and which authorities to trust
/// @param authorization who is asked what callers may do
/// @param lookup whether the one asked about callers is also asked which authorities to trust, where no files say it
/// @param audiences whom tokens must be meant for, one of them; none for whomever the cluster takes them for
/// @param kept how long answers count
/// @param core the kubeconfig of the cluster that the author's code works with
public record Delegation(
        Asked authentication,
        Asked authorization,
        Lookup lookup,
        List<String> audiences,
        Kept kept,
        Optional<Path> core) {
    /// Nobody is asked.
    public static final Delegation NONE = new Delegation(
            new Asked.Nobody(), new Asked.Nobody(), Lookup.REQUIRED, List.of(), Kept.USUAL, Optional.empty());

    /// Who is asked.
    public sealed interface Asked {
        /// Nobody: no token is good, and nobody but members of `system:masters` may do anything.
        record Nobody() implements Asked {}

        /// The cluster that a kubeconfig leads to.
        record ByKubeconfig(Path file) implements Asked {}

        /// The cluster that the server runs in.
        record OwnCluster(PodAccount account) implements Asked {}
    }

    /// Whether the cluster is asked which authorities to trust.
    public enum Lookup {
        /// It is, and no server starts without an answer.
        REQUIRED,
        /// It is, and until it answers nobody is trusted on its word.
        TOLERATED,
        /// It is not.
        SKIPPED
    }

    /// How long answers count.
    ///
    /// @param tokens whose a token is
    /// @param allowed that somebody may do something
    /// @param denied that somebody may not
    public record Kept(Duration tokens, Duration allowed, Duration denied) {
        /// Ten seconds each.
        public static final Kept USUAL =
                new Kept(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    public Delegation {
        audiences = List.copyOf(audiences);
    }

    /// The same that asks the cluster of that account where nobody is named.
    Delegation in(PodAccount account) {
        var own = new Asked.OwnCluster(account);
        return new Delegation(
                authentication instanceof Asked.Nobody ? own : authentication,
                authorization instanceof Asked.Nobody ? own : authorization,
                lookup,
                audiences,
                kept,
                core);
    }
}
