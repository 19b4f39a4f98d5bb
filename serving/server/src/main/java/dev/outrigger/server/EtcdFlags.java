package dev.outrigger.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags of a server that keeps its objects in etcd, which are those of Go's servers.
final class EtcdFlags {
    private static final Pattern DURATION = Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?|0");

    @Option(
            names = "--etcd-servers",
            paramLabel = "URLS",
            split = ",",
            description =
                    "Keeps the objects in etcd: the URLs of its members (scheme://host:port), with commas between")
    private List<String> servers = new ArrayList<>();

    @Option(
            names = "--etcd-prefix",
            paramLabel = "PATH",
            defaultValue = "/registry",
            description = "What all keys in etcd start with. Default: ${DEFAULT-VALUE}")
    private String prefix = "";

    @Option(
            names = "--etcd-cafile",
            paramLabel = "FILE",
            description = "PEM file of the authorities that sign etcd's certificates")
    private @Nullable Path caFile;

    @Option(
            names = "--etcd-certfile",
            paramLabel = "FILE",
            description = "PEM file of the client certificate to show to etcd")
    private @Nullable Path certFile;

    @Option(names = "--etcd-keyfile", paramLabel = "FILE", description = "PEM file of the key of --etcd-certfile")
    private @Nullable Path keyFile;

    @Option(
            names = "--etcd-compaction-interval",
            paramLabel = "TIME",
            defaultValue = "5m",
            description = "How often etcd is compacted, such as 5m0s; 0 for never. Default: ${DEFAULT-VALUE}")
    private String compactionInterval = "";

    /// Whether etcd is to be used.
    boolean wanted() {
        return !servers.isEmpty();
    }

    /// What is wrong with the flags, in a line; empty where nothing is.
    ///
    /// @param storage what `--storage` says, or its default
    Optional<String> mistake(String storage) {
        if (!wanted()) {
            if (storage.equals("etcd")) return Optional.of("--storage=etcd needs --etcd-servers");
            boolean alone = caFile != null || certFile != null || keyFile != null;
            return alone
                    ? Optional.of("--etcd-cafile, --etcd-certfile and --etcd-keyfile need --etcd-servers")
                    : none();
        }
        // Those servers say it themselves; the default of the flag says nothing.
        if (!storage.equals("etcd") && !storage.equals("sqlite"))
            return Optional.of("--etcd-servers and --storage exclude each other");
        if ((certFile == null) != (keyFile == null)) {
            return Optional.of("--etcd-certfile and --etcd-keyfile must be given together");
        }
        if (interval().isEmpty()) {
            return Optional.of(
                    "--etcd-compaction-interval must be a time such as 5m0s, was \"" + compactionInterval + "\"");
        }
        for (var server : servers) {
            if (url(server).isEmpty()) {
                return Optional.of("--etcd-servers must be URLs such as http://127.0.0.1:2379, was \"" + server + "\"");
            }
        }
        return none();
    }

    private static Optional<String> none() {
        return Optional.empty();
    }

    /// What the flags ask for, where there is no [#mistake].
    Options.Storage.Etcd storage() {
        Optional<Options.ServingFiles> identity = certFile == null || keyFile == null
                ? Optional.empty()
                : Optional.of(new Options.ServingFiles(certFile, keyFile));
        return new Options.Storage.Etcd(
                servers.stream().map(server -> url(server).orElseThrow()).toList(),
                prefix,
                Optional.ofNullable(caFile),
                identity,
                interval().orElseThrow());
    }

    private Optional<Duration> interval() {
        var found = DURATION.matcher(compactionInterval);
        if (compactionInterval.isEmpty() || !found.matches()) return Optional.empty();
        return Optional.of(Duration.ofHours(number(found.group(1)))
                .plusMinutes(number(found.group(2)))
                .plusSeconds(number(found.group(3))));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Optional<URI> url(String text) {
        try {
            var url = new URI(text.strip());
            boolean known = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            return known && url.getHost() != null ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
