package dev.outrigger.http;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.util.List;
import java.util.Set;

/// How the server speaks TLS: 1.2 and 1.3, forward secrecy and authenticated ciphers only, client certificates
/// asked for and not required.
final class Tls {
    static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");
    static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private Tls() {}

    /// BoringSSL takes a third of the JDK's processor time; it is used where its native library loads.
    static SSLEngineOptions engine() {
        return isNative() ? new OpenSSLEngineOptions() : new JdkSSLEngineOptions();
    }

    static boolean isNative() {
        return OpenSSLEngineOptions.isAvailable();
    }

    static KeyCertOptions keys(ServerCertificate certificate) {
        return KeyCertOptions.wrap(new FixedKey(certificate));
    }

    static TrustOptions trust() {
        return TrustOptions.wrap(new AnyCertificate());
    }

    /// The options of a server that runs, with another certificate.
    static ServerSSLOptions options(ServerCertificate certificate) {
        var options = new ServerSSLOptions()
                .setClientAuth(ClientAuth.REQUEST)
                .setKeyCertOptions(keys(certificate))
                .setTrustOptions(trust())
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setUseAlpn(true)
                .setApplicationLayerProtocols(List.of("h2", "http/1.1", "http/1.0"));
        CIPHERS.forEach(options::addEnabledCipherSuite);
        return options;
    }
}
