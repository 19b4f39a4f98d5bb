package dev.outrigger.http;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// What a server shows to its clients, and the key that proves it is the server's.
///
/// @param chain its own certificate first, then the authorities that lead to one the clients trust
/// @param key the private key of the first certificate
public record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
    public ServerCertificate {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) throw new IllegalArgumentException("a chain without a certificate");
    }
}
