package dev.outrigger.server;

import dev.outrigger.cache.Root;
import dev.outrigger.codec.MediaType;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.store.MemoryStore;
import dev.outrigger.store.Store;
import dev.outrigger.store.etcd.EtcdSettings;
import dev.outrigger.store.etcd.EtcdStore;
import dev.outrigger.store.files.FilesStore;
import dev.outrigger.store.sql.PostgresStore;
import dev.outrigger.store.sql.SqliteStore;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The stores of one server. Resources that are to be kept in the same place share one.
final class Stores implements AutoCloseable {
    private final Path dataFolder;
    private final MediaType written;
    private final Supplier<List<ResourceType>> types;
    private final Map<Options.Storage, Store> open = new LinkedHashMap<>();

    /// @param types what is served, for those that need to know what they keep
    Stores(Options options, Supplier<List<ResourceType>> types) {
        this.dataFolder = options.dataFolder();
        this.types = types;
        this.written = switch (options.written()) {
            case JSON -> MediaType.JSON;
            case PROTOBUF -> MediaType.PROTOBUF;
        };
    }

    /// Where the objects are that such a storage keeps; opens it where it is not open.
    ///
    /// @throws dev.outrigger.store.StoreException where it cannot be used
    /// @throws StartException where what the options name cannot be read
    Root root(Options.Storage storage) {
        var store = open.get(storage);
        if (store == null) {
            store = open(storage);
            open.put(storage, store);
        }
        return switch (storage) {
            case Options.Storage.Etcd etcd -> new Root(store, etcd.prefix()).writing(written);
            case Options.Storage.Files _ -> new Root(store, ""); // people read them: always JSON
            case Options.Storage.Memory _,
                    Options.Storage.Sqlite _,
                    Options.Storage.Postgres _,
                    Options.Storage.Own _ -> Root.of(store).writing(written);
        };
    }

    private Store open(Options.Storage storage) {
        return switch (storage) {
            case Options.Storage.Memory() -> new MemoryStore();
            case Options.Storage.Sqlite() -> SqliteStore.open(dataFolder.resolve("objects.db"));
            case Options.Storage.Postgres(var url) -> PostgresStore.open(url);
            case Options.Storage.Etcd etcd -> EtcdStore.open(settings(etcd));
            case Options.Storage.Files(var folder) -> FilesStore.open(folder, new ObjectForm(types));
            case Options.Storage.Own(var factory) -> factory.open(dataFolder);
        };
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

    @Override
    public void close() {
        open.values().forEach(Store::close);
    }
}
