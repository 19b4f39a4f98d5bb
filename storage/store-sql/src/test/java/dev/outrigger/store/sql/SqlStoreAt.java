package dev.outrigger.store.sql;

import dev.outrigger.store.Store;
import dev.outrigger.store.contract.WritingProcess;
import java.nio.file.Path;

/// A file's store, or that of a PostgreSQL database whose URL is given.
final class SqlStoreAt implements WritingProcess.Opener {
    @Override
    public Store open(String where) {
        return where.contains("://") ? PostgresStore.open(where) : SqliteStore.open(Path.of(where));
    }
}
