package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.rest.TimeLimits;
import dev.outrigger.server.Flags.Wish;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagsTests {

    @Test
    void withoutFlagsAServerListensOnLoopbackAndKeepsItsObjectsInSqlite() {
        assertThat(parse())
                .isEqualTo(new Wish.Serve(new Options(
                        "127.0.0.1",
                        6443,
                        Path.of("outrigger-data"),
                        Optional.empty(),
                        new Options.Storage.Sqlite(),
                        Optional.empty(),
                        Optional.empty(),
                        TimeLimits.USUAL,
                        Access.USUAL,
                        Switches.USUAL)));
    }

    @Test
    void flagsTakeTheirValueAfterASpaceOrAnEqualsSign() {
        var expected = new Wish.Serve(new Options(
                "::",
                0,
                Path.of("/d"),
                Optional.of(Path.of("/k")),
                new Options.Storage.Memory(),
                Optional.of(Path.of("/c")),
                Optional.of(new Options.ServingFiles(Path.of("/t"), Path.of("/p"))),
                new TimeLimits(Duration.ofSeconds(90), Duration.ofMinutes(10), Duration.ofMinutes(1)),
                Access.USUAL,
                Switches.USUAL));
        assertThat(parse(
                        "--bind-address=::",
                        "--secure-port=0",
                        "--data-dir=/d",
                        "--kubeconfig-out=/k",
                        "--storage=memory",
                        "--client-ca-file=/c",
                        "--tls-cert-file=/t",
                        "--tls-private-key-file=/p",
                        "--request-timeout=1m30s",
                        "--min-request-timeout=600"))
                .isEqualTo(expected);
        assertThat(parse(("--bind-address :: --secure-port 0 --data-dir /d --kubeconfig-out /k --storage memory "
                                + "--client-ca-file /c --tls-cert-file /t --tls-private-key-file /p "
                                + "--request-timeout 90s --min-request-timeout 600")
                        .split(" ")))
                .isEqualTo(expected);
    }

    @Test
    void etcdIsChosenWithTheFlagsOfGoServers() {
        var parsed = (Wish.Serve) parse(
                "--etcd-servers=https://a:2379,https://b",
                "--etcd-servers=https://c:1",
                "--etcd-prefix=registry/wardle.example.com/",
                "--etcd-cafile=/ca",
                "--etcd-certfile=/c",
                "--etcd-keyfile=/k",
                "--etcd-compaction-interval=1h2m3s");

        assertThat(parsed.options().storage())
                .isEqualTo(new Options.Storage.Etcd(
                        List.of(URI.create("https://a:2379"), URI.create("https://b"), URI.create("https://c:1")),
                        "/registry/wardle.example.com",
                        Optional.of(Path.of("/ca")),
                        Optional.of(new Options.ServingFiles(Path.of("/c"), Path.of("/k"))),
                        Duration.ofSeconds(3723)));
        assertThat(parse("--etcd-servers=http://127.0.0.1:2379"))
                .extracting(wish -> ((Wish.Serve) wish).options().storage())
                .isEqualTo(Options.Storage.Etcd.of(URI.create("http://127.0.0.1:2379")));
    }

    @Test
    void aPresetForTheStorageGivesWayToEtcd() {
        var flags = new OwnFlags();
        flags.preset("storage", "memory");
        var server = "--etcd-servers=http://127.0.0.1:2379";

        assertThat(Flags.parse("cats", List.of(server), flags, () -> Capabilities.NONE))
                .extracting(wish -> ((Wish.Serve) wish).options().storage())
                .isEqualTo(Options.Storage.Etcd.of(URI.create("http://127.0.0.1:2379")));
        assertThat(Flags.parse("cats", List.of(server, "--storage=memory"), flags, () -> Capabilities.NONE))
                .isEqualTo(new Wish.Mistake("--etcd-servers and --storage exclude each other"));
    }

    @ParameterizedTest
    @CsvSource({
        "--nonsense,              unknown flag: --nonsense",
        "word,                    'unknown argument: \"word\"'",
        "--help=maybe,            'invalid argument \"maybe\" for \"--help\" flag: neither true nor false'",
        "--secure-port=x,         'invalid argument \"x\" for \"--secure-port\" flag: not a whole number'",
        "--secure-port=70000,     '--secure-port must be 0 to 65535, was 70000'",
        "--storage-media-type=x,  '--storage-media-type must be application/json or application/vnd.kubernetes.protobuf, was \"x\"'",
        "--storage=paper,         '--storage must be memory, sqlite, files:FOLDER or a postgres:// URL, was \"paper\"'",
        "--etcd-servers=x,        '--etcd-servers must be URLs such as http://127.0.0.1:2379, was \"x\"'",
        "--storage=etcd,          '--storage=etcd needs --etcd-servers'",
        "--etcd-cafile=x,         '--etcd-cafile, --etcd-certfile and --etcd-keyfile need --etcd-servers'",
        "--etcd-servers=http://e --etcd-certfile=x, --etcd-certfile and --etcd-keyfile must be given together",
        "--etcd-servers=http://e --storage=memory, --etcd-servers and --storage exclude each other",
        "--etcd-servers=http://e --etcd-compaction-interval=soon, '--etcd-compaction-interval must be a time such as 5m0s, was \"soon\"'",
        "--tls-cert-file=x,       --tls-cert-file and --tls-private-key-file must be given together",
        "--request-timeout=5,     '--request-timeout must be a duration such as 1m30s, was \"5\"'",
        "--request-timeout=0s,    '--request-timeout must be a duration such as 1m30s, was \"0s\"'",
        "--min-request-timeout=0, '--min-request-timeout must be at least 1, was 0'",
        "--bind-address=,         --bind-address must not be empty",
        "--requestheader-allowed-names=a, --requestheader-allowed-names needs --requestheader-client-ca-file",
        "'--requestheader-client-ca-file=c --requestheader-group-headers=a,,b', --requestheader-group-headers must not have an empty name",
        "--authorization-always-allow-paths=/a*b, '--authorization-always-allow-paths: \"/a*b\" has a * that is not at its end'",
        "--audit-log-path=-,      --audit-log-path is not supported: this server writes no audit log",
        "--api-audiences=,        --api-audiences must not have an empty name",
        "--authentication-token-webhook-cache-ttl=5, '--authentication-token-webhook-cache-ttl must be a duration such as 10s, was \"5\"'",
        "--authorization-webhook-cache-authorized-ttl=-1s, '--authorization-webhook-cache-authorized-ttl must be a duration such as 10s, was \"-1s\"'",
        "--data-dir,              flag needs an argument: --data-dir",
    })
    void aMistakeIsToldInOneLine(String args, String line) {
        assertThat(parse(args.split(" "))).isEqualTo(new Wish.Mistake(line));
    }

    @Test
    void flagsOfGosServersThatOnlyTuneAreTaken() {
        assertThat(parse(("-v 2 -v=4 --v=7 --logtostderr --profiling=false --enable-priority-and-fairness=false"
                                + " --max-requests-inflight 5 --authentication-kubeconfig= --kubeconfig=")
                        .split(" ")))
                .isEqualTo(parse());
        assertThat(((Wish.Tell) parse("--help")).text()).doesNotContain("--profiling", "--audit-log-path");
    }

    @Test
    void theClusterToAskIsNamedWithTheFlagsOfGoServers() {
        var asked = (Wish.Serve) parse(
                "--authentication-kubeconfig=/who",
                "--authorization-kubeconfig=/what",
                "--kubeconfig=/core",
                "--authentication-tolerate-lookup-failure",
                "--authentication-token-webhook-cache-ttl=1m",
                "--authorization-webhook-cache-authorized-ttl=2s",
                "--authorization-webhook-cache-unauthorized-ttl=0s",
                "--api-audiences=a,b",
                "--cert-dir=/c");
        assertThat(asked.options().access().delegation())
                .isEqualTo(new Delegation(
                        new Delegation.Asked.ByKubeconfig(Path.of("/who")),
                        new Delegation.Asked.ByKubeconfig(Path.of("/what")),
                        Delegation.Lookup.TOLERATED,
                        List.of("a", "b"),
                        new Delegation.Kept(Duration.ofMinutes(1), Duration.ofSeconds(2), Duration.ZERO),
                        Optional.of(Path.of("/core"))));
        assertThat(asked.options().servingFiles()).contains(Options.ServingFiles.in(Path.of("/c")));
        var given = (Wish.Serve) parse("--cert-dir=/c", "--tls-cert-file=/t", "--tls-private-key-file=/p");
        assertThat(given.options().servingFiles()).contains(new Options.ServingFiles(Path.of("/t"), Path.of("/p")));
        var skipped =
                (Wish.Serve) parse("--authentication-skip-lookup", "--authentication-tolerate-lookup-failure=false");
        assertThat(skipped.options().access().delegation().lookup()).isEqualTo(Delegation.Lookup.SKIPPED);
    }

    @Test
    void helpListsEveryFlagWithItsDefault() {
        assertThat(((Wish.Tell) parse("--help")).text())
                .contains(
                        "Usage: cats",
                        "--secure-port PORT (default 6443)",
                        "--storage memory|sqlite",
                        "outrigger-data");
    }

    @Test
    void theVersionIsOutriggers() {
        assertThat(((Wish.Tell) parse("--version")).text()).matches("cats \\(Outrigger \\d+\\.\\d+\\.\\S+\\)\n");
    }

    private static Wish parse(String... args) {
        return Flags.parse("cats", List.of(args), new OwnFlags(), () -> Capabilities.NONE);
    }
}
