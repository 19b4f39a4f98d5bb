package dev.outrigger.store.sql;

import dev.outrigger.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;

/// The tables, and the refusal of files that have others.
final class SqliteSchema {
    /// Grows with every change that an older Outrigger would not understand.
    private static final int VERSION = 1;

    /// "Outr": SQLite keeps the number in the file's header, where `file` and this class find it.
    private static final int APPLICATION = 0x4f757472;

    private final Path path;
    private final Log log;

    SqliteSchema(Path path, Log log) {
        this.path = path;
        this.log = log;
    }

    /// Creates the tables in an empty file; otherwise checks that they are ours and of this version.
    void ensure() throws SQLException {
        if (log.number("SELECT count(*) FROM sqlite_schema") == 0) {
            log.writing(this::create);
        } else if (log.number("PRAGMA application_id") != APPLICATION) {
            throw new StoreException(path + " belongs to another program: name another file");
        }
        long version = log.number("SELECT schema_version FROM meta");
        if (version != VERSION)
            throw new StoreException(path + " has schema version " + version + ", this Outrigger reads version "
                    + VERSION + ": run the Outrigger that wrote it, or name another file");
        // A write that changes nothing: a file that cannot be written shows now and not with the first client.
        log.writing(writable -> {
            writable.last(writable.state().last());
            return true;
        });
    }

    private boolean create(Log empty) throws SQLException {
        empty.run("PRAGMA application_id = " + APPLICATION);
        empty.run("""
                CREATE TABLE meta (schema_version INTEGER NOT NULL, last INTEGER NOT NULL, compacted INTEGER NOT NULL,
                swept INTEGER NOT NULL)""");
        empty.run("""
                CREATE TABLE log (revision INTEGER PRIMARY KEY, key TEXT NOT NULL, created INTEGER NOT NULL,
                previous INTEGER NOT NULL, deleted INTEGER NOT NULL, value BLOB NOT NULL)""");
        empty.run("CREATE UNIQUE INDEX log_key ON log (key, revision, deleted)");
        empty.run("INSERT INTO meta (schema_version, last, compacted, swept) VALUES (" + VERSION + ", 1, 1, 1)");
        return true;
    }
}
