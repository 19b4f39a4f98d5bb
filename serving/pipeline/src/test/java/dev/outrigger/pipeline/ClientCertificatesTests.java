package dev.outrigger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Caller;
import dev.outrigger.pipeline.Authenticator.Outcome;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;

class ClientCertificatesTests {
    private static final TestAuthority AUTHORITY = TestAuthority.root("clients");

    private final AtomicReference<Instant> now = new AtomicReference<>(TestAuthority.NOW);
    private final ClientCertificates certificates = new ClientCertificates(List.of(AUTHORITY.certificate), now::get);

    @Test
    void theCommonNameIsTheUserAndTheOrganizationsAreTheGroupsInTheirOrder() {
        var jane = AUTHORITY.client("O=zebras,O=a\\, b,CN=jane,OU=ignored");
        assertThat(caller(jane).name()).isEqualTo("jane");
        assertThat(caller(jane).groups()).containsExactly("zebras", "a, b", "system:authenticated");
        assertThat(caller(jane).uid()).isEmpty();
        assertThat(caller(jane).extra().get("authentication.kubernetes.io/credential-id"))
                .singleElement()
                .asString()
                .matches("X509SHA256=[0-9a-f]{64}");
    }

    @Test
    void organizationsInOneSetAreGroupsToo() {
        assertThat(caller(AUTHORITY.client("CN=jane,O=x+O=y")).groups())
                .containsExactlyInAnyOrder("x", "y", "system:authenticated");
    }

    @Test
    void theUidIsKubernetesOwnAttribute() {
        assertThat(caller(AUTHORITY.client("CN=jane,1.3.6.1.4.1.57683.2=u-1")).uid())
                .isEqualTo("u-1");
    }

    @Test
    void twoUidsAreRejected() {
        var jane = AUTHORITY.client("CN=jane,1.3.6.1.4.1.57683.2=u-1,1.3.6.1.4.1.57683.2=u-2");
        assertThat(certificates.authenticate(Requests.shown(jane))).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void aClientThatShowsNoCertificateIsNobodysBusiness() {
        assertThat(certificates.authenticate(Requests.shown())).isInstanceOf(Outcome.NotMine.class);
    }

    @Test
    void aCertificateWithoutACommonNameIdentifiesNobody() {
        assertThat(certificates.authenticate(Requests.shown(AUTHORITY.client("O=x"))))
                .isInstanceOf(Outcome.NotMine.class);
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRejectedEvenOneOfTheSameName() {
        var impostor = TestAuthority.root("clients");
        var jane = impostor.client("CN=jane,O=system:masters");
        assertThat(rejection(jane)).startsWith("client certificate of \"");
        assertThat(certificates.authenticate(Requests.shown(jane, impostor.certificate)))
                .isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void aCertificateForServersIsRejectedAndOneForAnythingIsNot() {
        var until = TestAuthority.NOW.plus(Duration.ofDays(1));
        assertThat(rejection(AUTHORITY.issue("CN=jane", until, Optional.of(KeyPurposeId.id_kp_serverAuth))))
                .endsWith("not meant for client authentication");
        assertThat(caller(AUTHORITY.issue("CN=jane", until, Optional.empty())).name())
                .isEqualTo("jane");
        assertThat(caller(AUTHORITY.issue("CN=jane", until, Optional.of(KeyPurposeId.anyExtendedKeyUsage)))
                        .name())
                .isEqualTo("jane");
    }

    @Test
    void aCertificateIsRejectedFromTheMomentItExpiresAlthoughItWasGoodBefore() {
        var jane = AUTHORITY.client("CN=jane");
        assertThat(caller(jane).name()).isEqualTo("jane");
        now.set(TestAuthority.NOW.plus(Duration.ofDays(31)));
        assertThat(rejection(jane)).contains("NotAfter");
        now.set(TestAuthority.NOW.minus(Duration.ofDays(11)));
        assertThat(rejection(jane)).contains("NotBefore");
    }

    @Test
    void anAuthorityThatExpiredVouchesForNobody() {
        var old = TestAuthority.root("old", TestAuthority.NOW.minus(Duration.ofDays(1)));
        var trusting = new ClientCertificates(List.of(old.certificate), now::get);
        assertThat(trusting.authenticate(Requests.shown(old.client("CN=jane")))).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void anIntermediateAuthorityTheClientShowsLeadsToTheTrustedOne() {
        var between = AUTHORITY.intermediate("between");
        var jane = between.client("CN=jane");
        assertThat(certificates.authenticate(Requests.shown(jane, between.certificate)))
                .isInstanceOf(Outcome.Identified.class);
        assertThat(certificates.authenticate(Requests.shown(jane))).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void aChainOfMoreThanEightCertificatesIsRejectedAlthoughItLeadsToATrustedOne() {
        var jane = AUTHORITY.client("CN=jane");
        var others = Stream.generate(() -> TestAuthority.root("other").certificate);
        var chain = Stream.concat(Stream.of(jane), others.limit(8)).toArray(X509Certificate[]::new);
        assertThat(certificates.authenticate(Requests.shown(Arrays.copyOf(chain, 8))))
                .isInstanceOf(Outcome.Identified.class);
        assertThat(certificates.authenticate(Requests.shown(chain)))
                .isEqualTo(new Outcome.Rejected(
                        "client certificate of \"CN=jane\": shown with 9 certificates, at most 8 are looked at"));
    }

    @Test
    void aChainOfCertificatesThatVouchForOneAnotherInManyWaysIsRejected() {
        var stranger = TestAuthority.root("stranger");
        var chain = Stream.concat(
                        Stream.of(stranger.client("CN=jane")),
                        Stream.generate(stranger::again).limit(3))
                .toArray(X509Certificate[]::new);
        assertThat(certificates.authenticate(Requests.shown(chain)))
                .isEqualTo(new Outcome.Rejected("client certificate of \"CN=jane\": "
                        + "shown with 3 certificates of the same key, at most 2 are looked at"));
    }

    @Test
    void aRejectionIsRememberedButNotBeyondAChangeOfWhatIsValid() {
        var stranger = TestAuthority.root("stranger").client("CN=jane");
        assertThat(certificates.authenticate(Requests.shown(stranger)))
                .isInstanceOf(Outcome.Rejected.class)
                .isSameAs(certificates.authenticate(Requests.shown(stranger)));

        var jane = AUTHORITY.client("CN=jane");
        now.set(TestAuthority.NOW.minus(Duration.ofDays(11)));
        assertThat(rejection(jane)).contains("NotBefore");
        now.set(TestAuthority.NOW);
        assertThat(caller(jane).name()).isEqualTo("jane");
    }

    @Test
    void anotherCertificateIsNoAuthority() {
        var jane = AUTHORITY.client("CN=jane");
        assertThat(certificates.authenticate(
                        Requests.shown(TestAuthority.root("jane").client("CN=admin"), jane)))
                .isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void withoutAuthoritiesEveryCertificateIsRejected() {
        var trusting = new ClientCertificates(List.of(), now::get);
        assertThat(trusting.authenticate(Requests.shown(AUTHORITY.client("CN=jane"))))
                .isInstanceOf(Outcome.Rejected.class);
    }

    private Caller caller(X509Certificate certificate) {
        return ((Outcome.Identified) certificates.authenticate(Requests.shown(certificate))).caller();
    }

    private String rejection(X509Certificate certificate) {
        return ((Outcome.Rejected) certificates.authenticate(Requests.shown(certificate))).why();
    }
}
