package dev.outrigger.server;

import dev.outrigger.pipeline.GoDuration;
import dev.outrigger.rest.TimeLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The flags of a server process, spelled as Go's servers spell them.
final class Flags {
    private static final Logger LOG = LoggerFactory.getLogger(Flags.class);
    private static final int LARGEST_PORT = 65_535;
    private static final Pattern POSTGRES_URL = Pattern.compile("(jdbc:)?postgres(ql)?://");

    private static FlagSet known(Capabilities capabilities) {
        return new FlagSet()
                .text("secure-port", "PORT", "6443", "The port to serve HTTPS on; 0 for a free one.")
                .text("bind-address", "ADDRESS", "127.0.0.1", "The address to listen on; 0.0.0.0 or :: for all.")
                .text("data-dir", "FOLDER", "outrigger-data", "Where certificates and objects are kept.")
                .text(
                        "kubeconfig-out",
                        "FILE",
                        "Where the administrator's kubeconfig is written, instead of admin.kubeconfig in --data-dir.")
                .text("storage", "memory|sqlite|files:FOLDER|URL", "sqlite", """
                    What keeps the objects: memory, a SQLite file in --data-dir, JSON files in a folder
                    (GROUP/RESOURCE/[NAMESPACE/]NAME.json), or a database for any number of servers:
                    postgres://USER@HOST:PORT,HOST:PORT/DATABASE?sslmode=verify-full&sslrootcert=FILE
                    (the password from the URL, PGPASSWORD or ~/.pgpass).""")
                .text(
                        "storage-media-type",
                        "TYPE",
                        "application/json",
                        "What objects are written in: application/json, or application/vnd.kubernetes.protobuf for types "
                                + "whose members have numbers. Both are read.")
                .also(EtcdFlags::known)
                .text(
                        "client-ca-file",
                        "FILE",
                        "PEM file of authorities whose client certificates are trusted, beside the server's own.")
                .text(
                        "tls-cert-file",
                        "FILE",
                        "PEM file of the certificate to serve with, instead of one the server makes.")
                .text("tls-private-key-file", "FILE", "PEM file of the private key of --tls-cert-file.")
                .text(
                        "cert-dir",
                        "FOLDER",
                        "Serves with apiserver.crt and apiserver.key of that folder, and makes them where they are not "
                                + "there; --tls-cert-file goes before it.")
                .text("request-timeout", "DURATION", "1m0s", "The most that a request may take which is no watch.")
                .text(
                        "min-request-timeout",
                        "SECONDS",
                        "1800",
                        "The least that a watch lasts whose client sets no end to it; the most is twice as long.")
                .also(flags -> SwitchFlags.known(flags, capabilities))
                .also(AccessFlags::known)
                .toggle("help", "Shows this and ends.")
                .toggle("version", "Shows the version and ends.")
                .also(OtherFlags::known);
    }

    private final FlagSet.Values given;

    private Flags(FlagSet.Values given) {
        this.given = given;
    }

    /// What the flags ask for.
    sealed interface Wish {
        /// To serve.
        record Serve(Options options) implements Wish {}

        /// To be told something.
        record Tell(String text) implements Wish {}

        /// Something that makes no sense.
        record Mistake(String line) implements Wish {}
    }

    /// @param own the flags of this one program; told what was given where that makes sense
    /// @param capabilities what can be turned on and off
    static Wish parse(String program, List<String> args, OwnFlags own, Supplier<Capabilities> capabilities) {
        try {
            var known = own.addTo(known(capabilities.get()));
            var flags = new Flags(known.parse(args));
            if (flags.given.on("help")) return new Wish.Tell(usage(program, known));
            if (flags.given.on("version")) {
                return new Wish.Tell(program + " (Outrigger " + Version.text() + ")\n");
            }
            var options = flags.options();
            own.read(flags.given);
            flags.given.passed().forEach(LOG::warn);
            return new Wish.Serve(options);
        } catch (FlagSet.Mistake mistake) {
            return new Wish.Mistake(String.valueOf(mistake.getMessage()));
        }
    }

