package dev.outrigger.samples.cats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.transcripts.Kubectl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is let in, and how kubectl tells those who are not.
@KubectlTest
class IdentityTests {
    private static final Pattern CREDENTIAL = Pattern.compile("(?m)^ +client-(certificate|key)-data: .*\\R");

    @Test
    void theAdministratorMayDoEverything(Kubectl kubectl) {
        kubectl.run("get cats").findsNothing();
    }

    @Test
    void somebodyWithoutCredentialsIsAnonymousAndForbidden(CatsServer server, @TempDir Path folder) throws IOException {
        // Whoever has no certificate and no token is asked for a name and a password, which no server believes any
        // more.
        var kubectl = new Kubectl(folder, changed(server, folder, "    username: jane\n    password: made-up\n"));

        kubectl.run("get --raw " + Administrator.CATS)
                .refuses(
                        "Error from server (Forbidden): cats.animal.skai.io is forbidden: User \"system:anonymous\""
                                + " cannot list resource \"cats\" in API group \"animal.skai.io\" in the namespace \"default\"");
        kubectl.run("get --raw /apis")
                .refuses(
                        "Error from server (Forbidden): forbidden: User \"system:anonymous\" cannot get path \"/apis\"");
        kubectl.run("get --raw /readyz").shows("ok");
    }

    @Test
    void aTokenThatNobodyIssuedIsUnauthorized(CatsServer server, @TempDir Path folder) throws IOException {
        var kubectl = new Kubectl(folder, changed(server, folder, "    token: made-up\n"));

        kubectl.run("get --raw " + Administrator.CATS)
                .refuses("error: You must be logged in to the server (Unauthorized)");
    }

    @Test
    void aCertificateOfAnotherAuthorityIsUnauthorized(CatsServer server, @TempDir Path folder) throws IOException {
        try (var other = CatsServer.start(folder.resolve("other"), "--storage", "memory")) {
            var credentials = new StringBuilder();
            var matcher = CREDENTIAL.matcher(Files.readString(other.kubeconfig()));
            while (matcher.find()) credentials.append(matcher.group());
            var kubectl = new Kubectl(folder, changed(server, folder, credentials.toString()));

            kubectl.run("get --raw " + Administrator.CATS)
                    .refuses("error: You must be logged in to the server (Unauthorized)");
        }
    }

    @Test
    void whatIsSecretIsTheOwnersAlone(CatsServer server) throws IOException {
        assertThat(permissions(server.kubeconfig())).isEqualTo("rw-------");
        assertThat(permissions(server.kubeconfig().resolveSibling("data"))).isEqualTo("rwx------");
        try (var files = Files.list(server.kubeconfig().resolveSibling("data").resolve("pki"))) {
            assertThat(files).isNotEmpty().allMatch(file -> permissions(file).equals("rw-------"));
        }
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void onlyThisMachineIsListenedTo(CatsServer server) {
        assertThat(server.url().getHost()).isEqualTo("127.0.0.1");
    }

    /// The server's kubeconfig with these lines in place of the administrator's certificate and key.
    private static Path changed(CatsServer server, Path folder, String credentials) throws IOException {
        var text = CREDENTIAL.matcher(Files.readString(server.kubeconfig())).replaceAll("");
        assertThat(text).contains("  user:\n");
        return Files.writeString(folder.resolve("kubeconfig"), text.replace("  user:\n", "  user:\n" + credentials));
    }
}
