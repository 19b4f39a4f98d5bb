package dev.outrigger.store.etcd;

import java.net.URI;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Which etcd, and how to be known to it.
///
/// @param servers the members' client URLs, such as `https://10.0.0.1:2379`: all http or all https
/// @param authorities who signs the members' certificates; empty for whom the JVM trusts
/// @param identity the client certificate to show; empty for none
/// @param compactEvery how often what is older than that is compacted; zero to leave that to others
public record EtcdSettings(
        List<URI> servers, List<X509Certificate> authorities, Optional<Identity> identity, Duration compactEvery) {
    /// What the Go servers use, five minutes.
    public static final Duration USUAL_COMPACTION = Duration.ofMinutes(5);

    private static final int USUAL_PORT = 2379;

    /// A client certificate.
    ///
    /// @param chain the own certificate first
    public record Identity(PrivateKey key, List<X509Certificate> chain) {
        public Identity {
            chain = List.copyOf(chain);
        }
    }

    public EtcdSettings {
        servers = servers.stream().map(EtcdSettings::checked).toList();
        if (servers.isEmpty()) throw new IllegalArgumentException("an etcd without servers");
        if (servers.stream().map(URI::getScheme).distinct().count() > 1) {
            throw new IllegalArgumentException("etcd servers must be all http or all https");
        }
        authorities = List.copyOf(authorities);
    }

    /// Those servers, without TLS or with authorities that the JVM trusts.
    public static EtcdSettings of(List<URI> servers) {
        return new EtcdSettings(servers, List.of(), Optional.empty(), USUAL_COMPACTION);
    }

    /// The same with another time between compactions.
    public EtcdSettings compactingEvery(Duration time) {
        return new EtcdSettings(servers, authorities, identity, time);
    }

    boolean encrypted() {
        return servers.getFirst().getScheme().equals("https");
    }

    private static URI checked(URI server) {
        var scheme = server.getScheme();
        if (server.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException(
                    "an etcd server is a URL such as http://127.0.0.1:2379, not \"" + server + "\"");
        }
        return server;
    }

    static int port(URI server) {
        return server.getPort() < 0 ? USUAL_PORT : server.getPort();
    }
}
