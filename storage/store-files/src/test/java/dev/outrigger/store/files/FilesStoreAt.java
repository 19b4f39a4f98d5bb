package dev.outrigger.store.files;

import dev.outrigger.store.Store;
import dev.outrigger.store.contract.WritingProcess;
import java.nio.file.Path;

/// The store of a folder.
final class FilesStoreAt implements WritingProcess.Opener {
    @Override
    public Store open(String where) {
        return FilesStore.open(Path.of(where));
    }
}
