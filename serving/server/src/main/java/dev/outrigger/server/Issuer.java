package dev.outrigger.server;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes certificates: for authorities and servers with elliptic curve keys (P-256), for clients with RSA keys, the one
/// sort that every client library reads from a kubeconfig (fabric8's takes others for RSA). The only class that touches
/// Bouncy Castle, which takes a while
/// to load: it is not touched where all certificates are there.
final class Issuer {
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Instant now;

    Issuer(Instant now) {
        this.now = now;
    }

    /// A new authority with a new key.
    Credential authority(String name, Duration life) {
        return authority(new X500Name("CN=" + name), newKeys("EC", 256), life);
    }

    /// The same authority, name and key, for another while: what it vouched for stays good.
    Credential renewed(Credential authority, Duration life) {
        var keys = new KeyPair(authority.certificate().getPublicKey(), authority.key());
        return authority(name(authority.certificate()), keys, life);
    }

    private Credential authority(X500Name name, KeyPair keys, Duration life) {
        var certificate = sign(name, keys.getPrivate(), keys.getPublic(), name, now.plus(life), builder -> {
            var utilities = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
            var identifier = utilities.createSubjectKeyIdentifier(keys.getPublic());
            builder.addExtension(Extension.subjectKeyIdentifier, false, identifier);
        });
        return new Credential(List.of(certificate), keys.getPrivate());
    }

    /// A server's certificate.
    Credential server(Credential authority, HostNames hosts, Duration life) {
        var names = new ArrayList<GeneralName>();
        hosts.names().stream().sorted().forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
        hosts.addresses().stream().sorted().forEach(ip -> names.add(new GeneralName(GeneralName.iPAddress, ip)));
        return leaf(authority, new X500Name("CN=outrigger"), newKeys("EC", 256), life, builder -> {
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
        });
    }

    /// A client's certificate, of that user in that group.
    Credential client(Credential authority, String user, String group, Duration life) {
        return leaf(
                authority,
                new X500Name("O=" + group + ",CN=" + user),
                newKeys("RSA", 2048),
                life,
                builder -> builder.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)));
    }

    private Credential leaf(
            Credential authority, X500Name subject, KeyPair keys, Duration life, Extensions extensions) {
        var until = now.plus(life).isBefore(authority.expiry()) ? now.plus(life) : authority.expiry();
        var issuer = name(authority.certificate());
        var certificate = sign(issuer, authority.key(), keys.getPublic(), subject, until, builder -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            var identifier = new JcaX509ExtensionUtils()
                    .createAuthorityKeyIdentifier(authority.certificate().getPublicKey());
            builder.addExtension(Extension.authorityKeyIdentifier, false, identifier);
            extensions.addTo(builder);
        });
        return new Credential(List.of(certificate), keys.getPrivate());
    }

    private interface Extensions {
        void addTo(JcaX509v3CertificateBuilder builder) throws IOException, GeneralSecurityException;
    }

    private X509Certificate sign(
            X500Name issuer,
            PrivateKey signing,
            PublicKey own,
            X500Name subject,
            Instant until,
            Extensions extensions) {
        try {
            var serial = new BigInteger(120, new SecureRandom()).setBit(120);
            var builder = new JcaX509v3CertificateBuilder(
                    issuer, serial, Date.from(now.minus(SKEW)), Date.from(until), subject, own);
            extensions.addTo(builder);
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(signing);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (IOException | GeneralSecurityException | OperatorCreationException impossible) {
            throw new IllegalStateException("a certificate could not be made", impossible);
        }
    }

    private static X500Name name(X509Certificate certificate) {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private static KeyPair newKeys(String algorithm, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("no " + algorithm + " keys on this JVM", impossible);
        }
    }
}
