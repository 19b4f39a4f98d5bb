package dev.outrigger.store.files;

import dev.outrigger.store.Store;
import dev.outrigger.store.contract.DurableStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FilesContractTests extends DurableStoreContract {
    @TempDir
    Path directory;

    @Override
    protected Store open() {
        return FilesStore.open(directory.resolve("store"));
    }
}
