package dev.outrigger.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Which of a database's possible histories the log is part of.
///
/// A standby that takes over, or a backup that is restored, may lack the latest revisions that the database it comes
/// from had handed out. Counting on from there, the same revision would name two changes, and a client that saw the
/// first would never hear of the second. PostgreSQL numbers such forks as timelines; so where the timeline is another
/// than the log was last written in, revisions leap far ahead, and everything before is compacted: caches load anew,
/// and clients are told to list again.
final class PostgresLineage {
    /// More changes than a standby can be behind.
    private static final long LEAP = 1_000_000;

    private static final String CURRENT = """
            SELECT system_identifier || '/' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
            FROM pg_control_system()""";

    private PostgresLineage() {}

    /// Makes sure that the log may be continued on this connection.
    static void confirm(Log log) throws SQLException {
        String current = text(log, CURRENT);
        if (!text(log, "SELECT lineage FROM meta").equals(current)) log.writing(open -> leap(open, current));
    }

    private static boolean leap(Log log, String current) throws SQLException {
        String known = text(log, "SELECT lineage FROM meta FOR UPDATE");
        if (known.equals(current)) return false;
        try (PreparedStatement update = log.connection()
                .prepareStatement("UPDATE meta SET lineage = ?, last = last + ?, compacted = CASE WHEN ? > 0"
                        + " THEN last + ? ELSE compacted END")) {
            long leap = known.isEmpty() ? 0 : LEAP;
            update.setString(1, current);
            for (int i = 2; i <= 4; i++) update.setLong(i, leap);
            return update.executeUpdate() > 0;
        }
    }

    private static String text(Log log, String sql) throws SQLException {
        try (PreparedStatement select = log.connection().prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
