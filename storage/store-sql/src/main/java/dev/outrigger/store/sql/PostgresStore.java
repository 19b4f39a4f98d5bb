package dev.outrigger.store.sql;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.CompactedException;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Feed;
import dev.outrigger.store.Feed.Changes;
import dev.outrigger.store.FutureRevisionException;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.SharedAnswer;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.Write;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// A store in a PostgreSQL database, for any number of servers at once.
///
/// A committed write is as durable as the database makes its commits, and is seen by every read that begins after it,
/// on whichever server. Where the database goes away, writes and reads wait for some seconds and then fail with
/// [StoreException]; watches wait, and go on where they were. Servers share compaction, see [Options].
public final class PostgresStore implements Store {
    private final PostgresReaders readers;
    private final SharedAnswer<Revision> last = new SharedAnswer<>(this::newest);
    private final Feed feed;
    private final Follower follower;
    private final PostgresWriter writer;
    private final Listener listener;
    private final PostgresUpkeep upkeep;
    private final PostgresSessions sessions;

    /// How much a store keeps.
    ///
    /// @param history how long the past can be read at least, and at most twice that; unless more changes come than
    ///     `mostChanges`
    /// @param mostChanges of the past, about so many changes are kept at most
    public record Options(Duration history, long mostChanges) {
        public Options {
            if (history.isNegative() || history.isZero())
                throw new IllegalArgumentException("history must be positive");
            if (mostChanges < 1) throw new IllegalArgumentException("mostChanges must be at least 1");
        }

        /// Five minutes of history, as kube-apiserver keeps in etcd, or 100,000 changes.
        public static Options defaults() {
            return new Options(Duration.ofMinutes(5), 100_000);
        }
    }

    /// Starts the threads; nothing after them may fail.
    private PostgresStore(PostgresSessions sessions, Log.State start, Options options) {
        String channel = sessions.address().schema();
        this.sessions = sessions;
        readers = new PostgresReaders(sessions);
        feed = new Feed(this::changes, new Revision(start.last()));
        follower = new Follower(this::changes, feed, new Revision(start.last()));
        writer = new PostgresWriter(sessions, channel, follower::committed);
        listener = new Listener(sessions, channel, follower::news);
        upkeep = new PostgresUpkeep(sessions, options.history(), options.mostChanges());
    }

    /// Opens the store in a database with the default options; makes the tables where they are missing.
    ///
    /// @param url as psql takes it, such as `postgres://USER:PASSWORD@HOST:PORT,HOST:PORT/DATABASE`; parameters
    ///     are those of the JDBC driver, and `currentSchema` names the schema of the tables, else `outrigger`
    /// @throws StoreException where the database cannot be reached or used, or holds tables of another version;
    ///     its one line says which
    public static PostgresStore open(String url) {
        return open(url, Options.defaults());
    }

    /// As [#open(String)], keeping what the options say.
    public static PostgresStore open(String url, Options options) {
        PostgresAddress address = PostgresAddress.parse(url, System::getenv);
        PostgresSessions sessions = new PostgresSessions(address);
        try {
            try (Log log = sessions.plain()) {
                new PostgresSchema(address, log).ensure();
            }
            try (Log log = sessions.writing()) {
                return new PostgresStore(sessions, log.state(), options);
            }
        } catch (SQLException e) {
            throw sessions.faults().of(e);
        }
    }

    @Override
    public Revision revision() {
        readers.refuseIfClosed();
        return last.ask();
    }

    private Revision newest() {
        Log.State state = readers.state();
        follower.news(state.last());
        return new Revision(state.last());
    }

    @Override
    public Optional<Entry> get(String key) {
        return readers.once(log -> log.entry(key));
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
        try (Log log = sessions.writing()) {
            PostgresUpkeep.compact(log, upTo.number());
        } catch (SQLException e) {
            throw sessions.faults().of(e);
        }
    }

    @Override
    public Revision compacted() {
        return new Revision(readers.state().compacted());
    }

    @Override
    public boolean parks() {
        return true;
    }

    @Override
    public void close() {
        follower.stop();
        readers.close();
        feed.close();
        listener.close();
        upkeep.close();
        follower.close();
        writer.close();
    }

    private Changes changes(String prefix, Revision after, int limit) {
        return readers.read((log, state) -> log.changes(prefix, after, limit, state));
    }
}
