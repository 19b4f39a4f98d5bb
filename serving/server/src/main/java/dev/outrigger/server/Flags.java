package dev.outrigger.server;

import dev.outrigger.pipeline.GoDuration;
import dev.outrigger.rest.TimeLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The flags of a server process, spelled as Go's servers spell them.
@Command(
        sortOptions = false,
        usageHelpAutoWidth = true,
        headerHeading = "Serves a Kubernetes-style API.%n%n",
        optionListHeading = "%nFlags:%n")
final class Flags {
    private static final int LARGEST_PORT = 65_535;
    private static final Pattern POSTGRES_URL = Pattern.compile("(jdbc:)?postgres(ql)?://");

    @Option(
            names = "--secure-port",
            paramLabel = "PORT",
            defaultValue = "6443",
            description = "The port to serve HTTPS on; 0 for a free one. Default: ${DEFAULT-VALUE}")
    private int securePort;

    @Option(
            names = "--bind-address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on; 0.0.0.0 or :: for all. Default: ${DEFAULT-VALUE}")
    private String bindAddress = "";

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            defaultValue = "outrigger-data",
            description = "Where certificates and objects are kept. Default: ${DEFAULT-VALUE}")
    private Path dataDir = Path.of("");

    @Option(
            names = "--kubeconfig-out",
            paramLabel = "FILE",
            description = "Where the administrator's kubeconfig is written. Default: admin.kubeconfig in --data-dir")
    private @Nullable Path kubeconfigOut;

    @Option(
            names = "--storage",
            paramLabel = "memory|sqlite|URL",
            defaultValue = "sqlite",
            description = {
                "What keeps the objects: memory, a SQLite file in --data-dir, or a database for any number of servers:",
                "  postgres://USER@HOST:PORT,HOST:PORT/DATABASE?sslmode=verify-full&sslrootcert=FILE",
                "  (the password from the URL, PGPASSWORD or ~/.pgpass).",
                "Default: ${DEFAULT-VALUE}"
            })
    private String storage = "";

    @Mixin
    private final EtcdFlags etcd = new EtcdFlags();

    @Option(
            names = "--client-ca-file",
            paramLabel = "FILE",
            description = "PEM file of authorities whose client certificates are trusted, beside the server's own")
    private @Nullable Path clientCaFile;

    @Option(
            names = "--tls-cert-file",
            paramLabel = "FILE",
            description = "PEM file of the certificate to serve with, instead of one the server makes")
    private @Nullable Path tlsCertFile;

    @Option(
            names = "--tls-private-key-file",
            paramLabel = "FILE",
            description = "PEM file of the private key of --tls-cert-file")
    private @Nullable Path tlsPrivateKeyFile;

    @Option(
            names = "--request-timeout",
            paramLabel = "DURATION",
            defaultValue = "1m0s",
            description = "The most that a request may take which is no watch. Default: ${DEFAULT-VALUE}")
    private String requestTimeout = "";

    @Option(
            names = "--min-request-timeout",
            paramLabel = "SECONDS",
            defaultValue = "1800",
            description = "The least that a watch lasts whose client sets no end to it; the most is twice as long."
                    + " Default: ${DEFAULT-VALUE}")
    private int minRequestTimeout;

    @Option(names = "--help", usageHelp = true, description = "Shows this and ends")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Shows the version and ends")
    private boolean version;

    /// What the flags ask for.
    sealed interface Wish {
        /// To serve.
        record Serve(Options options) implements Wish {}

        /// To be told something.
        record Tell(String text) implements Wish {}

        /// Something that makes no sense.
        record Mistake(String line) implements Wish {}
    }

    static Wish parse(String program, List<String> args) {
        var flags = new Flags();
        var command = new CommandLine(flags).setCommandName(program);
        try {
            command.parseArgs(args.toArray(String[]::new));
        } catch (CommandLine.ParameterException mistake) {
            var line = String.valueOf(mistake.getMessage()).lines().findFirst().orElse("");
            return new Wish.Mistake(line);
        }
        if (flags.help) return new Wish.Tell(command.getUsageMessage());
        if (flags.version) return new Wish.Tell(program + " (Outrigger " + Version.text() + ")\n");
        return flags.wish();
    }

    private Wish wish() {
        if (securePort < 0 || securePort > LARGEST_PORT) {
            return new Wish.Mistake("--secure-port must be 0 to 65535, was " + securePort);
        }
        if ((tlsCertFile == null) != (tlsPrivateKeyFile == null)) {
            return new Wish.Mistake("--tls-cert-file and --tls-private-key-file must be given together");
        }
        if (minRequestTimeout < 1) {
            return new Wish.Mistake("--min-request-timeout must be at least 1, was " + minRequestTimeout);
        }
        if (positive(requestTimeout).isEmpty()) {
            return new Wish.Mistake(
                    "--request-timeout must be a duration such as 1m30s, was \"" + requestTimeout + "\"");
        }
        if (bindAddress.isBlank()) return new Wish.Mistake("--bind-address must not be empty");
        if (etcd.mistake(storage).isPresent())
            return new Wish.Mistake(etcd.mistake(storage).get());
        if (etcd.wanted()) return new Wish.Serve(options(etcd.storage()));
        return switch (storage) {
            case "memory" -> new Wish.Serve(options(new Options.Storage.Memory()));
            case "sqlite" -> new Wish.Serve(options(new Options.Storage.Sqlite()));
            case String url
            when POSTGRES_URL.matcher(url).lookingAt() -> new Wish.Serve(options(new Options.Storage.Postgres(url)));
            default ->
                new Wish.Mistake("--storage must be memory, sqlite or a postgres:// URL, was \"" + storage + "\"");
        };
    }

    private static Optional<Duration> positive(String text) {
        try {
            return Optional.of(GoDuration.parse(text)).filter(Duration::isPositive);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private TimeLimits limits() {
        return new TimeLimits(
                positive(requestTimeout).orElseThrow(),
                Duration.ofSeconds(minRequestTimeout),
                TimeLimits.USUAL.bookmark());
    }

    private Options options(Options.Storage kind) {
        Optional<Options.ServingFiles> files = tlsCertFile == null || tlsPrivateKeyFile == null
                ? Optional.empty()
                : Optional.of(new Options.ServingFiles(tlsCertFile, tlsPrivateKeyFile));
        return new Options(
                bindAddress,
                securePort,
                dataDir,
                Optional.ofNullable(kubeconfigOut),
                kind,
                Optional.ofNullable(clientCaFile),
                files,
                limits());
    }
}
