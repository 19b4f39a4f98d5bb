package dev.outrigger.server;

import dev.outrigger.pipeline.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// The server's own certificates: an authority, one to serve with, and one for the administrator. Kept in one folder,
/// certificate and key of each in one file, so that they cannot come apart.
///
/// @param authority the authority, which made the other two
/// @param serving what the server shows
/// @param admin the administrator's, a member of `system:masters`
record Pki(Credential authority, Credential serving, Credential admin) {
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    private static final Duration LEAF_LIFE = Duration.ofDays(365);
    private static final int SHA1 = 20;

    /// Reads the folder and makes what is missing, about to expire, or does not fit: another authority's, or for other
    /// hosts.
    ///
    /// @throws StartException where a file is damaged or the folder cannot be written
    static Pki open(Path folder, HostNames hosts, Instant now) {
        try {
            PrivateFiles.makeFolder(folder);
            var authority = authority(folder.resolve("ca.pem"), now);
            PrivateFiles.write(folder.resolve("ca.crt"), Pem.of(authority.chain()));
            var serving = leaf(
                    folder.resolve("serving.pem"),
                    kept -> isMadeBy(kept, authority) && !kept.expiresSoon(now) && isFor(kept, hosts),
                    issuer -> issuer.server(authority, hosts, LEAF_LIFE),
                    now);
            var admin = leaf(
                    folder.resolve("admin.pem"),
                    kept -> isMadeBy(kept, authority) && !kept.expiresSoon(now),
                    issuer -> issuer.client(authority, "kubernetes-admin", "system:masters", LEAF_LIFE),
                    now);
            return new Pki(authority, serving, admin);
        } catch (IOException failed) {
            throw new StartException("cannot keep certificates in " + folder + ": " + DataFolder.why(failed), failed);
        }
    }

    /// Makes the certificate to serve with and its key in files, with the authority that signed it, unless both are
    /// there.
    ///
    /// @throws StartException where one is there alone, or they cannot be written
    static void makePair(Options.ServingFiles files, HostNames hosts, Instant now) {
        try {
            boolean certificate = Files.exists(files.certificate());
            boolean key = Files.exists(files.key());
            if (certificate && key) return;
            if (certificate || key) {
                throw new StartException("--cert-dir: " + files.certificate() + " and " + files.key()
                        + " must be there together, or not at all to have them made");
            }
            var issuer = new Issuer(now);
            var authority = issuer.authority("outrigger-ca@" + now.getEpochSecond(), LEAF_LIFE);
            var made = issuer.server(authority, hosts, LEAF_LIFE);
            var folder = files.key().toAbsolutePath().getParent();
            if (folder != null) PrivateFiles.makeFolder(folder);
            PrivateFiles.write(files.key(), key(made));
            PrivateFiles.write(files.certificate(), Pem.of(made.chain()) + Pem.of(authority.chain()));
        } catch (IOException failed) {
            throw new StartException(
                    "--cert-dir: cannot write " + files.certificate() + ": " + DataFolder.why(failed), failed);
        }
    }

    private static Credential authority(Path file, Instant now) throws IOException {
        var kept = read(file);
        if (kept.isPresent() && !kept.get().expiresSoon(now)) return kept.get();
        var issuer = new Issuer(now);
        return keep(
                file,
                kept.map(old -> issuer.renewed(old, AUTHORITY_LIFE))
                        .orElseGet(() -> issuer.authority("outrigger-ca", AUTHORITY_LIFE)));
    }

    private static Credential leaf(
            Path file, Predicate<Credential> good, Function<Issuer, Credential> maker, Instant now) throws IOException {
        var kept = read(file);
        if (kept.isPresent() && good.test(kept.get())) return kept.get();
        return keep(file, maker.apply(new Issuer(now)));
    }

    private static Credential keep(Path file, Credential made) throws IOException {
        PrivateFiles.write(file, Pem.of(made.chain()) + key(made));
        return made;
    }

    private static String key(Credential made) {
        return Pem.of(made.key(), made.certificate().getPublicKey());
    }

    private static Optional<Credential> read(Path file) throws IOException {
        var text = PrivateFiles.read(file);
        if (text.isEmpty()) return Optional.empty();
        try {
            var chain = Pem.certificates(text.get());
            return Optional.of(new Credential(List.of(chain.getFirst()), Pem.privateKey(text.get(), chain.getFirst())));
        } catch (GeneralSecurityException damaged) {
            throw new StartException(
                    file + " is damaged (" + damaged.getMessage()
                            + "): restore it, or delete it to have a new one made",
                    damaged);
        }
    }

    /// By the identifier of the authority's key that it carries. Both files are the server's own, so nobody has to be
    /// convinced by a signature, which takes long at a start.
    private static boolean isMadeBy(Credential credential, Credential authority) {
        var maker = keyIdentifier(credential, "2.5.29.35");
        return maker.isPresent()
                && maker.equals(keyIdentifier(authority, "2.5.29.14"))
                && credential
                        .certificate()
                        .getIssuerX500Principal()
                        .equals(authority.certificate().getSubjectX500Principal());
    }

    /// The last part of an extension that ends in the SHA-1 of a key.
    private static Optional<String> keyIdentifier(Credential credential, String extension) {
        return Optional.ofNullable(credential.certificate().getExtensionValue(extension))
                .filter(value -> value.length > SHA1)
                .map(value -> HexFormat.of().formatHex(value, value.length - SHA1, value.length));
    }

    private static boolean isFor(Credential serving, HostNames hosts) {
        try {
            return HostNames.of(serving.certificate()).covers(hosts);
        } catch (CertificateParsingException _) {
            return false;
        }
    }
}
