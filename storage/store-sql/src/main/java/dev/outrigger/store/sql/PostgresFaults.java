package dev.outrigger.store.sql;

import dev.outrigger.store.StoreException;
import java.sql.SQLException;
import java.util.Optional;

/// What PostgreSQL's error codes (SQLSTATE) mean for the person who runs the server.
final class PostgresFaults {
    private final String database;

    PostgresFaults(PostgresAddress address) {
        this.database = address.shown();
    }

    StoreException of(SQLException e) {
        return new StoreException(database + sentence(e), e);
    }

    /// The connection is of no more use, or another one would do better.
    static boolean isLost(SQLException e) {
        String state = state(e);
        return state.isEmpty()
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.equals("25P03")
                || state.equals("25P04")
                || state.equals("25006");
    }

    /// The same may well succeed in a moment.
    static boolean passes(SQLException e) {
        String state = state(e);
        return isLost(e) && !state.equals("25006")
                || state.startsWith("40")
                || state.startsWith("53300")
                || state.equals("55P03");
    }

    private String sentence(SQLException e) {
        String state = state(e);
        return switch (state) {
            case "53100" ->
                " has no space left on its disk; reads go on, writes are refused until there is space (" + line(e)
                        + ")";
            case "25006" ->
                " is read-only: a standby, or set so; name the primary, or end default_transaction_read_only";
            case "57014" -> " did not answer within the statement timeout; try again, or raise statement_timeout";
            case "55P03" -> " is locked: another server's transaction, or somebody's session, holds the log";
            case "53300" -> " has no connection left: raise max_connections, or run fewer servers";
            case "3D000" -> " does not exist: create the database first";
            case "28000", "28P01" -> " refuses the user or its password: " + line(e);
            case "42501" -> " does not let the user do what is needed: " + line(e);
            default -> (isLost(e) ? " cannot be reached: " : " cannot be used: ") + line(e);
        };
    }

    private static String state(SQLException e) {
        return Optional.ofNullable(e.getSQLState()).orElse("");
    }

    private static String line(SQLException e) {
        return Optional.ofNullable(e.getMessage())
                .orElse("")
                .lines()
                .findFirst()
                .orElse("");
    }
}
