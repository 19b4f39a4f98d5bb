package dev.outrigger.delegation;

import java.net.InetSocketAddress;
import java.net.URI;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// Where a cluster's API server is, how to know it, and who this server is to it.
///
/// @param server its URL, without a slash at the end
/// @param transport how connections are made
/// @param headers names and values in turn that go with each request: credentials among them
record ClusterConfig(URI server, Transport transport, List<String> headers) {

    /// How connections are made.
    ///
    /// @param trust how to know the server
    /// @param identity the client certificate to show
    /// @param proxy the HTTP proxy to go through; empty for the JVM's way
    record Transport(Trust trust, Optional<Identity> identity, Optional<InetSocketAddress> proxy) {}

    /// How to know the server.
    sealed interface Trust {
        /// By a certificate of those authorities.
        ///
        /// @param name the name that it must be for; empty for the URL's
        record Authorities(List<X509Certificate> certificates, Optional<String> name) implements Trust {
            public Authorities {
                certificates = List.copyOf(certificates);
            }
        }

        /// By a certificate of whom the JVM trusts.
        ///
        /// @param name the name that it must be for; empty for the URL's
        record Usual(Optional<String> name) implements Trust {}

        /// Not at all.
        record Blind() implements Trust {}
    }

    /// A client certificate, those that lead to its authority, and its key.
    record Identity(List<X509Certificate> chain, PrivateKey key) {
        Identity {
            chain = List.copyOf(chain);
        }
    }

    /// Where a configuration is read from, again and again: files in it change.
    interface Source {
        /// @throws ClusterException where it cannot be read
        ClusterConfig read();

        /// What it said was shown, and is not known there (any more).
        default void refused() {}
    }

    /// @throws ClusterException where a header could not be sent
    ClusterConfig {
        headers = List.copyOf(headers);
        boolean sendable = headers.stream().flatMapToInt(String::chars).noneMatch(Character::isISOControl);
        // Nothing that names the character or its neighbours: they may be secret.
        if (!sendable) throw ClusterException.of("its credentials hold what no HTTP header can");
    }

    /// Without what is secret in it.
    @Override
    public String toString() {
        return "ClusterConfig[" + server + "]";
    }
}
