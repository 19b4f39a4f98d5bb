package dev.outrigger.delegation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.pipeline.Pem;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeconfigFileTests {
    private static KeyPair keys;
    private static X509Certificate certificate;

    @TempDir
    Path folder;

    @BeforeAll
    static void certify() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        keys = generator.generateKeyPair();
        var name = new X500Name("CN=test");
        var now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                name, BigInteger.ONE, Date.from(now), Date.from(now.plusSeconds(3600)), name, keys.getPublic());
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
        certificate = new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private Path file(String cluster, String user) throws IOException {
        return Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: here
                contexts:
                - {name: there, context: {cluster: none, user: none}}
                - {name: here, context: {cluster: c, user: u}}
                clusters:
                - name: c
                  cluster: {%s}
                users:
                - name: u
                  user: {%s}
                """.formatted(cluster, user));
    }

    private ClusterConfig read(String cluster, String user) throws IOException {
        return new KubeconfigFile(file(cluster, user)).read();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void theCurrentContextIsReadWithWhatStandsInTheFile() throws Exception {
        var config = read(
                "server: 'https://c.example:6443/', tls-server-name: api, certificate-authority-data: "
                        + base64(Pem.of(List.of(certificate))),
                "client-certificate-data: " + base64(Pem.of(List.of(certificate))) + ", client-key-data: "
                        + base64(Pem.of(keys.getPrivate())));

        assertThat(config)
                .isEqualTo(new ClusterConfig(
                        URI.create("https://c.example:6443"),
                        new ClusterConfig.Transport(
                                new ClusterConfig.Trust.Authorities(List.of(certificate), Optional.of("api")),
                                Optional.of(new ClusterConfig.Identity(List.of(certificate), keys.getPrivate())),
                                Optional.empty()),
                        List.of()));
    }

    @Test
    void filesAreFoundFromItsFolderAndReadAgainEachTime() throws Exception {
        Files.writeString(folder.resolve("ca.crt"), Pem.of(List.of(certificate)));
        Files.writeString(folder.resolve("token"), "first\n");
        var kubeconfig = new KubeconfigFile(file(
                "server: 'https://c', certificate-authority: ca.crt, proxy-url: 'http://proxy:3128'",
                "token: other, tokenFile: token, as: bob, as-uid: '7', as-groups: [a, b], as-user-extra: {k: [v]}"));
        var config = kubeconfig.read();

        assertThat(config.transport().trust())
                .isEqualTo(new ClusterConfig.Trust.Authorities(List.of(certificate), Optional.empty()));
        assertThat(config.transport().proxy()).contains(InetSocketAddress.createUnresolved("proxy", 3128));
        assertThat(config.headers())
                .containsExactly(
                        "Authorization",
                        "Bearer first",
                        "Impersonate-User",
                        "bob",
                        "Impersonate-Uid",
                        "7",
                        "Impersonate-Group",
                        "a",
                        "Impersonate-Group",
                        "b",
                        "Impersonate-Extra-k",
                        "v");
        Files.writeString(folder.resolve("token"), "second");
        assertThat(kubeconfig.read().headers()).startsWith("Authorization", "Bearer second");
    }

    @Test
    void otherWaysToKnowTheServerAndToBeKnown() throws Exception {
        var blind = read("server: 'https://c', insecure-skip-tls-verify: true", "username: a, password: b");
        assertThat(blind.transport().trust()).isEqualTo(new ClusterConfig.Trust.Blind());
        assertThat(blind.headers()).containsExactly("Authorization", "Basic YTpi");
        assertThat(read("server: 'http://c'", "").transport().trust())
                .isEqualTo(new ClusterConfig.Trust.Usual(Optional.empty()));
        assertThat(blind.toString()).doesNotContain("YTpi");
    }

    @Test
    void aProgramGivesCredentialsUntilTheyExpire() throws Exception {
        var program = Files.writeString(folder.resolve("login"), """
                #!/bin/sh
                echo run >> "$LOG"
                echo "$KUBERNETES_EXEC_INFO" > "$LOG.info"
                echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"'$1'"'$2'}}'
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        var log = folder.resolve("log");
        var exec = "exec: {apiVersion: client.authentication.k8s.io/v1, command: ./login, provideClusterInfo: true,"
                + " args: [tok, %s], env: [{name: LOG, value: '" + log + "'}]}";
        var lasting = new KubeconfigFile(file("server: 'https://c'", exec.formatted("''")));
        for (int i = 0; i < 2; i++) {
            assertThat(lasting.read().headers()).containsExactly("Authorization", "Bearer tok");
        }
        assertThat(Files.readAllLines(log)).hasSize(1);
        assertThat(folder.resolve("log.info"))
                .hasContent("{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\","
                        + "\"spec\":{\"interactive\":false,\"cluster\":{\"server\":\"https://c\"}}}");

        lasting.refused();
        lasting.read();
        assertThat(Files.readAllLines(log)).hasSize(2);

        var expiring = new KubeconfigFile(
                file("server: 'https://c'", exec.formatted("',\"expirationTimestamp\":\"2026-01-01T00:00:00Z\"'")));
        for (int i = 0; i < 2; i++) expiring.read();
        assertThat(Files.readAllLines(log)).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        server: 'https://c'                       | tokenFile: gone           | cannot read %s/gone: no such file
        server: 'https://c'                       | auth-provider: {name: x}  | its user has an auth-provider, which is no longer known: use exec
        server: 'https://c'                       | client-certificate: a.crt | cannot read %s/a.crt: no such file
        server: 'https://c'                       | tokenFile: config          | its credentials hold what no HTTP header can
        server: nothing                           |                           | its server is no URL of an API server
        server: 'https://c', certificate-authority-data: '?' |                | its certificate-authority-data is no base64
        server: 'https://c', proxy-url: 'socks5://c' |                        | its proxy-url is not http://HOST:PORT
        server: 'https://c' | exec: {apiVersion: v9, command: x}              | its exec has an apiVersion that is not known
        server: 'https://c' | exec: {apiVersion: client.authentication.k8s.io/v1, command: 'false'} | the program false ended with 1
        server: 'https://c' | exec: {apiVersion: client.authentication.k8s.io/v1, command: 'true'} | the program true printed no ExecCredential of client.authentication.k8s.io/v1
        """)
    void whatCannotBeUsedIsToldInOneLine(String cluster, String user, String why) throws Exception {
        var file = file(cluster, user == null ? "" : user);

        assertThatThrownBy(() -> new KubeconfigFile(file).read())
                .isInstanceOf(ClusterException.class)
                .hasMessage(file + ": " + why.formatted(folder));
    }

    @Test
    void whatIsNoKubeconfigIsRefusedUnquoted() throws Exception {
        var file = Files.writeString(folder.resolve("config"), "users: [{token: s3cret");
        assertThatThrownBy(() -> new KubeconfigFile(file).read()).hasMessage(file + ": is no YAML");
        Files.writeString(file, "current-context: x");
        assertThatThrownBy(() -> new KubeconfigFile(file).read())
                .hasMessage(file + ": has no context \"x\" among its contexts");
        Files.writeString(file, "kind: Config");
        assertThatThrownBy(() -> new KubeconfigFile(file).read()).hasMessage(file + ": has no current-context");
    }
}
