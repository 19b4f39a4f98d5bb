package dev.outrigger.delegation;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// How a server is known where the JVM's own way does not do. Extended trust managers, because the JDK adds a check of
/// the URL's name to plain ones.
abstract sealed class ServerTrust extends X509ExtendedTrustManager {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    abstract void check(X509Certificate[] chain, String authType) throws CertificateException;

    /// By a certificate for another name than the URL's (`tls-server-name`).
    static final class Named extends ServerTrust {
        private final X509ExtendedTrustManager certified;
        private final String name;

        Named(X509ExtendedTrustManager certified, String name) {
            this.certified = certified;
            this.name = name.toLowerCase(Locale.ROOT);
        }

        @Override
        void check(X509Certificate[] chain, String authType) throws CertificateException {
            // This one checks the chain alone.
            certified.checkServerTrusted(chain, authType);
            if (!isFor(chain[0])) throw new CertificateException("the certificate is not for " + name);
        }

        private boolean isFor(X509Certificate certificate) throws CertificateException {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives == null) return false;
            for (List<?> alternative : alternatives) {
                boolean named = Integer.valueOf(DNS_NAME).equals(alternative.get(0))
                        || Integer.valueOf(IP_ADDRESS).equals(alternative.get(0));
                if (named && covers(String.valueOf(alternative.get(1)).toLowerCase(Locale.ROOT))) return true;
            }
            return false;
        }

        /// A star stands for the first label, and nothing else.
        private boolean covers(String pattern) {
            if (!pattern.startsWith("*.")) return pattern.equals(name);
            int dot = name.indexOf('.');
            return dot > 0 && name.substring(dot).equals(pattern.substring(1));
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return certified.getAcceptedIssuers();
        }
    }

    /// By any certificate (`insecure-skip-tls-verify`).
    static final class Blind extends ServerTrust {
        @Override
        void check(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
        throw new UnsupportedOperationException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        checkClientTrusted(chain, authType);
    }
}
