package dev.outrigger.server;

import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.Authenticator;
import dev.outrigger.pipeline.ClientCertificates;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// Client certificates of authorities that can change while the server runs: those of its files, and those that a
/// cluster vouches for.
final class Trust implements Authenticator {
    private List<X509Certificate> authorities;
    private List<X509Certificate> lookedUp = List.of();
    private volatile ClientCertificates current;

    Trust(List<X509Certificate> authorities) {
        this.authorities = authorities;
        this.current = new ClientCertificates(authorities);
    }

    synchronized void update(List<X509Certificate> now) {
        if (now.equals(authorities)) return;
        authorities = now;
        trustAll();
    }

    synchronized void lookedUp(List<X509Certificate> now) {
        if (now.equals(lookedUp)) return;
        lookedUp = now;
        trustAll();
    }

    private void trustAll() {
        var all = new ArrayList<>(authorities);
        all.addAll(lookedUp);
        current = new ClientCertificates(all);
    }

    @Override
    public Outcome authenticate(ApiRequest request) {
        return current.authenticate(request);
    }
}
