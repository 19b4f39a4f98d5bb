package dev.outrigger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemTests {

    @ParameterizedTest
    @CsvSource({"EC, 256", "EC, 384", "EC, 521", "RSA, 2048", "RSA, 4096"})
    void aKeyIsReadInItsTraditionalFormAndInPkcs8(String algorithm, int size) throws Exception {
        var keys = keys(algorithm, size);
        var certificate = selfSigned(keys, algorithm);
        var traditional = traditional(keys);
        assertThat(traditional).startsWith("-----BEGIN " + algorithm + " PRIVATE KEY-----");
        assertThat(Pem.privateKey("some words\n" + traditional, certificate)).isEqualTo(keys.getPrivate());
        assertThat(Pem.privateKey(Pem.of(keys.getPrivate()), certificate)).isEqualTo(keys.getPrivate());
        var both = Pem.of(keys.getPrivate(), keys.getPublic());
        assertThat(Pem.privateKey(both, certificate)).isEqualTo(keys.getPrivate());
        assertThat(both.replaceAll("-----[A-Z ]*-----|\\n", ""))
                .isEqualTo(Base64.getEncoder().encodeToString(withBothHalves(keys, size)));
    }

    @Test
    void anEd25519KeyIsReadToo() throws Exception {
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var certificate = selfSigned(keys, "Ed25519");
        assertThat(Pem.privateKey(Pem.of(keys.getPrivate()), certificate)).isEqualTo(keys.getPrivate());
    }

    @ParameterizedTest
    @CsvSource({"EC, 256", "EC, 521", "RSA, 2048"})
    void aKeyOfAnotherCertificateIsRefused(String algorithm, int size) throws Exception {
        var other = keys(algorithm, size);
        var certificate = selfSigned(keys(algorithm, size), algorithm);
        for (var text : List.of(
                Pem.of(other.getPrivate()), Pem.of(other.getPrivate(), other.getPublic()), traditional(other))) {
            assertThatThrownBy(() -> Pem.privateKey(text, certificate)).hasMessage("the key is another certificate's");
        }
    }

    @Test
    void anEncryptedKeyAndNoKeyAreToldApart() throws Exception {
        var certificate = selfSigned(keys("EC", 256), "EC");
        var encrypted = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
        assertThatThrownBy(() -> Pem.privateKey(encrypted, certificate)).hasMessage("the private key is encrypted");
        assertThatThrownBy(() -> Pem.privateKey("", certificate)).hasMessage("no private key in it");
    }

    @Test
    void certificatesAreReadInTheirOrderAmongOtherBlocks() throws Exception {
        var one = keys("EC", 256);
        var first = selfSigned(one, "EC");
        var second = selfSigned(keys("RSA", 2048), "RSA");
        var text = Pem.of(one.getPrivate()) + Pem.of(List.of(first)) + "words" + Pem.of(List.of(second));
        assertThat(Pem.certificates(text)).containsExactly(first, second);
        assertThatThrownBy(() -> Pem.certificates(Pem.of(one.getPrivate()))).hasMessage("no certificate in it");
    }

    static KeyPair keys(String algorithm, int size) throws Exception {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    /// PKCS#8 as another library makes it.
    private static byte[] withBothHalves(KeyPair keys, int size) throws IOException {
        if (!(keys.getPrivate() instanceof ECPrivateKey key))
            return keys.getPrivate().getEncoded();
        var half = SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
        var bare = new org.bouncycastle.asn1.sec.ECPrivateKey(size, key.getS(), half.getPublicKeyData(), null);
        return new PrivateKeyInfo(half.getAlgorithm(), bare).getEncoded("DER");
    }

    static String traditional(KeyPair keys) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(keys.getPrivate());
        }
        return text.toString();
    }

    static X509Certificate selfSigned(KeyPair keys, String algorithm) throws Exception {
        var name = new X500Name("CN=test");
        long now = System.currentTimeMillis();
        var builder = new JcaX509v3CertificateBuilder(
                name, BigInteger.ONE, new Date(now - 60_000), new Date(now + 3_600_000), name, keys.getPublic());
        var signature = switch (algorithm) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> algorithm;
        };
        var signer = new JcaContentSignerBuilder(signature).build(keys.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }
}
