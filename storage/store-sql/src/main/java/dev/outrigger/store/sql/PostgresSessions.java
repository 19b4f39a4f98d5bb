package dev.outrigger.store.sql;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// Makes connections to one PostgreSQL database, fit for what they are for.
final class PostgresSessions {
    /// What a URL or the database does not set itself. A writer that hangs within its turn must not hold up the
    /// writers of other servers for long; and no setting of the database's makes an acknowledged write less than
    /// durable.
    private static final String LIMITS = """
            SELECT set_config('jit', 'off', false),
            CASE WHEN current_setting('statement_timeout') = '0' THEN set_config('statement_timeout', '10s', false) END,
            CASE WHEN current_setting('lock_timeout') = '0' THEN set_config('lock_timeout', '5s', false) END,
            set_config('idle_in_transaction_session_timeout', '5s', false),
            CASE WHEN current_setting('synchronous_commit') = 'off'
            THEN set_config('synchronous_commit', 'on', false) END""";

    private static final String WRITING =
            LIMITS + ", set_config('default_transaction_isolation', 'read committed', false)";

    private static final String READING = LIMITS + """
            , set_config('default_transaction_isolation', 'repeatable read', false),
            set_config('default_transaction_read_only', 'on', false)""";

    private final PostgresAddress address;
    private final PostgresFaults faults;

    PostgresSessions(PostgresAddress address) {
        this.address = address;
        this.faults = new PostgresFaults(address);
    }

    PostgresAddress address() {
        return address;
    }

    PostgresFaults faults() {
        return faults;
    }

    /// A connection that may write, to be closed by the caller; the tables are as this version knows them, and belong
    /// to the history that this database tells now.
    Log writing() throws SQLException {
        Log log = plain();
        boolean ready = false;
        try {
            log.run(WRITING);
            new PostgresSchema(address, log).check(log);
            PostgresLineage.confirm(log);
            ready = true;
            return log;
        } finally {
            if (!ready) log.close();
        }
    }

    /// A connection that reads, to be closed by the caller.
    Log reading() throws SQLException {
        Log log = plain();
        boolean ready = false;
        try {
            log.run(READING);
            ready = true;
            return log;
        } finally {
            if (!ready) log.close();
        }
    }

    /// A connection as the driver makes it.
    Log plain() throws SQLException {
        Properties properties = new Properties();
        properties.putAll(address.properties());
        return new Log(DriverManager.getConnection(address.jdbc(), properties), new Bounds());
    }

    /// The driver's own transactions: only within them it fetches long answers piece by piece.
    private static final class Bounds implements Log.Transactions {
        @Override
        public void beginReading(Log log) throws SQLException {
            log.connection().setAutoCommit(false);
        }

        @Override
        public void beginWriting(Log log) throws SQLException {
            log.connection().setAutoCommit(false);
        }

        @Override
        public void commit(Log log) throws SQLException {
            log.connection().commit();
            log.connection().setAutoCommit(true);
        }

        @Override
        public void rollBack(Log log) throws SQLException {
            log.connection().rollback();
            log.connection().setAutoCommit(true);
        }
    }
}
