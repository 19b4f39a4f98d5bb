package dev.outrigger.server;

import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.Authenticator;
import dev.outrigger.pipeline.ClientCertificates;
import java.security.cert.X509Certificate;
import java.util.List;

/// Client certificates of authorities that can change while the server runs.
final class Trust implements Authenticator {
    private volatile List<X509Certificate> authorities;
    private volatile ClientCertificates current;

    Trust(List<X509Certificate> authorities) {
        this.authorities = authorities;
        this.current = new ClientCertificates(authorities);
    }

    void update(List<X509Certificate> now) {
        if (now.equals(authorities)) return;
        authorities = now;
        current = new ClientCertificates(now);
    }

    @Override
    public Outcome authenticate(ApiRequest request) {
        return current.authenticate(request);
    }
}
