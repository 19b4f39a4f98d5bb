package dev.outrigger.store.sql;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Event;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A writer's turn at the log: one transaction in two round trips, however many writes it has.
///
/// The turn is the lock of the one row of `meta`, from the moment that revisions are handed out until they are
/// committed. So revisions become visible in their order and without holes, whichever server wrote them: a reader
/// that sees a revision sees all before it, and a watcher needs to remember no more than the last it saw. PostgreSQL
/// shows a commit before it gives the lock up, and READ COMMITTED gives the second statement, which runs with the lock,
/// a look at all that was committed before.
final class PostgresTurn {
    private static final String BEGIN = """
            BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
            SELECT last FROM meta FOR UPDATE;
            SELECT h.key, h.value, h.created, h.revision FROM unnest(?::text[]) AS k(key) CROSS JOIN LATERAL
            (SELECT * FROM log AS l WHERE l.key = k.key ORDER BY l.revision DESC LIMIT 1) AS h WHERE h.deleted = 0""";

    private static final String COMMIT = """
            INSERT INTO log (revision, key, created, previous, deleted, value)
            SELECT * FROM unnest(?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::integer[], ?::bytea[]);
            UPDATE meta SET last = ?;
            INSERT INTO writers (batch, id, seen) VALUES (?, ?, now())
            ON CONFLICT (id) DO UPDATE SET batch = excluded.batch, seen = excluded.seen;
            SELECT pg_notify(?, ?);
            COMMIT""";

    private static final byte[] NOTHING = {};

    private final Log log;
    private final UUID writer;
    private final String channel;

    /// Where the log stands as the turn begins.
    ///
    /// @param last the last committed revision
    /// @param heads the entries that the keys asked for have
    record Start(long last, Map<String, Entry> heads) {}

    PostgresTurn(Log log, UUID writer, String channel) {
        this.log = log;
        this.writer = writer;
        this.channel = channel;
    }

    /// Waits for the turn.
    Start begin(Collection<String> keys) throws SQLException {
        PreparedStatement begin = log.statement(BEGIN);
        begin.setArray(1, array("text", keys.toArray()));
        begin.execute();
        long last = 0;
        begin.getMoreResults();
        try (ResultSet row = begin.getResultSet()) {
            if (row.next()) last = row.getLong(1);
        }
        begin.getMoreResults();
        Map<String, Entry> heads = new HashMap<>();
        try (ResultSet row = begin.getResultSet()) {
            while (row.next()) heads.put(row.getString(1), Log.entry(row));
        }
        return new Start(last, heads);
    }

    /// Ends the turn with these changes, durably. Where this fails, [#kept] tells whether it did.
    void commit(List<Event> events, long batch) throws SQLException {
        PreparedStatement commit = log.statement(COMMIT);
        Columns columns = new Columns(events);
        commit.setArray(1, array("int8", columns.revisions.toArray()));
        commit.setArray(2, array("text", columns.keys.toArray()));
        commit.setArray(3, array("int8", columns.created.toArray()));
        commit.setArray(4, array("int8", columns.previous.toArray()));
        commit.setArray(5, array("int4", columns.deleted.toArray()));
        commit.setArray(6, array("bytea", columns.values.toArray(byte[][]::new)));
        long last = columns.revisions.getLast();
        commit.setLong(7, last);
        commit.setLong(8, batch);
        commit.setObject(9, writer);
        commit.setString(10, channel);
        commit.setString(11, Long.toString(last));
        commit.execute();
        while (commit.getMoreResults() || commit.getUpdateCount() != -1) {
            // Each statement's own failure shows as its result is asked for.
        }
    }

    /// Ends the turn with nothing.
    void giveUp() throws SQLException {
        log.run("ROLLBACK");
    }

    /// Whether that batch of this writer is in the log. It waits for the turn: where the connection that committed it
    /// is lost but lives on in the database, its transaction holds the lock until it is decided.
    boolean kept(long batch) throws SQLException {
        return log.writing(open -> {
            open.run("SELECT last FROM meta FOR UPDATE");
            try (PreparedStatement select =
                    open.connection().prepareStatement("SELECT batch FROM writers WHERE id = ?")) {
                select.setObject(1, writer);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() && row.getLong(1) == batch;
                }
            }
        });
    }

    private Array array(String type, Object[] values) throws SQLException {
        return log.connection().createArrayOf(type, values);
    }

    private static final class Columns {
        final List<Long> revisions = new ArrayList<>();
        final List<String> keys = new ArrayList<>();
        final List<Long> created = new ArrayList<>();
        final List<Long> previous = new ArrayList<>();
        final List<Integer> deleted = new ArrayList<>();
        final List<byte[]> values = new ArrayList<>();

        Columns(List<Event> events) {
            for (Event event : events) {
                switch (event) {
                    case Event.Put(Entry entry, var before) ->
                        add(
                                entry,
                                before.map(Entry::modified)
                                        .map(Revision::number)
                                        .orElse(0L),
                                0);
                    case Event.Removed(Entry before, Revision revision) ->
                        add(
                                new Entry(before.key(), NOTHING, before.created(), revision),
                                before.modified().number(),
                                1);
                }
            }
        }

        private void add(Entry entry, long superseded, int removed) {
            revisions.add(entry.modified().number());
            keys.add(entry.key());
            created.add(entry.created().number());
            previous.add(superseded);
            deleted.add(removed);
            values.add(entry.value());
        }
    }
}
