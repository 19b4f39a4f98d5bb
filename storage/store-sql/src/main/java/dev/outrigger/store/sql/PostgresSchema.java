package dev.outrigger.store.sql;

import dev.outrigger.store.StoreException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The tables, and the refusal of databases that have others.
///
/// `meta` has one row, whose lock is a writer's turn: see [PostgresTurn]. `writers` tells each writer whether its last
/// transaction was kept. `upkeep` has one row, whose lock is the turn to sweep.
final class PostgresSchema {
    /// Grows with every change that an older Outrigger would not understand.
    static final int VERSION = 1;

    /// Any number, the same in all servers: they wait for each other where several start at once.
    private static final long LOCK = 0x4f757472L;

    private final PostgresAddress address;
    private final Log log;

    PostgresSchema(PostgresAddress address, Log log) {
        this.address = address;
        this.log = log;
    }

    /// Creates the tables where there are none; otherwise checks that they are ours, and brings them to this version.
    void ensure() throws SQLException {
        if (!text("SHOW server_encoding").equals("UTF8"))
            throw new StoreException(
                    address.shown() + " does not store UTF-8: create the database with ENCODING 'UTF8'");
        log.writing(open -> {
            open.run("SELECT pg_advisory_xact_lock(" + LOCK + ")");
            if (!exists(open, "meta")) create(open);
            check(open);
            return true;
        });
    }

    /// Refuses tables of another version. Cheap: each new connection that writes asks, for another server may have
    /// brought the tables to its own version.
    void check(Log open) throws SQLException {
        long version = open.number("SELECT schema_version FROM meta");
        if (version != VERSION)
            throw new StoreException(address.shown() + " has schema version " + version
                    + ", this Outrigger reads version " + VERSION + ": run the Outrigger that wrote it, or name another"
                    + " database (or another schema, with ?currentSchema=)");
    }

    private void create(Log empty) throws SQLException {
        String schema = quoted(address.schema());
        if (!schemaExists()) empty.run("CREATE SCHEMA " + schema);
        else if (exists(empty, "log"))
            throw new StoreException(address.shown() + " has a table \"log\" of another program in the schema " + schema
                    + ": name another schema with ?currentSchema=");
        empty.run("""
                CREATE TABLE meta (schema_version integer NOT NULL, last bigint NOT NULL, compacted bigint NOT NULL,
                lineage text NOT NULL)""");
        empty.run("""
                CREATE TABLE log (revision bigint PRIMARY KEY, created bigint NOT NULL, previous bigint NOT NULL,
                deleted integer NOT NULL, key text COLLATE "C" NOT NULL, value bytea NOT NULL)""");
        // Values are stored as they are: compressing each costs more than the space is worth.
        empty.run("ALTER TABLE log ALTER COLUMN value SET STORAGE EXTERNAL");
        empty.run("CREATE UNIQUE INDEX log_key ON log (key, revision, deleted)");
        empty.run("CREATE TABLE writers (id uuid PRIMARY KEY, batch bigint NOT NULL, seen timestamptz NOT NULL)");
        empty.run("""
                CREATE TABLE upkeep (swept bigint NOT NULL, ticked timestamptz NOT NULL, last_then bigint NOT NULL)""");
        empty.run("INSERT INTO meta (schema_version, last, compacted, lineage) VALUES (" + VERSION + ", 1, 1, '')");
        empty.run("INSERT INTO upkeep (swept, ticked, last_then) VALUES (1, now(), 1)");
    }

    private boolean exists(Log open, String table) throws SQLException {
        try (PreparedStatement select = open.connection()
                .prepareStatement("SELECT count(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                        + " ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?")) {
            select.setString(1, address.schema());
            select.setString(2, table);
            return counted(select);
        }
    }

    private boolean schemaExists() throws SQLException {
        try (PreparedStatement select =
                log.connection().prepareStatement("SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname = ?")) {
            select.setString(1, address.schema());
            return counted(select);
        }
    }

    private static boolean counted(PreparedStatement count) throws SQLException {
        try (ResultSet row = count.executeQuery()) {
            return row.next() && row.getLong(1) > 0;
        }
    }

    private String text(String sql) throws SQLException {
        try (PreparedStatement select = log.connection().prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getString(1) : "";
        }
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
