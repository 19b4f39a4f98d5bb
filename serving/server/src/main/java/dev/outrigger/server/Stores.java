package dev.outrigger.server;

import dev.outrigger.cache.Root;
import dev.outrigger.store.MemoryStore;
import dev.outrigger.store.Store;
import dev.outrigger.store.etcd.EtcdSettings;
import dev.outrigger.store.etcd.EtcdStore;
import dev.outrigger.store.sql.PostgresStore;
import dev.outrigger.store.sql.SqliteStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// Opens the store that the options ask for.
final class Stores {
    private Stores() {}

    /// @throws dev.outrigger.store.StoreException where it cannot be used
    /// @throws StartException where what the options name cannot be read
    static Store open(Options options) {
        return switch (options.storage()) {
            case Options.Storage.Memory() -> new MemoryStore();
            case Options.Storage.Sqlite() ->
                SqliteStore.open(options.dataFolder().resolve("objects.db"));
            case Options.Storage.Postgres(var url) -> PostgresStore.open(url);
            case Options.Storage.Etcd etcd -> EtcdStore.open(settings(etcd));
        };
    }

    /// Where the objects are in the store.
    static Root root(Store store, Options options) {
        return options.storage() instanceof Options.Storage.Etcd etcd ? new Root(store, etcd.prefix()) : Root.of(store);
    }

    private static EtcdSettings settings(Options.Storage.Etcd etcd) {
        List<X509Certificate> authorities = etcd.authorities()
                .map(file -> Identity.certificates("--etcd-cafile", file))
                .orElse(List.of());
        Optional<EtcdSettings.Identity> identity = etcd.identity()
                .map(files -> Identity.given("--etcd-certfile", "--etcd-keyfile", files))
                .map(credential -> new EtcdSettings.Identity(credential.key(), credential.chain()));
        return new EtcdSettings(etcd.servers(), authorities, identity, etcd.compactEvery());
    }
}
