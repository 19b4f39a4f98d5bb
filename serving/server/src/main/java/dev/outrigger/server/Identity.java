package dev.outrigger.server;

import dev.outrigger.http.ServerCertificate;
import dev.outrigger.pipeline.Pem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who the server is and whom it trusts, at one time.
///
/// @param serving what it shows to clients
/// @param trustedByClients what its clients must trust to trust it
/// @param clientAuthorities the authorities whose clients it trusts
/// @param proxyAuthorities the authorities whose clients it believes to ask for others
/// @param admin the administrator's credential
record Identity(
        ServerCertificate serving,
        List<X509Certificate> trustedByClients,
        List<X509Certificate> clientAuthorities,
        List<X509Certificate> proxyAuthorities,
        Credential admin) {

    /// Reads what is kept and given, and makes what is missing or about to expire.
    ///
    /// @throws StartException where a file is missing or damaged
    static Identity open(Options options, Instant now) {
        var folder = options.dataFolder().resolve("pki");
        var own = Pki.open(folder, HostNames.of(options.bindAddress()), now);
        var trusted = new ArrayList<>(own.authority().chain());
        options.clientAuthorities().ifPresent(file -> trusted.addAll(certificates("--client-ca-file", file)));
        var proxies = options.access()
                .frontProxy()
                .map(proxy -> certificates("--requestheader-client-ca-file", proxy.authorities()))
                .orElse(List.of());
        return options.servingFiles()
                .map(files -> serving(files, options, now))
                .map(given -> new Identity(
                        new ServerCertificate(given.chain(), given.key()),
                        List.of(given.chain().getLast()),
                        trusted,
                        proxies,
                        own.admin()))
                .orElseGet(() -> new Identity(
                        new ServerCertificate(
                                own.serving().chain(), own.serving().key()),
                        own.authority().chain(),
                        trusted,
                        proxies,
                        own.admin()));
    }

    private static Credential serving(Options.ServingFiles files, Options options, Instant now) {
        return switch (files.missing()) {
            case REFUSED -> given("--tls-cert-file", "--tls-private-key-file", files);
            case MADE -> {
                Pki.makePair(files, HostNames.of(options.bindAddress()), now);
                yield given("--cert-dir", "--cert-dir", files);
            }
        };
    }

    /// A certificate and its key from files that two flags name.
    static Credential given(String certificateFlag, String keyFlag, Options.ServingFiles files) {
        var chain = certificates(certificateFlag, files.certificate());
        var text = read(keyFlag, files.key());
        try {
            return new Credential(chain, Pem.privateKey(text, chain.getFirst()));
        } catch (GeneralSecurityException bad) {
            throw new StartException(keyFlag + ": cannot use " + files.key() + ": " + bad.getMessage(), bad);
        }
    }

    /// The certificates in a file that a flag names.
    static List<X509Certificate> certificates(String flag, Path file) {
        try {
            return Pem.certificates(read(flag, file));
        } catch (GeneralSecurityException bad) {
            throw new StartException(flag + ": cannot use " + file + ": " + bad.getMessage(), bad);
        }
    }

    private static String read(String flag, Path file) {
        try {
            return PrivateFiles.read(file)
                    .orElseThrow(() -> new StartException(flag + ": cannot read " + file + ": no such file"));
        } catch (IOException failed) {
            throw new StartException(flag + ": cannot read " + file + ": " + DataFolder.why(failed), failed);
        }
    }

    /// The name to ask for in the TLS handshake where the server's certificate is not for that host.
    Optional<String> serverNameFor(String host) {
        try {
            var hosts = HostNames.of(serving.chain().getFirst());
            if (hosts.covers(host)) return Optional.empty();
            return hosts.names().stream().sorted().findFirst().map(name -> name.replaceFirst("^\\*", "outrigger"));
        } catch (CertificateParsingException _) {
            return Optional.empty();
        }
    }
}
