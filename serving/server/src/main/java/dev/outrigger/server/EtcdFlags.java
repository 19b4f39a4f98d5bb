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

/// The flags of a server that keeps its objects in etcd, which are those of Go's servers.
final class EtcdFlags {
    private static final Pattern DURATION = Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?|0");

    private EtcdFlags() {}

    static FlagSet known(FlagSet flags) {
        return flags.several(
                        "etcd-servers",
                        "URLS",
                        "Keeps the objects in etcd: the URLs of its members (scheme://host:port), with commas between.")
                .text("etcd-prefix", "PATH", "/registry", "What all keys in etcd start with.")
                .text("etcd-cafile", "FILE", "PEM file of the authorities that sign etcd's certificates.")
                .text("etcd-certfile", "FILE", "PEM file of the client certificate to show to etcd.")
                .text("etcd-keyfile", "FILE", "PEM file of the key of --etcd-certfile.")
                .text(
                        "etcd-compaction-interval",
                        "TIME",
                        "5m",
                        "How often etcd is compacted, such as 5m0s; 0 for never.");
    }

    /// The etcd to keep the objects in; empty where they are kept elsewhere.
    ///
    /// @param storage what `--storage` says, or its default
    static Optional<Options.Storage> storage(FlagSet.Values given, String storage) throws FlagSet.Mistake {
        var servers = given.several("etcd-servers");
        if (servers.isEmpty()) {
            if (storage.equals("etcd")) throw new FlagSet.Mistake("--storage=etcd needs --etcd-servers");
            for (String alone : List.of("etcd-cafile", "etcd-certfile", "etcd-keyfile")) {
                if (given.find(alone).isEmpty()) continue;
                throw new FlagSet.Mistake("--etcd-cafile, --etcd-certfile and --etcd-keyfile need --etcd-servers");
            }
            return Optional.empty();
        }
        // Those servers say it themselves; what stands where the flag is not given says nothing.
        if (given.has("storage") && !storage.equals("etcd")) {
            throw new FlagSet.Mistake("--etcd-servers and --storage exclude each other");
        }
        var urls = new ArrayList<URI>();
        for (String server : servers) urls.add(url(server));
        return Optional.of(new Options.Storage.Etcd(
                urls,
                given.text("etcd-prefix"),
                given.find("etcd-cafile").map(Path::of),
                Flags.files(given, "etcd-certfile", "etcd-keyfile"),
                interval(given.text("etcd-compaction-interval"))));
    }

    private static Duration interval(String text) throws FlagSet.Mistake {
        var found = DURATION.matcher(text);
        if (text.isEmpty() || !found.matches()) {
            throw new FlagSet.Mistake("--etcd-compaction-interval must be a time such as 5m0s, was \"" + text + "\"");
        }
        return Duration.ofHours(number(found.group(1)))
                .plusMinutes(number(found.group(2)))
                .plusSeconds(number(found.group(3)));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static URI url(String text) throws FlagSet.Mistake {
        try {
            var url = new URI(text.strip());
            boolean known = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (known && url.getHost() != null) return url;
        } catch (URISyntaxException _) {
            // Said below.
        }
        throw new FlagSet.Mistake("--etcd-servers must be URLs such as http://127.0.0.1:2379, was \"" + text + "\"");
    }
}
