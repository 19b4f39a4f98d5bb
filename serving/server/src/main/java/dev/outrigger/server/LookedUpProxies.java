package dev.outrigger.server;

import dev.outrigger.delegation.ClusterTrust;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.Authenticator;
import dev.outrigger.pipeline.ClientCertificates;
import dev.outrigger.pipeline.FrontProxy;
import java.util.Optional;

/// Front proxies that a cluster vouches for, which can change while the server runs. None until it says so.
final class LookedUpProxies implements Authenticator {
    private volatile Optional<FrontProxy> current = Optional.empty();

    void update(ClusterTrust said) {
        current = said.proxies().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new FrontProxy(new ClientCertificates(said.proxies()), said.proxyNames(), said.headers()));
    }

    @Override
    public Outcome authenticate(ApiRequest request) throws InterruptedException {
        var now = current;
        return now.isEmpty() ? new Outcome.NotMine() : now.get().authenticate(request);
    }

    @Override
    public boolean owns(String header) {
        return current.map(proxy -> proxy.owns(header)).orElse(false);
    }
}
