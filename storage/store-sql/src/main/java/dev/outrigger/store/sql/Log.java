package dev.outrigger.store.sql;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.CompactedException;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Event;
import dev.outrigger.store.Feed.Changes;
import dev.outrigger.store.FutureRevisionException;
import dev.outrigger.store.Store.Page;
import dev.outrigger.store.Store.Range;
import dev.outrigger.store.Store.ReadAt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The history as one connection sees it. One row of `log` is one change; a key's current state is its last row. Only
/// SQL that several databases share. For one thread.
///
/// A row's `previous` is the revision of the row it supersedes, 0 where the key was absent. So an event finds its
/// previous entry, and compaction finds what it may delete, without searching.
final class Log implements AutoCloseable {
    private static final String APPEND =
            "INSERT INTO log (revision, key, value, created, previous, deleted) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String ENTRY =
            "SELECT key, value, created, revision, deleted FROM log WHERE key = ? ORDER BY revision DESC LIMIT 1";
    /// The plus keeps planners from walking the log by revision, where they know no better; the empty text, from
    /// walking it by key; the offset, from joining the whole log with itself before they give the first row.
    private static final String VISIBLE = """
            SELECT l.key, l.value, l.created, l.revision FROM log AS l
            WHERE l.key %s ? AND l.key < ? AND +l.revision <= ? AND l.deleted = 0 AND NOT EXISTS
            (SELECT 1 FROM log AS n WHERE n.key = l.key AND n.revision > l.revision AND n.revision <= ?
            LIMIT 1 OFFSET 0) ORDER BY l.key""";

    private static final String CHANGES = """
            SELECT l.key, l.value, l.created, l.revision, l.deleted, p.value, p.created, p.revision
            FROM log AS l LEFT JOIN log AS p ON p.revision = l.previous
            WHERE l.revision > ? AND l.key || '' >= ? AND l.key || '' < ? ORDER BY l.revision LIMIT ?""";
    private static final byte[] NOTHING = {};

    /// Rows that a driver fetches at a time, where it does not fetch them one by one or all at once.
    private static final int FETCHED = 500;

    private final Connection connection;
    private final Transactions transactions;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /// Where the log stands.
    ///
    /// @param last the last committed revision, also where its row is gone
    /// @param compacted the oldest revision that can be read
    record State(long last, long compacted) {}

    @FunctionalInterface
    interface Work<T> {
        T on(Log log) throws SQLException;
    }

    /// How a database begins and ends a transaction.
    interface Transactions {
        void beginReading(Log log) throws SQLException;

        void beginWriting(Log log) throws SQLException;

        void commit(Log log) throws SQLException;

        /// After a failure, which may have rolled back already.
        void rollBack(Log log) throws SQLException;
    }

    Log(Connection connection, Transactions transactions) {
        this.connection = connection;
        this.transactions = transactions;
    }

    Connection connection() {
        return connection;
    }

    /// Runs a statement whose rows, if any, nobody needs.
    void run(String sql) throws SQLException {
        try (Statement once = connection.createStatement()) {
            once.execute(sql);
        }
    }

    /// Does all of the work on one state of the database.
    <T> T reading(Work<T> work) throws SQLException {
        return within(transactions::beginReading, work);
    }

    /// Does all of the work durably, or nothing of it.
    <T> T writing(Work<T> work) throws SQLException {
        return within(transactions::beginWriting, work);
    }

    @FunctionalInterface
    private interface Begin {
        void on(Log log) throws SQLException;
    }

    private <T> T within(Begin begin, Work<T> work) throws SQLException {
        boolean done = false;
        try {
            begin.on(this);
            T result = work.on(this);
            transactions.commit(this);
            done = true;
            return result;
        } finally {
            if (!done) rollBack();
        }
    }

    private void rollBack() {
        // The driver closes a statement that fails, and does not say which.
        for (PreparedStatement statement : prepared.values()) close(statement);
        prepared.clear();
        try {
            transactions.rollBack(this);
        } catch (SQLException _) {
            // The failure may have rolled back already, or nothing had begun; the failure is what matters.
        }
    }

