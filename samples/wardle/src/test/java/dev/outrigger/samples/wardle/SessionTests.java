package dev.outrigger.samples.wardle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.server.RunningServer;
import dev.outrigger.store.etcd.Etcd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "Running it stand-alone", as the Go sample-apiserver's README has it: with an etcd, a client authority of one's own,
/// and a certificate of a member of `system:masters`.
class SessionTests {
    private static final String KEY = "/registry/wardle.example.com/wardle.example.com/flunders/default/";

    @TempDir
    Path folder;

    @AutoClose
    private Etcd etcd;

    @BeforeEach
    void prepare() throws Exception {
        etcd = Etcd.start(folder.resolve("etcd"));
        run("openssl req -nodes -new -x509 -keyout ca.key -out ca.crt -subj /CN=ca -days 30");
        run("openssl req -out client.csr -new -newkey rsa:2048 -nodes -keyout client.key"
                + " -subj /CN=development/O=system:masters");
        run(
                "openssl x509 -req -days 30 -in client.csr -CA ca.crt -CAkey ca.key -set_serial 01 -sha256 -out client.crt");
        run("openssl pkcs12 -export -in ./client.crt -inkey ./client.key -out client.p12 -passout pass:password");
    }

    private RunningServer server(String... more) {
        var flags = new ArrayList<>(List.of(
                "--secure-port=0",
                "--data-dir=" + folder.resolve("data"),
                "--etcd-servers=" + etcd.url(),
                "--client-ca-file=" + folder.resolve("ca.crt")));
        flags.addAll(List.of(more));
        return Main.server().start(flags.toArray(String[]::new));
    }

    /// What a command prints that ends well.
    private String run(String command) throws IOException, InterruptedException {
        var words = new ProcessBuilder(command.split(" ")).directory(folder.toFile());
        words.environment().put("HOME", folder.toString());
        var said = folder.resolve("said.txt");
        var process =
                words.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command).isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", command, Files.readString(said))
                .isZero();
        return Files.readString(said);
    }

    @Test
    void curlAndKubectlUseItWithACertificateOfTheirOwn() throws Exception {
        try (var server = server()) {
            var list = run("curl -fsS -k --cert-type P12 --cert client.p12:password " + server.url()
                    + Wardle.flunders("v1alpha1"));
            assertThat(list).contains("\"kind\": \"FlunderList\"", "\"items\": []");

            Files.writeString(folder.resolve("flunder.yaml"), """
                    apiVersion: wardle.example.com/v1alpha1
                    kind: Flunder
                    metadata:
                      name: my-first-flunder
                      labels:
                        sample-label: "true"
                    """);
            var kubectl = "kubectl --server " + server.url()
                    + " --insecure-skip-tls-verify --client-certificate client.crt --client-key client.key ";
            assertThat(run(kubectl + "create -f flunder.yaml"))
                    .isEqualTo("flunder.wardle.example.com/my-first-flunder created\n");
            assertThat(run(kubectl + "get flunders -o name"))
                    .isEqualTo("flunder.wardle.example.com/my-first-flunder\n");
            assertThat(run(kubectl + "get flunder my-first-flunder -o jsonpath={.apiVersion}"))
                    .isEqualTo("wardle.example.com/v1beta1");
        }
    }

    @Test
    void whatIsStoredIsWhatTheGoServerStores() {
        try (var server = server()) {
            etcd.control("put", KEY + "gos", """
                    {"kind":"Flunder","apiVersion":"wardle.example.com/v1alpha1","metadata":{"name":"gos","namespace":\
                    "default","uid":"2b5e5d5a-6a4f-4c43-8f5e-0d6f6d9b1c11","creationTimestamp":"2026-11-21T08:31:38Z"},\
                    "spec":{"reference":"f","referenceType":"Fischer"},"status":{}}
                    """);
            var wardle = new Wardle(Clients.of(server));

            assertThat(wardle.get(Wardle.flunders("v1beta1") + "/gos"))
                    .contains("\"spec\":{\"fischerReference\":\"f\",\"referenceType\":\"Fischer\"}");
            wardle.create(Wardle.flunders("v1beta1"), Wardle.flunder("v1beta1", "ours", ""));
            assertThat(etcd.control("get", KEY + "ours", "--print-value-only"))
                    .startsWith("{\"kind\":\"Flunder\",\"apiVersion\":\"wardle.example.com/v1alpha1\",\"metadata\":{")
                    .contains("\"spec\":{},\"status\":{}}");
        }
    }

    @Test
    void anEarlierVersionOfWardleBansNobodyUnlessItIsTold() {
        for (boolean told : new boolean[] {false, true}) {
            var flags = told
                    ? new String[] {"--emulated-version=wardle=1.0", "--feature-gates=wardle:BanFlunder=true"}
                    : new String[] {"--emulated-version=wardle=1.0"};
            try (var server = server(flags)) {
                var wardle = new Wardle(Clients.of(server));
                if (!told) wardle.create(Wardle.fischers(), Wardle.fischer("strict", "bad"));
                if (!told) wardle.create(Wardle.flunders("v1alpha1"), Wardle.flunder("v1alpha1", "bad", ""));
                if (!told) wardle.delete(Wardle.flunders("v1alpha1") + "/bad");
                if (told) {
                    wardle.refuses(
                            Wardle.flunders("v1alpha1"),
                            Wardle.flunder("v1alpha1", "bad", ""),
                            403,
                            "flunders.wardle.example.com \"bad\" is forbidden: this name may not be used, please change"
                                    + " the resource name");
                }
            }
        }
    }
}
