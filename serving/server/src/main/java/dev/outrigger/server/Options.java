package dev.outrigger.server;

import dev.outrigger.rest.TimeLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a server is run.
///
/// @param bindAddress the address to listen on; `0.0.0.0` or `::` for all
/// @param port the port to listen on, 0 for a free one
/// @param dataFolder where the server keeps its certificates and, with SQLite, its objects
/// @param kubeconfig where the administrator's kubeconfig is written; `admin.kubeconfig` in the data folder where
///     nothing is said
/// @param storage what keeps the objects
/// @param clientAuthorities a PEM file with authorities that clients are trusted from, beside the server's own
/// @param servingFiles what to serve with instead of the server's own certificate
/// @param limits how long requests may take
/// @param access who is believed, and what callers may do
/// @param switches what is turned on and off, and which version of the server is emulated
/// @param written what objects are written to the store in; all formats are read
public record Options(
        String bindAddress,
        int port,
        Path dataFolder,
        Optional<Path> kubeconfig,
        Storage storage,
        Optional<Path> clientAuthorities,
        Optional<ServingFiles> servingFiles,
        TimeLimits limits,
        Access access,
        Switches switches,
        Written written) {

    /// What objects are written to the store in.
    public enum Written {
        /// JSON.
        JSON,
        /// Protobuf, where the type's members have numbers (`@ProtoNumber`); the others stay in JSON.
        PROTOBUF
    }

    /// What keeps the objects.
    public sealed interface Storage {
        /// The process's memory: gone when it ends.
        record Memory() implements Storage {}

        /// A SQLite file in the data folder.
        record Sqlite() implements Storage {}

        /// A PostgreSQL database, which any number of servers may share.
        ///
        /// @param url as psql takes it, such as `postgres://USER:PASSWORD@HOST:PORT,HOST:PORT/DATABASE`
        record Postgres(String url) implements Storage {
            /// Without what is secret in it.
            @Override
            public String toString() {
                return "Postgres";
            }
        }

        /// A folder of JSON files, one for each object, as apiserver-runtime lays them out:
        /// `GROUP/RESOURCE/[NAMESPACE/]NAME.json`. One server at a time may use it.
        ///
        /// Files may be changed by hand, also while the server runs.
        record Files(Path folder) implements Storage {}

        /// A store that the author brings.
        ///
        /// @param factory opens it; one factory is one store, whoever names it
        record Own(StoreFactory factory) implements Storage {}

        /// An etcd, which any number of servers may share.
        ///
        /// @param servers the URLs of its members
        /// @param prefix what the keys of all objects start with, such as `/registry`
        /// @param authorities a PEM file of who signs the members' certificates; empty for whom the JVM trusts
        /// @param identity the client certificate to show
        /// @param compactEvery how often what is older than that is compacted; zero to leave that to others
        record Etcd(
                List<URI> servers,
                String prefix,
                Optional<Path> authorities,
                Optional<ServingFiles> identity,
                Duration compactEvery)
                implements Storage {
            public Etcd {
                servers = List.copyOf(servers);
                var inner = prefix.replaceAll("^/+|/+$", "");
                prefix = inner.isEmpty() ? "" : "/" + inner;
            }

            /// Those servers without TLS, as a Go server would use them.
            public static Etcd of(URI... servers) {
                return new Etcd(
                        List.of(servers), "/registry", Optional.empty(), Optional.empty(), Duration.ofMinutes(5));
            }
        }
    }

    /// A certificate and its key, in PEM files.
    ///
    /// @param certificate the certificate, and those that lead to its authority
    /// @param key its private key: PKCS#8, PKCS#1 or SEC1
    /// @param missing what is done where there are no such files
    public record ServingFiles(Path certificate, Path key, Missing missing) {
        /// Files that must be there.
        public ServingFiles(Path certificate, Path key) {
            this(certificate, key, Missing.REFUSED);
        }

        /// The pair `apiserver.crt` and `apiserver.key` in a folder, which is made where it is not there
        /// (`--cert-dir` of Go's servers).
        public static ServingFiles in(Path folder) {
            return new ServingFiles(folder.resolve("apiserver.crt"), folder.resolve("apiserver.key"), Missing.MADE);
        }

        /// What is done where there are no such files.
        public enum Missing {
            /// The server does not start.
            REFUSED,
            /// They are made, with an authority of their own.
            MADE
        }
    }

    public Options {
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
        if (access.mode() == Access.Mode.STANDALONE_DEBUG && !HostNames.isLoopback(bindAddress)) {
            throw new IllegalArgumentException("--standalone-debug-mode lets everybody do everything: it needs"
                    + " --bind-address 127.0.0.1, ::1 or localhost, was \"" + bindAddress + "\"");
        }
    }

    /// A server that writes objects in JSON.
    public Options(
            String bindAddress,
            int port,
            Path dataFolder,
            Optional<Path> kubeconfig,
            Storage storage,
            Optional<Path> clientAuthorities,
            Optional<ServingFiles> servingFiles,
            TimeLimits limits,
            Access access,
            Switches switches) {
        this(
                bindAddress,
                port,
                dataFolder,
                kubeconfig,
                storage,
                clientAuthorities,
                servingFiles,
                limits,
                access,
                switches,
                Written.JSON);
    }

    /// A server on a free loopback port that keeps its certificates in that folder and its objects in memory.
    public static Options inMemory(Path dataFolder) {
        return new Options(
                "127.0.0.1",
                0,
                dataFolder,
                Optional.empty(),
                new Storage.Memory(),
                Optional.empty(),
                Optional.empty(),
                TimeLimits.USUAL,
                Access.USUAL,
                Switches.USUAL,
                Written.JSON);
    }

    /// The same with another storage.
    public Options with(Storage other) {
        return new Options(
                bindAddress,
                port,
                dataFolder,
                kubeconfig,
                other,
                clientAuthorities,
                servingFiles,
                limits,
                access,
                switches,
                written);
    }

    /// The same on another port.
    public Options withPort(int other) {
        return new Options(
                bindAddress,
                other,
                dataFolder,
                kubeconfig,
                storage,
                clientAuthorities,
                servingFiles,
                limits,
                access,
                switches,
                written);
    }

    /// The same with other limits.
    public Options with(TimeLimits other) {
        return new Options(
                bindAddress,
                port,
                dataFolder,
                kubeconfig,
                storage,
                clientAuthorities,
                servingFiles,
                other,
                access,
                switches,
                written);
    }

    /// The same on another address.
    ///
    /// @throws IllegalArgumentException where the mode forbids it
    public Options withBindAddress(String other) {
        return new Options(
                other,
                port,
                dataFolder,
                kubeconfig,
                storage,
                clientAuthorities,
                servingFiles,
                limits,
                access,
                switches,
                written);
    }

    /// The same with other callers believed and allowed.
    ///
    /// @throws IllegalArgumentException where it can be reached from other machines, and the mode forbids that
    public Options with(Access other) {
        return new Options(
                bindAddress,
                port,
                dataFolder,
                kubeconfig,
                storage,
                clientAuthorities,
                servingFiles,
                limits,
                other,
                switches,
                written);
    }

    /// The same with other parts turned on and off.
    public Options with(Switches other) {
        return new Options(
                bindAddress,
                port,
                dataFolder,
                kubeconfig,
                storage,
                clientAuthorities,
                servingFiles,
                limits,
                access,
                other,
                written);
    }

    /// The same with objects written in another format.
    public Options with(Written other) {
        return new Options(
                bindAddress,
                port,
                dataFolder,
                kubeconfig,
                storage,
                clientAuthorities,
                servingFiles,
                limits,
                access,
                switches,
                other);
    }

    /// The same with other authorities that clients are trusted from.
    public Options withClientAuthorities(Optional<Path> other) {
        return new Options(
                bindAddress,
                port,
                dataFolder,
                kubeconfig,
                storage,
                other,
                servingFiles,
                limits,
                access,
                switches,
                written);
    }

    /// The same with another certificate to serve with; empty for one that the server makes.
    public Options withServingFiles(Optional<ServingFiles> other) {
        return new Options(
                bindAddress,
                port,
                dataFolder,
                kubeconfig,
                storage,
                clientAuthorities,
                other,
                limits,
                access,
                switches,
                written);
    }

    Path kubeconfigFile() {
        return kubeconfig.orElseGet(() -> dataFolder.resolve("admin.kubeconfig"));
    }
}
