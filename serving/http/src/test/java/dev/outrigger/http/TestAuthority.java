package dev.outrigger.http;

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
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority for one test run.
final class TestAuthority {
    private final KeyPair keys;
    final X509Certificate certificate;
    private final String algorithm;

    TestAuthority(String name, String algorithm) {
        this.algorithm = algorithm;
        this.keys = newKeys();
        this.certificate = sign("CN=" + name, keys, true);
    }

    ServerCertificate issue(String subject) {
        var pair = newKeys();
        return new ServerCertificate(List.of(sign(subject, pair, false), certificate), pair.getPrivate());
    }

    private KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("EC") ? 256 : 2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private X509Certificate sign(String subject, KeyPair pair, boolean authority) {
        var now = Instant.now();
        var issuer = authority ? new X500Principal(subject) : certificate.getSubjectX500Principal();
        var names = new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        };
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(64, new SecureRandom()),
                    Date.from(now.minus(Duration.ofHours(1))),
                    Date.from(now.plus(Duration.ofDays(1))),
                    new X500Principal(subject),
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            var signer = new JcaContentSignerBuilder(algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer.build(keys.getPrivate())));
        } catch (CertIOException | CertificateException | OperatorCreationException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
