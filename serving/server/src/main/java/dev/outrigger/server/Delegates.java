package dev.outrigger.server;

import dev.outrigger.delegation.AccessReviews;
import dev.outrigger.delegation.Cluster;
import dev.outrigger.delegation.ClusterException;
import dev.outrigger.delegation.ClusterTrust;
import dev.outrigger.delegation.TokenReviews;
import dev.outrigger.delegation.TrustLookup;
import dev.outrigger.pipeline.Authorizer;
import dev.outrigger.pipeline.BearerTokens;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The clusters that a running server asks about its callers. Where none is to be asked nothing of this is loaded.
final class Delegates implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delegates.class);

    private final Access access;
    private final Optional<Cluster> authentication;
    private final Optional<Cluster> authorization;
    private final Deque<Runnable> closers = new ArrayDeque<>();

    /// @throws StartException where a kubeconfig cannot be used
    Delegates(Access access) {
        this.access = access;
        var delegation = access.delegation();
        try {
            authentication = open("--authentication-kubeconfig", delegation.authentication());
            authorization = delegation.authorization().equals(delegation.authentication())
                    ? authentication
                    : open("--authorization-kubeconfig", delegation.authorization());
            delegation.core().ifPresent(Delegates::check);
        } catch (RuntimeException unusable) {
            close();
            throw unusable;
        }
    }

    private Optional<Cluster> open(String flag, Delegation.Asked asked) {
        var cluster = switch (asked) {
            case Delegation.Asked.Nobody() -> Optional.<Cluster>empty();
            case Delegation.Asked.ByKubeconfig(var file) -> Optional.of(used(flag, () -> Cluster.of(file)));
            case Delegation.Asked.OwnCluster(var account) ->
                Optional.of(used("the cluster of this pod", () -> Cluster.of(account)));
        };
        cluster.ifPresent(opened -> closers.push(opened::close));
        return cluster;
    }

    private static void check(Path kubeconfig) {
        used("--kubeconfig", () -> Cluster.of(kubeconfig)).close();
    }

    private static Cluster used(String what, Supplier<Cluster> opening) {
        try {
            return opening.get();
        } catch (ClusterException unusable) {
            throw new StartException(what + ": " + unusable.getMessage(), unusable);
        }
    }

    BearerTokens tokens() {
        var delegation = access.delegation();
        return authentication
                .map(cluster -> new BearerTokens(new TokenReviews(
                        cluster, delegation.audiences(), delegation.kept().tokens())))
                .orElseGet(BearerTokens::new);
    }

    Optional<Authorizer> reviews() {
        var kept = access.delegation().kept();
        return authorization.map(cluster -> new AccessReviews(cluster, kept.allowed(), kept.denied()));
    }

    /// Finds out whom the cluster wants to be trusted, and goes on doing so. What files say goes before it.
    ///
    /// @param clientsGiven whether a file says which clients to trust
    /// @throws StartException where the cluster does not tell about proxies, and that is not tolerated
    void lookUp(boolean clientsGiven, Trust clients, LookedUpProxies proxies) {
        boolean proxiesGiven = access.frontProxy().isPresent();
        boolean skipped = access.delegation().lookup() == Delegation.Lookup.SKIPPED;
        if (authentication.isEmpty() || skipped || clientsGiven && proxiesGiven) return;
        Consumer<ClusterTrust> told = said -> {
            if (!clientsGiven) clients.lookedUp(said.clients());
            if (!proxiesGiven) proxies.update(said);
            LOG.info(
                    "the cluster vouches for {} authorities of clients and {} of front proxies",
                    said.clients().size(),
                    said.proxies().size());
        };
        var lookup = new TrustLookup(authentication.get(), told);
        closers.push(lookup::close);
        read(lookup, proxiesGiven);
        lookup.watch();
    }

    private void read(TrustLookup lookup, boolean proxiesGiven) {
        try {
            lookup.read();
        } catch (ClusterException failed) {
            boolean tolerated = access.delegation().lookup() == Delegation.Lookup.TOLERATED;
            if (!tolerated && !proxiesGiven) {
                throw new StartException(
                        "unable to load configmap based request-header-client-ca-file: " + failed.brief()
                                + " (--authentication-skip-lookup starts without,"
                                + " --authentication-tolerate-lookup-failure goes on trying)",
                        failed);
            }
            LOG.warn("Error looking up in-cluster authentication configuration: {}", failed.brief());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while starting", interrupted);
        }
    }

    @Override
    public void close() {
        closers.forEach(Runnable::run);
    }
}
