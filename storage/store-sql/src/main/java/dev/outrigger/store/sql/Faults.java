package dev.outrigger.store.sql;

import dev.outrigger.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What SQLite's error codes mean for the person who runs the server.
final class Faults {
    static final String DAMAGED =
            " is damaged or is no SQLite database: restore it from a backup, or move it away to start empty";

    /// Extended codes keep the primary one in their lowest byte.
    private static final int PRIMARY = 0xff;

    private final Path file;

    Faults(Path file) {
        this.file = file;
    }

    StoreException of(SQLException e) {
        return new StoreException(file + sentence(e), e);
    }

    private static String sentence(SQLException e) {
        return switch (code(e)) {
            case SQLITE_FULL ->
                " cannot grow: the disk is full or the size limit is reached; reads go on, writes are refused until"
                        + " there is space";
            case SQLITE_READONLY -> " cannot be written: let the server's user write to the file and to its directory";
            case SQLITE_CANTOPEN, SQLITE_PERM ->
                " cannot be opened: let the server's user read and write the file and its directory";
            case SQLITE_NOTADB, SQLITE_CORRUPT -> DAMAGED;
            case SQLITE_BUSY, SQLITE_LOCKED ->
                " is locked by another program, perhaps a database shell or a backup: end that program";
            case SQLITE_IOERR -> " cannot be read or written: the disk reports an error (" + e.getMessage() + ")";
            default -> " cannot be used: " + e.getMessage();
        };
    }

    private static SQLiteErrorCode code(SQLException e) {
        return e instanceof SQLiteException sqlite
                ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & PRIMARY)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }
}
