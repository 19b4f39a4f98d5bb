package dev.outrigger.delegation;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Makes the connections that a configuration describes.
///
/// They speak HTTP/1.1: each question has a connection to itself, and one that hangs holds up no other.
final class Transports {
    private static final Duration MOST_TO_CONNECT = Duration.ofSeconds(10);

    private Transports() {}

    static HttpClient client(ClusterConfig.Transport transport) {
        try {
            var builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(MOST_TO_CONNECT)
                    .executor(work -> Thread.ofVirtual().name("cluster").start(work))
                    .sslContext(context(transport));
            transport.proxy().map(ProxySelector::of).ifPresent(builder::proxy);
            return builder.build();
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("this JVM cannot make TLS connections", impossible);
        }
    }

    private static SSLContext context(ClusterConfig.Transport transport) throws GeneralSecurityException, IOException {
        var context = SSLContext.getInstance("TLS");
        context.init(keys(transport.identity()), new TrustManager[] {trust(transport.trust())}, null);
        return context;
    }

    private static X509ExtendedTrustManager trust(ClusterConfig.Trust trust)
            throws GeneralSecurityException, IOException {
        return switch (trust) {
            case ClusterConfig.Trust.Authorities(var certificates, var name) ->
                named(certifiedBy(Optional.of(certificates)), name);
            case ClusterConfig.Trust.Usual(var name) -> named(certifiedBy(Optional.empty()), name);
            case ClusterConfig.Trust.Blind() -> new ServerTrust.Blind();
        };
    }

    private static X509ExtendedTrustManager named(X509ExtendedTrustManager certified, Optional<String> name) {
        return name.<X509ExtendedTrustManager>map(other -> new ServerTrust.Named(certified, other))
                .orElse(certified);
    }

    /// @param authorities empty for those the JVM trusts
    private static X509ExtendedTrustManager certifiedBy(Optional<List<X509Certificate>> authorities)
            throws GeneralSecurityException, IOException {
        var factory = TrustManagerFactory.getInstance("PKIX");
        if (authorities.isEmpty()) {
            factory.init((KeyStore) null);
        } else {
            var store = empty();
            var all = authorities.get();
            for (int i = 0; i < all.size(); i++) store.setCertificateEntry("ca" + i, all.get(i));
            factory.init(store);
        }
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) return extended;
        }
        throw new GeneralSecurityException("no trust manager for X.509");
    }

    private static KeyManager[] keys(Optional<ClusterConfig.Identity> identity)
            throws GeneralSecurityException, IOException {
        if (identity.isEmpty()) return new KeyManager[0];
        var store = empty();
        var own = identity.get();
        store.setKeyEntry("own", own.key(), new char[0], own.chain().toArray(Certificate[]::new));
        var factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
