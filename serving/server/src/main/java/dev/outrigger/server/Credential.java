package dev.outrigger.server;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A certificate, those that lead to its authority, and its private key.
///
/// @param chain the own certificate first
/// @param key the own certificate's key
record Credential(List<X509Certificate> chain, PrivateKey key) {
    private static final Duration SOON = Duration.ofDays(30);
    private static final double LITTLE = 0.2;

    Credential {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) throw new IllegalArgumentException("a chain without a certificate");
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    Instant expiry() {
        return certificate().getNotAfter().toInstant();
    }

    /// Whether it must be renewed: less than 30 days, or less than a fifth of its life, is left.
    boolean expiresSoon(Instant now) {
        var life = Duration.between(certificate().getNotBefore().toInstant(), expiry());
        var left = Duration.between(now, expiry());
        return left.compareTo(SOON) < 0 || left.toSeconds() < life.toSeconds() * LITTLE;
    }
}