    private static String usage(String program, FlagSet known) {
        return "Serves a Kubernetes-style API.\n\nUsage: " + program + " [flags]\n       " + program
                + " build crd            makes CustomResourceDefinitions from the types\n       " + program
                + " build proto          makes .proto files from the types\n       " + program
                + " migrate [flags]      rewrites what is stored in other versions\n       " + program
                + " conversion-webhook   converts between the versions, for clusters that serve those\n\nFlags:\n"
                + known.usage();
    }

    private Options options() throws FlagSet.Mistake {
        int port = given.number("secure-port");
        if (port < 0 || port > LARGEST_PORT) {
            throw new FlagSet.Mistake("--secure-port must be 0 to 65535, was " + port);
        }
        if (given.text("bind-address").isBlank()) throw new FlagSet.Mistake("--bind-address must not be empty");
        try {
            return options(port);
        } catch (IllegalArgumentException together) {
            throw new FlagSet.Mistake(String.valueOf(together.getMessage()));
        }
    }

    private Options options(int port) throws FlagSet.Mistake {
        return new Options(
                given.text("bind-address"),
                port,
                Path.of(given.text("data-dir")),
                given.find("kubeconfig-out").map(Path::of),
                storage(),
                given.find("client-ca-file").map(Path::of),
                files(given, "tls-cert-file", "tls-private-key-file")
                        .or(() -> given.find("cert-dir")
                                .filter(folder -> !folder.isEmpty())
                                .map(folder -> Options.ServingFiles.in(Path.of(folder)))),
                limits(),
                AccessFlags.read(given),
                SwitchFlags.of(given),
                written());
    }

    private Options.Written written() throws FlagSet.Mistake {
        return switch (given.text("storage-media-type")) {
            case "application/json" -> Options.Written.JSON;
            case "application/vnd.kubernetes.protobuf" -> Options.Written.PROTOBUF;
            case String other ->
                throw new FlagSet.Mistake(
                        "--storage-media-type must be application/json or application/vnd.kubernetes.protobuf, was \""
                                + other + "\"");
        };
    }

    /// A certificate and its key, which come together or not at all.
    static Optional<Options.ServingFiles> files(FlagSet.Values given, String certificate, String key)
            throws FlagSet.Mistake {
        var files = given.find(certificate)
                .flatMap(file -> given.find(key).map(other -> new Options.ServingFiles(Path.of(file), Path.of(other))));
        if (files.isEmpty()
                && (given.find(certificate).isPresent() || given.find(key).isPresent())) {
            throw new FlagSet.Mistake("--" + certificate + " and --" + key + " must be given together");
        }
        return files;
    }

    private Options.Storage storage() throws FlagSet.Mistake {
        var asked = given.text("storage");
        var etcd = EtcdFlags.storage(given, asked);
        if (etcd.isPresent()) return etcd.get();
        return switch (asked) {
            case "memory" -> new Options.Storage.Memory();
            case "sqlite" -> new Options.Storage.Sqlite();
            case String files
            when files.startsWith("files:") && files.length() > "files:".length() ->
                new Options.Storage.Files(Path.of(files.substring("files:".length())));
            case String url when POSTGRES_URL.matcher(url).lookingAt() -> new Options.Storage.Postgres(url);
            default ->
                throw new FlagSet.Mistake(
                        "--storage must be memory, sqlite, files:FOLDER or a postgres:// URL, was \"" + asked + "\"");
        };
    }

    private TimeLimits limits() throws FlagSet.Mistake {
        int least = given.number("min-request-timeout");
        if (least < 1) throw new FlagSet.Mistake("--min-request-timeout must be at least 1, was " + least);
        var most = given.text("request-timeout");
        var limit = positive(most)
                .orElseThrow(() -> new FlagSet.Mistake(
                        "--request-timeout must be a duration such as 1m30s, was \"" + most + "\""));
        return new TimeLimits(limit, Duration.ofSeconds(least), TimeLimits.USUAL.bookmark());
    }

    private static Optional<Duration> positive(String text) {
        try {
            return Optional.of(GoDuration.parse(text)).filter(Duration::isPositive);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
