package dev.outrigger.pipeline;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority for one test run.
final class TestAuthority {
    static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private final KeyPair keys;
    final X509Certificate certificate;

    private TestAuthority(KeyPair keys, X509Certificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    static TestAuthority root(String name) {
        return root(name, NOW.plus(Duration.ofDays(3650)));
    }

    static TestAuthority root(String name, Instant until) {
        var keys = newKeys();
        var subject = new X500Name("CN=" + name);
        return new TestAuthority(keys, sign(subject, keys, subject, keys, until, true, Optional.empty()));
    }

    /// One more certificate of the same name and key.
    X509Certificate again() {
        return sign(name(), keys, name(), keys, NOW.plus(Duration.ofDays(365)), true, Optional.empty());
    }

    TestAuthority intermediate(String name) {
        var own = newKeys();
        var until = NOW.plus(Duration.ofDays(365));
        return new TestAuthority(
                own, sign(name(), keys, new X500Name("CN=" + name), own, until, true, Optional.empty()));
    }

    X509Certificate client(String subject) {
        return issue(subject, NOW.plus(Duration.ofDays(30)), Optional.of(KeyPurposeId.id_kp_clientAuth));
    }

    X509Certificate issue(String subject, Instant until, Optional<KeyPurposeId> purpose) {
        return sign(name(), keys, new X500Name(subject), newKeys(), until, false, purpose);
    }

    private X500Name name() {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static X509Certificate sign(
            X500Name issuer,
            KeyPair signing,
            X500Name subject,
            KeyPair own,
            Instant until,
            boolean authority,
            Optional<KeyPurposeId> purpose) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(64, new SecureRandom()),
                    Date.from(NOW.minus(Duration.ofDays(10))),
                    Date.from(until),
                    subject,
                    own.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (authority) builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            if (purpose.isPresent()) {
                builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose.get()));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(signing.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (CertIOException | CertificateException | OperatorCreationException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
