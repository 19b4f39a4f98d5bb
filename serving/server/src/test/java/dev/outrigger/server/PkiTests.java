package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PkiTests {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final HostNames LOCAL = HostNames.of("127.0.0.1");

    @TempDir
    Path folder;

    @Test
    void theFirstStartMakesAnAuthorityAServerAndAnAdministrator() throws Exception {
        var pki = open(NOW);
        assertThat(lifeInDays(pki.authority())).isEqualTo(3650);
        assertThat(lifeInDays(pki.serving())).isEqualTo(365);
        assertThat(lifeInDays(pki.admin())).isEqualTo(365);
        assertThat(pki.admin().certificate().getSubjectX500Principal().getName())
                .isEqualTo("CN=kubernetes-admin,O=system:masters");
        assertThat(pki.admin().certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(pki.serving().certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        var hosts = HostNames.of(pki.serving().certificate());
        assertThat(hosts.names()).contains("localhost");
        assertThat(hosts.covers("127.0.0.1")).isTrue();
        assertThat(hosts.covers("::1")).isTrue();
        pki.serving().certificate().verify(pki.authority().certificate().getPublicKey());
        pki.admin().certificate().verify(pki.authority().certificate().getPublicKey());
    }

    @Test
    void onlyTheServersUserMayReadTheFiles() throws Exception {
        open(NOW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pki())))
                .isEqualTo("rwx------");
        try (var files = Files.list(pki())) {
            assertThat(files)
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void aFileAndAFolderArePrivateFromTheirFirstMoment() throws Exception {
        var file = folder.resolve("key");
        try (var _ = PrivateFiles.create(file)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        PrivateFiles.makeFolder(folder.resolve("keys"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys"))))
                .isEqualTo("rwx------");
    }

    @Test
    void theNextStartFindsTheSame() {
        var first = open(NOW);
        assertThat(open(NOW.plus(Duration.ofDays(200)))).isEqualTo(first);
    }

    @Test
    void whatIsAboutToExpireIsRenewedByTheSameAuthority() {
        var first = open(NOW);
        var later = NOW.plus(Duration.ofDays(365 * 4 / 5 + 1));
        var second = open(later);
        assertThat(second.authority()).isEqualTo(first.authority());
        assertThat(second.serving().expiry()).isAfter(first.serving().expiry());
        assertThat(second.admin().expiry()).isAfter(first.admin().expiry());
        assertThat(open(later)).isEqualTo(second);
    }

    @Test
    void anAuthorityIsRenewedWithItsKeySoThatWhatItVouchedForStaysGood() throws Exception {
        var first = open(NOW);
        var second = open(NOW.plus(Duration.ofDays(3650 * 4 / 5 + 1)));
        X509Certificate renewed = second.authority().certificate();
        assertThat(renewed).isNotEqualTo(first.authority().certificate());
        assertThat(renewed.getPublicKey())
                .isEqualTo(first.authority().certificate().getPublicKey());
        first.admin().certificate().verify(renewed.getPublicKey());
    }

    @Test
    void anotherHostMakesAnotherServingCertificateOnly() {
        var first = open(NOW);
        var second = Pki.open(pki(), HostNames.of("192.0.2.7"), NOW);
        assertThat(second.serving()).isNotEqualTo(first.serving());
        assertThat(second.admin()).isEqualTo(first.admin());
        assertThat(Pki.open(pki(), LOCAL, NOW)).isEqualTo(second);
    }

    @Test
    void anotherAuthorityMakesOtherCertificates() throws Exception {
        var first = open(NOW);
        Files.delete(pki().resolve("ca.pem"));
        var second = open(NOW);
        assertThat(second.serving()).isNotEqualTo(first.serving());
        assertThat(second.admin()).isNotEqualTo(first.admin());
        second.admin().certificate().verify(second.authority().certificate().getPublicKey());
    }

    @Test
    void aDamagedFileIsNamedAndNotReplaced() throws Exception {
        open(NOW);
        for (var name : new String[] {"ca.pem", "serving.pem", "admin.pem"}) {
            var file = pki().resolve(name);
            var whole = Files.readString(file);
            for (var damaged : new String[] {
                "", whole.substring(0, whole.length() / 3), whole.substring(0, whole.length() - 40), "x".repeat(900)
            }) {
                Files.writeString(file, damaged);
                assertThatThrownBy(() -> open(NOW))
                        .isInstanceOf(StartException.class)
                        .hasMessageStartingWith(file + " is damaged (")
                        .hasMessageNotContaining("\n");
                assertThat(file).hasContent(damaged);
            }
            Files.writeString(file, whole);
        }
        open(NOW);
    }

    @Test
    void aKeyOfAnotherCertificateIsDamageToo() throws Exception {
        open(NOW);
        var serving = Files.readString(pki().resolve("serving.pem"));
        var other = Files.readString(pki().resolve("ca.pem"));
        var key = "-----BEGIN PRIVATE KEY-----";
        Files.writeString(
                pki().resolve("serving.pem"),
                serving.substring(0, serving.indexOf(key)) + other.substring(other.indexOf(key)));
        assertThatThrownBy(() -> open(NOW)).hasMessageContaining("the key is another certificate's");
    }

    @Test
    void whatAnInterruptedWriteLeftBehindIsIgnored() throws Exception {
        PrivateFiles.makeFolder(pki());
        Files.writeString(pki().resolve(".ca.pem.new"), "half");
        var first = open(NOW);
        assertThat(open(NOW)).isEqualTo(first);
    }

    private Path pki() {
        return folder.resolve("pki");
    }

    private Pki open(Instant now) {
        return Pki.open(pki(), LOCAL, now);
    }

    private static long lifeInDays(Credential credential) {
        return Duration.between(NOW, credential.expiry()).toDays();
    }
}
