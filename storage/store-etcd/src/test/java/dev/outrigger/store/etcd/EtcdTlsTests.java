package dev.outrigger.store.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.Write;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An etcd that takes only clients with certificates of its authority.
class EtcdTlsTests {
    @TempDir
    Path folder;

    private record Holder(String name, KeyPair keys, X509Certificate certificate) {
        static Holder of(String name, Optional<Holder> authority) throws Exception {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var keys = generator.generateKeyPair();
            var issuer = authority.map(Holder::name).orElse(name);
            var now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=" + issuer),
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(now.minusSeconds(60)),
                    Date.from(now.plusSeconds(3600)),
                    new X500Name("CN=" + name),
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority.isEmpty()));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
            var signer = authority.map(Holder::keys).orElse(keys).getPrivate();
            var built = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer));
            return new Holder(name, keys, new JcaX509CertificateConverter().getCertificate(built));
        }

        String certificateIn(Path folder) throws Exception {
            return pem(folder.resolve(name + ".crt"), "CERTIFICATE", certificate.getEncoded());
        }

        String keyIn(Path folder) throws Exception {
            return pem(
                    folder.resolve(name + ".key"),
                    "PRIVATE KEY",
                    keys.getPrivate().getEncoded());
        }

        private static String pem(Path file, String label, byte[] der) throws Exception {
            var body = Base64.getMimeEncoder().encodeToString(der);
            Files.writeString(file, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
            return file.toString();
        }

        EtcdSettings.Identity identity() {
            return new EtcdSettings.Identity(keys.getPrivate(), List.of(certificate));
        }
    }

    @Test
    void aClientIsKnownByItsCertificateAndKnowsEtcdByItsAuthority() throws Exception {
        var authority = Holder.of("authority", Optional.empty());
        var stranger = Holder.of("stranger", Optional.empty());
        var server = Holder.of("server", Optional.of(authority));
        var client = Holder.of("client", Optional.of(authority));
        try (var etcd = Etcd.startEncrypted(
                folder.resolve("etcd"),
                "--cert-file=" + server.certificateIn(folder),
                "--key-file=" + server.keyIn(folder),
                "--client-cert-auth",
                "--trusted-ca-file=" + authority.certificateIn(folder))) {
            var known = settings(etcd, authority, Optional.of(client));
            try (Store store = EtcdStore.open(known);
                    var changes = new Changes(store, "/", new Revision(1))) {
                var outcome = store.write(new Write.Create("/a", "x".getBytes(UTF_8)));
                assertThat(changes.upTo(((Outcome.Committed) outcome).revision()))
                        .hasSize(1);
            }
            for (var refused : List.of(
                    settings(etcd, authority, Optional.empty()), settings(etcd, stranger, Optional.of(client)))) {
                assertThatThrownBy(() -> EtcdStore.open(refused))
                        .isInstanceOf(StoreException.class)
                        .hasMessageStartingWith("no etcd answers at https://127.0.0.1:");
            }
        }
    }

    private static EtcdSettings settings(Etcd etcd, Holder authority, Optional<Holder> client) {
        return new EtcdSettings(
                List.of(etcd.url()),
                List.of(authority.certificate()),
                client.map(Holder::identity),
                EtcdSettings.USUAL_COMPACTION);
    }
}
