package dev.outrigger.server;

import dev.outrigger.codec.DecodeException;
import dev.outrigger.codec.Yaml;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.Pem;
import dev.outrigger.rest.TimeLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A server under test, and those who talk to it.
final class ProtocolServer implements AutoCloseable {
    private static final char[] NO_PASSWORD = new char[0];

    private final Path folder;
    private final boolean own;
    private final RunningServer running;
    private final Value.Struct kubeconfig;
    private final SSLContext adminTls;
    private final ProtocolClient admin;

    private ProtocolServer(Path folder, boolean own, RunningServer running) throws IOException, DecodeException {
        this.folder = folder;
        this.own = own;
        this.running = running;
        this.kubeconfig = (Value.Struct)
                Yaml.decode(Files.readAllBytes(running.kubeconfig())).value();
        this.adminTls = tls(Optional.of(credential()));
        this.admin = ProtocolClient.of(running.url(), adminTls);
    }

    /// A server on files of its own, which go with it.
    static ProtocolServer start(Options.Storage storage) {
        try {
            return start(Files.createTempDirectory("protocol"), storage, true, ProtocolTypes.server());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A server on files that stay.
    static ProtocolServer start(Path folder, Options.Storage storage) {
        return start(folder, storage, false, ProtocolTypes.server());
    }

    /// A server of other types, in a SQLite file that stays.
    static ProtocolServer start(Path folder, ServerBuilder types) {
        return start(folder, new Options.Storage.Sqlite(), false, types);
    }

    /// A server of other types, or with other limits.
    static ProtocolServer start(ServerBuilder types, Options.Storage storage, TimeLimits limits) {
        try {
            var folder = Files.createTempDirectory("protocol");
            var options = Options.inMemory(folder.resolve("data")).with(storage).with(limits);
            return start(types, folder, options, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProtocolServer start(Path folder, Options.Storage storage, boolean own, ServerBuilder types) {
        return start(types, folder, Options.inMemory(folder.resolve("data")).with(storage), own);
    }

    static ProtocolServer start(ServerBuilder types, Path folder, Options options, boolean own) {
        return of(folder, own, types.start(SharedKeys.lentTo(options)));
    }

    /// A server of types that no Java class stands for, in memory.
    static ProtocolServer start(Path folder, List<ResourceType> types) {
        var options = SharedKeys.lentTo(Options.inMemory(folder.resolve("data")));
        return of(folder, false, RunningServer.start("protocol", types, options));
    }

    /// A server that runs already; it is closed with this.
    ///
    /// @param own whether the folder goes with it
    static ProtocolServer of(Path folder, boolean own, RunningServer running) {
        try {
            return new ProtocolServer(folder, own, running);
        } catch (IOException | DecodeException e) {
            running.close();
            throw new IllegalStateException(e);
        }
    }

    /// The administrator's file.
    Path kubeconfig() {
        return running.kubeconfig();
    }

    int port() {
        return running.port();
    }

    String url() {
        return running.url();
    }

    /// The administrator.
    ProtocolClient admin() {
        return admin;
    }

    /// The administrator on a connection of its own.
    ProtocolClient anotherAdmin() {
        return ProtocolClient.of(url(), adminTls);
    }

    /// The administrator on a connection of HTTP/1.1.
    ProtocolClient adminOnHttp1() {
        return ProtocolClient.of(url(), adminTls, HttpClient.Version.HTTP_1_1);
    }

    /// Somebody without a certificate.
    ProtocolClient nobody() {
        return ProtocolClient.of(url(), tls(Optional.empty()));
    }

    /// Somebody whose certificate is good, of another authority.
    ProtocolClient foreigner() {
        var other = Identity.open(Options.inMemory(folder.resolve("foreign")), Instant.now());
        return ProtocolClient.of(url(), tls(Optional.of(other.admin())));
    }

    SSLContext nobodysTls() {
        return tls(Optional.empty());
    }

    SSLContext adminTls() {
        return adminTls;
    }

    private Credential credential() {
        try {
            var user = ((Value.Struct) kubeconfig.items("users").getFirst()).struct("user");
            var chain = Pem.certificates(decoded(user, "client-certificate-data"));
            return new Credential(chain, Pem.privateKey(decoded(user, "client-key-data"), chain.getFirst()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private SSLContext tls(Optional<Credential> credential) {
        try {
            var cluster = ((Value.Struct) kubeconfig.items("clusters").getFirst()).struct("cluster");
            var authorities = Pem.certificates(decoded(cluster, "certificate-authority-data"));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store(authorities, Optional.empty()));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store(List.of(), credential), NO_PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String decoded(Value.Struct owner, String name) {
        return new String(Base64.getDecoder().decode(owner.text(name).orElseThrow()), StandardCharsets.UTF_8);
    }

    private static KeyStore store(List<X509Certificate> authorities, Optional<Credential> credential)
            throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < authorities.size(); i++) store.setCertificateEntry("ca" + i, authorities.get(i));
        if (credential.isPresent()) {
            PrivateKey key = credential.get().key();
            store.setKeyEntry("me", key, NO_PASSWORD, credential.get().chain().toArray(X509Certificate[]::new));
        }
        return store;
    }

    @Override
    public void close() {
        admin.close();
        running.close();
        if (own) delete(folder);
    }

    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
