package dev.outrigger.server;

import java.nio.file.Path;
import java.util.List;

/// The flags of a conversion webhook's process: those of a server that have a meaning for it.
final class ConversionFlags {
    private static final int LARGEST_PORT = 65_535;

    private static final FlagSet KNOWN = new FlagSet()
            .text("secure-port", "PORT", "9443", "The port to serve HTTPS on; 0 for a free one.")
            .text("bind-address", "ADDRESS", "127.0.0.1", "The address to listen on; 0.0.0.0 or :: for all.")
            .text("data-dir", "FOLDER", "outrigger-data", "Where the certificates it makes are kept.")
            .text(
                    "client-ca-file",
                    "FILE",
                    "PEM file of authorities of client certificates: who shows none of theirs is refused. Without it "
                            + "anybody is answered, as nothing is told that was not sent.")
            .text("tls-cert-file", "FILE", "PEM file of the certificate to serve with, instead of one that is made.")
            .text("tls-private-key-file", "FILE", "PEM file of the private key of --tls-cert-file.")
            .toggle("help", "Shows this and ends.");

    private ConversionFlags() {}

    static Flags.Wish parse(String program, List<String> args) {
        try {
            var given = KNOWN.parse(args);
            return given.on("help") ? new Flags.Wish.Tell(usage(program)) : new Flags.Wish.Serve(options(given));
        } catch (FlagSet.Mistake mistake) {
            return new Flags.Wish.Mistake(String.valueOf(mistake.getMessage()));
        }
    }

    private static String usage(String program) {
        return "Converts custom resources between their versions, for API servers that serve their CRDs.\n\nUsage: "
                + program + " [flags]\n\nFlags:\n" + KNOWN.usage();
    }

    private static Options options(FlagSet.Values given) throws FlagSet.Mistake {
        int port = given.number("secure-port");
        if (port < 0 || port > LARGEST_PORT) {
            throw new FlagSet.Mistake("--secure-port must be 0 to 65535, was " + port);
        }
        if (given.text("bind-address").isBlank()) throw new FlagSet.Mistake("--bind-address must not be empty");
        return Options.inMemory(Path.of(given.text("data-dir")))
                .withPort(port)
                .withBindAddress(given.text("bind-address"))
                .withClientAuthorities(given.find("client-ca-file").map(Path::of))
                .withServingFiles(Flags.files(given, "tls-cert-file", "tls-private-key-file"));
    }
}
