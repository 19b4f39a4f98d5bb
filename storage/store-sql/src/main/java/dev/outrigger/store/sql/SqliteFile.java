package dev.outrigger.store.sql;

import dev.outrigger.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/// A database file that this process alone holds.
///
/// The lock is on a file of its own beside the database: POSIX drops a process's locks of a file when any of its
/// descriptors is closed, so locking the database file would undo SQLite's own locks.
final class SqliteFile implements AutoCloseable {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int BUSY_MILLIS = 1000;
    private static final int WAL_PAGES = 1000;
    private static final int WAL_BYTES_KEPT = 8 << 20;

    private final Path path;
    private final Faults faults;
    private final FileChannel lockFile;

    private SqliteFile(Path path, Faults faults, FileChannel lockFile) {
        this.path = path;
        this.faults = faults;
        this.lockFile = lockFile;
    }

    /// Takes the file for this process; makes it and its directory where they are missing.
    static SqliteFile take(Path file) {
        Path path = file.toAbsolutePath().normalize();
        if (Files.isDirectory(path))
            throw new StoreException(
                    path + " is a directory: name the database file itself, such as " + path.resolve("outrigger.db"));
        try {
            Path directory = path.getParent();
            if (directory != null) Files.createDirectories(directory, mode("rwx------"));
            SqliteFile taken = new SqliteFile(path, new Faults(path), lock(path));
            try {
                createIfMissing(path);
                refuseOthers(path);
            } catch (IOException | StoreException e) {
                taken.close();
                throw e;
            }
            return taken;
        } catch (IOException e) {
            throw new StoreException(
                    path + " cannot be made or locked: let the server's user write to its directory ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage() + ")",
                    e);
        }
    }

    Faults faults() {
        return faults;
    }

    Path wal() {
        return path.resolveSibling(path.getFileName() + "-wal");
    }

    /// The connection that writes; the caller keeps there to be only one. The tables are there.
    Log writer(long sizeLimit) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        // An acknowledged write survives a power cut.
        config.setSynchronous(SynchronousMode.FULL);
        config.setJournalSizeLimit(WAL_BYTES_KEPT);
        Log log = connect(config);
        boolean ready = false;
        try {
            log.run("PRAGMA wal_autocheckpoint = " + WAL_PAGES);
            limit(log, sizeLimit);
            new SqliteSchema(path, log).ensure();
            ready = true;
            return log;
        } catch (SQLException e) {
            throw faults.of(e);
        } finally {
            if (!ready) log.close();
        }
    }

    /// So many connections that read.
    List<Log> readers(int count) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        List<Log> readers = new ArrayList<>();
        try {
            while (readers.size() < count) readers.add(connect(config));
            return readers;
        } finally {
            if (readers.size() < count) readers.forEach(Log::close);
        }
    }

    private Log connect(SQLiteConfig config) {
        config.setBusyTimeout(BUSY_MILLIS);
        try {
            return new Log(config.createConnection("jdbc:sqlite:" + path), new Bounds());
        } catch (SQLException e) {
            throw faults.of(e);
        }
    }

    /// Lets the file grow to so many bytes; 0 for as many as the disk has.
    static void limit(Log log, long bytes) throws SQLException {
        long pageSize = log.number("PRAGMA page_size");
        long pages = bytes == 0 ? Integer.MAX_VALUE : Math.max(1, bytes / pageSize);
        log.run("PRAGMA max_page_count = " + pages);
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException _) {
            // The process's end gives the lock back at the latest.
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path.resolveSibling(path.getFileName() + ".lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                mode("rw-------"));
        boolean taken = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null)
                throw new StoreException(path + " is in use by another process" + holder(channel)
                        + ": end that process, or name another file");
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            taken = true;
            return channel;
        } catch (OverlappingFileLockException e) {
            throw new StoreException(path + " is already open in this process: close that store first", e);
        } finally {
            if (!taken) channel.close();
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        int length = channel.read(text, 0);
        return length <= 0 ? "" : " (" + new String(text.array(), 0, length, StandardCharsets.US_ASCII) + ")";
    }

    private static void createIfMissing(Path path) throws IOException {
        try {
            Files.createFile(path, mode("rw-------"));
        } catch (FileAlreadyExistsException _) {
            // The usual case; its mode is its owner's business.
        }
    }

    /// SQLite refuses most of what is no database, but takes a file of one byte for an empty one and overwrites it.
    private static void refuseOthers(Path path) throws IOException {
        try (InputStream start = Files.newInputStream(path)) {
            byte[] read = start.readNBytes(MAGIC.length);
            if (read.length > 0 && !Arrays.equals(read, MAGIC)) throw new StoreException(path + Faults.DAMAGED);
        }
    }

    private static FileAttribute<?>[] mode(String permissions) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    /// SQLite is asked for transactions in words: only they tell it at the beginning that a transaction will write.
    private static final class Bounds implements Log.Transactions {
        @Override
        public void beginReading(Log log) throws SQLException {
            log.statement("BEGIN").execute();
        }

        @Override
        public void beginWriting(Log log) throws SQLException {
            log.statement("BEGIN IMMEDIATE").execute();
        }

        @Override
        public void commit(Log log) throws SQLException {
            log.statement("COMMIT").execute();
        }

        @Override
        public void rollBack(Log log) throws SQLException {
            log.run("ROLLBACK");
        }
    }
}