    private static void close(PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException _) {
            // Closing reports the statement's last failure once more.
        }
    }

    /// The first number that a query gives, 0 where it gives none.
    long number(String sql) throws SQLException {
        try (Statement once = connection.createStatement();
                ResultSet row = once.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    State state() throws SQLException {
        try (ResultSet row = statement("SELECT last, compacted FROM meta").executeQuery()) {
            if (!row.next()) throw new SQLException("the table meta is empty");
            return new State(row.getLong(1), row.getLong(2));
        }
    }

    void last(long revision) throws SQLException {
        update("UPDATE meta SET last = ?", revision);
    }

    void compacted(long revision) throws SQLException {
        update("UPDATE meta SET compacted = ?", revision);
    }

    Optional<Entry> entry(String key) throws SQLException {
        PreparedStatement select = statement(ENTRY);
        select.setString(1, key);
        try (ResultSet row = select.executeQuery()) {
            return row.next() && row.getInt(5) == 0 ? Optional.of(entry(row)) : Optional.empty();
        }
    }

    void append(Event event) throws SQLException {
        switch (event) {
            case Event.Put(Entry entry, Optional<Entry> previous) -> {
                long superseded =
                        previous.map(Entry::modified).map(Revision::number).orElse(0L);
                append(entry, superseded, 0);
            }
            case Event.Removed(Entry previous, Revision revision) -> {
                Entry tombstone = new Entry(previous.key(), NOTHING, previous.created(), revision);
                append(tombstone, previous.modified().number(), 1);
            }
        }
    }

    private void append(Entry entry, long previous, int deleted) throws SQLException {
        PreparedStatement insert = statement(APPEND);
        insert.setLong(1, entry.modified().number());
        insert.setString(2, entry.key());
        insert.setBytes(3, entry.value());
        insert.setLong(4, entry.created().number());
        insert.setLong(5, previous);
        insert.setInt(6, deleted);
        insert.executeUpdate();
    }

    /// One page of the range; within one reading transaction with the state. Whether more follows, one key too many
    /// tells: to count what follows would read the index to the range's end.
    Page list(Range range, ReadAt at, State state) throws SQLException {
        long revision = switch (at) {
            case ReadAt.Latest _ -> state.last;
            case ReadAt.Exact(Revision exact) -> held(exact, state);
        };
        List<Entry> entries = page(range, revision);
        boolean more = range.limit() > 0 && entries.size() > range.limit();
        return new Page(
                more ? entries.subList(0, range.limit()) : entries,
                new Revision(revision),
                more ? OptionalLong.empty() : OptionalLong.of(0));
    }

    private static long held(Revision revision, State state) {
        if (revision.number() > state.last) throw new FutureRevisionException(revision, new Revision(state.last));
        if (revision.number() < state.compacted) throw new CompactedException(revision, new Revision(state.compacted));
        return revision.number();
    }

    private List<Entry> page(Range range, long at) throws SQLException {
        boolean bounded = range.limit() > 0;
        Keys keys = Keys.of(range);
        PreparedStatement select =
                statement(VISIBLE.formatted(keys.inclusive() ? ">=" : ">") + (bounded ? " LIMIT ?" : ""));
        select.setString(1, keys.from());
        select.setString(2, keys.before());
        select.setLong(3, at);
        select.setLong(4, at);
        if (bounded) select.setLong(5, range.limit() + 1L);
        select.setFetchSize(FETCHED);
        List<Entry> page = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) page.add(entry(row));
        }
        return page;
    }

    /// The first changes under a prefix after a revision, at most `limit`; within one reading transaction with the
    /// state.
    ///
    /// @throws CompactedException where changes after that revision are no longer all held
    Changes changes(String prefix, Revision after, int limit, State state) throws SQLException {
        if (after.number() < state.compacted) throw new CompactedException(after, new Revision(state.compacted));
        Keys keys = Keys.of(Range.all(prefix));
        PreparedStatement select = statement(CHANGES);
        select.setLong(1, after.number());
        select.setString(2, keys.from());
        select.setString(3, keys.before());
        select.setInt(4, limit);
        List<Event> events = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) events.add(event(row));
        }
        Revision last = new Revision(state.last);
        return new Changes(events, events.size() == limit ? events.getLast().revision() : last.max(after));
    }

    /// Deletes what changes in `(from, upTo]` superseded, and the tombstones among them.
    void sweep(long from, long upTo) throws SQLException {
        update(
                "DELETE FROM log WHERE revision IN (SELECT previous FROM log WHERE revision > ? AND revision <= ?)",
                from,
                upTo);
        update("DELETE FROM log WHERE revision > ? AND revision <= ? AND deleted = 1", from, upTo);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // All that was promised is on the disk; what is left open, the next start recovers.
        }
    }

    void update(String sql, long... values) throws SQLException {
        PreparedStatement update = statement(sql);
        for (int i = 0; i < values.length; i++) update.setLong(i + 1, values[i]);
        update.executeUpdate();
    }

    PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known != null) return known;
        PreparedStatement fresh = connection.prepareStatement(sql);
        prepared.put(sql, fresh);
        return fresh;
    }

    static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getString(1), bytes(row, 2), new Revision(row.getLong(3)), new Revision(row.getLong(4)));
    }

    private static Event event(ResultSet row) throws SQLException {
        Entry entry = entry(row);
        long previous = row.getLong(8);
        if (previous == 0) return new Event.Put(entry, Optional.empty());
        Entry before = new Entry(entry.key(), bytes(row, 6), new Revision(row.getLong(7)), new Revision(previous));
        return row.getInt(5) == 1
                ? new Event.Removed(before, entry.modified())
                : new Event.Put(entry, Optional.of(before));
    }

    /// SQLite's driver reads an empty value as none.
    private static byte[] bytes(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? NOTHING : bytes;
    }
}
