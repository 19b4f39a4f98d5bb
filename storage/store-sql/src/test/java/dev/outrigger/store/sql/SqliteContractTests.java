package dev.outrigger.store.sql;

import dev.outrigger.store.Store;
import dev.outrigger.store.contract.DurableStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteContractTests extends DurableStoreContract {
    @TempDir
    Path directory;

    @Override
    protected Store open() {
        return SqliteStore.open(directory.resolve("store.db"));
    }
}
