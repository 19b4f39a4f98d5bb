package dev.outrigger.store.etcd;

import dev.outrigger.store.StoreException;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// The cluster's members, one of which is talked to until it fails; then the next.
///
/// Staying with one keeps reads cheap: the member that told the revision is the one whose watch has to reach it. Each
/// process starts with a random one, so that many processes spread over the cluster.
final class Members {
    private static final char[] NO_PASSWORD = {};

    private final List<Member> members;
    private final AtomicInteger current;

    Members(EtcdSettings settings) {
        var credentials = credentials(settings);
        members = settings.servers().stream()
                .map(server -> new Member(server, credentials))
                .toList();
        current = new AtomicInteger(ThreadLocalRandom.current().nextInt(members.size()));
    }

    int size() {
        return members.size();
    }

    /// The member to ask.
    Member current() {
        return members.get(current.get());
    }

    /// Turns to the next member where this one is still the one in use.
    void leave(Member failed) {
        failed.wake();
        int index = members.indexOf(failed);
        if (current.compareAndSet(index, (index + 1) % members.size()))
            current().wake();
    }

    void close() {
        members.forEach(Member::close);
    }

    @Override
    public String toString() {
        return String.join(",", members.stream().map(Member::toString).toList());
    }

    private static ChannelCredentials credentials(EtcdSettings settings) {
        if (!settings.encrypted()) return InsecureChannelCredentials.create();
        try {
            var tls = TlsChannelCredentials.newBuilder();
            if (!settings.authorities().isEmpty()) tls.trustManager(trust(settings.authorities()));
            settings.identity().map(Members::keys).ifPresent(tls::keyManager);
            return tls.build();
        } catch (GeneralSecurityException | IOException e) {
            throw new StoreException("the certificates for etcd cannot be used: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] trust(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < authorities.size(); i++) store.setCertificateEntry("authority" + i, authorities.get(i));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keys(EtcdSettings.Identity identity) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "client", identity.key(), NO_PASSWORD, identity.chain().toArray(X509Certificate[]::new));
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new StoreException("the client certificate for etcd cannot be used: " + e.getMessage(), e);
        }
    }
}
