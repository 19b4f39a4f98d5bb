package dev.outrigger.store.sql;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.CompactedException;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Feed;
import dev.outrigger.store.Feed.Changes;
import dev.outrigger.store.FutureRevisionException;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.Write;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A store in one SQLite file, for one process at a time.
///
/// A committed write survives the end of the process and a power cut. When the disk is full, reads and watches go
/// on and writes are refused with [StoreException] until there is space again. It compacts itself, see [Options].
public final class SqliteStore implements Store {
    /// One long list must not hold up the short reads; more threads than processors gain nothing beyond that.
    private static final int READERS = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4);

    private final SqliteFile file;
    private final Readers readers;
    private final Upkeep upkeep;
    private final Feed feed;
    private final Writer writer;
    private volatile boolean closed;

    /// How much a store keeps.
    ///
    /// @param history how long the past can be read at least, and at most twice that; unless more changes come than
    ///     `mostChanges`
    /// @param mostChanges of the past, about so many changes are kept at most
    /// @param sizeLimit the most bytes the database file may have; 0 for as many as the disk has
    public record Options(Duration history, long mostChanges, long sizeLimit) {
        public Options {
            if (history.isNegative() || history.isZero())
                throw new IllegalArgumentException("history must be positive");
            if (mostChanges < 1) throw new IllegalArgumentException("mostChanges must be at least 1");
            if (sizeLimit < 0) throw new IllegalArgumentException("sizeLimit must not be negative");
        }

        /// Five minutes of history, as kube-apiserver keeps in etcd, or 100,000 changes; any size.
        public static Options defaults() {
            return new Options(Duration.ofMinutes(5), 100_000, 0);
        }
    }

    private record Start(Log.State state, long swept) {}

    /// Starts the threads; nothing after them may fail.
    private SqliteStore(SqliteFile file, Log log, Start start, List<Log> logs, Options options) {
        this.file = file;
        readers = new Readers(logs, file.faults());
        upkeep = new Upkeep(log, file.wal(), start.state, start.swept, options);
        feed = new Feed(this::changes, new Revision(start.state.last()));
        writer = new Writer(log, file.faults(), upkeep, start.state.last(), feed::publish);
    }

    /// Opens the store in this file with the default options; makes the file and its directory, for their owner
    /// alone, where they are missing.
    ///
    /// @throws StoreException where the file is in use, damaged, not ours, or cannot be written; its one line says
    /// which
    public static SqliteStore open(Path file) {
        return open(file, Options.defaults());
    }

    /// As [#open(Path)], keeping what the options say.
    public static SqliteStore open(Path file, Options options) {
        SqliteFile taken = SqliteFile.take(file);
        boolean opened = false;
        try {
            SqliteStore store = open(taken, options);
            opened = true;
            return store;
        } finally {
            if (!opened) taken.close();
        }
    }

    private static SqliteStore open(SqliteFile file, Options options) {
        Log log = file.writer(options.sizeLimit());
        boolean opened = false;
        try {
            Start start = new Start(log.state(), log.number("SELECT swept FROM meta"));
            SqliteStore store = new SqliteStore(file, log, start, file.readers(READERS), options);
            opened = true;
            return store;
        } catch (SQLException e) {
            throw file.faults().of(e);
        } finally {
            if (!opened) log.close();
        }
    }

    @Override
    public Revision revision() {
        refuseIfClosed();
        return new Revision(Math.max(writer.last(), readers.newest()));
    }

    @Override
    public Optional<Entry> get(String key) {
        return readers.read((log, _) -> log.entry(key));
    }

    @Override
    public Page list(Range range, ReadAt at) {
        return readers.read((log, state) -> log.list(range, at, state));
    }

    @Override
    public Outcome write(Write write) {
        return writer.write(write);
    }

    @Override
    public Subscription watch(String prefix, Revision after, Watcher watcher) {
        Revision oldest = compacted();
        if (after.compareTo(oldest) < 0) throw new CompactedException(after, oldest);
        return feed.watch(prefix, after, watcher);
    }

    @Override
    public void compact(Revision upTo) {
        Revision current = revision();
        if (upTo.compareTo(current) > 0) throw new FutureRevisionException(upTo, current);
        writer.chore(_ -> upkeep.compact(upTo.number()));
    }

    @Override
    public Revision compacted() {
        refuseIfClosed();
        return new Revision(upkeep.compacted());
    }

    @Override
    public boolean parks() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
        feed.close();
        // The writer's connection must be the last: closing that one folds the WAL into the database file.
        readers.close();
        writer.close();
        file.close();
    }

    /// Does something on the writing connection; for tests, which cannot fill a disk or take a permission from root.
    void onWriter(Log.Work<Boolean> work) {
        writer.chore(work);
    }

    private void refuseIfClosed() {
        if (closed) throw new StoreException("the store is closed");
    }

    private Changes changes(String prefix, Revision after, int limit) {
        return readers.read((log, state) -> log.changes(prefix, after, limit, state));
    }
}
