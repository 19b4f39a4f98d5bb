package dev.outrigger.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Event;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.UncertainException;
import dev.outrigger.store.Write;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A database that is there and does not do what it is asked.
class PostgresFaultTests {
    private final Database database = Database.shared();
    private final String schema = Database.schema();
    private final String url = database.url(schema);

    @Test
    void aFullDiskRefusesWritesWithItsReasonAndReadsGoOn() {
        try (PostgresStore store = PostgresStore.open(url)) {
            Revision first = Stores.create(store, "/a", "x");
            // As the database itself reports it when a file cannot grow.
            database.sql("CREATE FUNCTION " + schema + ".full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE"
                    + " 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;"
                    + "CREATE TRIGGER full_disk BEFORE INSERT ON " + schema + ".log EXECUTE FUNCTION " + schema
                    + ".full()");

            assertThatThrownBy(() -> Stores.create(store, "/b", "x"))
                    .isInstanceOf(StoreException.class)
                    .isNotInstanceOf(UncertainException.class)
                    .hasMessageContaining("has no space left on its disk");
            assertThat(store.revision()).isEqualTo(first);
            assertThat(store.get("/b")).isEmpty();

            database.sql("DROP TRIGGER full_disk ON " + schema + ".log");
            assertThat(Stores.create(store, "/b", "x").number()).isEqualTo(first.number() + 1);
        }
    }

    @Test
    void aDatabaseThatIsReadOnlyRefusesWritesWithItsReason() {
        String name = "readonly_" + schema;
        database.sql("CREATE DATABASE " + name);
        String own = url.replace("/postgres?", "/" + name + "?");
        PostgresStore.open(own).close();
        database.sql("ALTER DATABASE " + name + " SET default_transaction_read_only = on");

        assertThatThrownBy(() -> PostgresStore.open(own))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("primary");
    }

    @Test
    void whoWaitsLongerThanTheStatementTimeoutIsToldSo() throws SQLException {
        try (PostgresStore store = PostgresStore.open(url + "&options=-c%20statement_timeout=500");
                Connection holder = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + database.port() + "/postgres?currentSchema=" + schema,
                        "postgres",
                        "");
                Statement statement = holder.createStatement()) {
            statement.execute("BEGIN; SELECT last FROM meta FOR UPDATE");

            assertThatThrownBy(() -> Stores.create(store, "/a", "x"))
                    .isInstanceOf(StoreException.class)
                    .isNotInstanceOf(UncertainException.class)
                    .hasMessageContaining("statement timeout");

            statement.execute("ROLLBACK");
            assertThat(Stores.create(store, "/a", "x")).isEqualTo(new Revision(2));
        }
    }

    @Test
    void aWriteThatTheDatabaseCannotHoldFailsAloneAmongThoseBesideIt() throws Exception {
        try (PostgresStore store = PostgresStore.open(url)) {
            Tally tally = new Tally();
            var committed = tally.during(
                    () -> {
                        for (int i = 0; i < 20; i++) {
                            tally.awaitMore(5);
                            assertThatThrownBy(() -> store.write(new Write.Create("/\0", "x".getBytes(UTF_8))))
                                    .isInstanceOf(StoreException.class);
                        }
                    },
                    java.util.List.of(store),
                    4);

            assertThat(tally.failed()).isZero();
            Tally.check(store, committed);
        }
    }

    @Test
    void historyThatExceedsItsBoundIsForgottenByWhicheverServerIsThere() throws Exception {
        PostgresStore.Options few = new PostgresStore.Options(Duration.ofMinutes(5), 50);
        try (PostgresStore one = PostgresStore.open(url, few);
                PostgresStore other = PostgresStore.open(url, few);
                Heard heard = new Heard(other)) {
            Revision at = Stores.create(one, "/a", "0");
            for (int i = 1; i < 300; i++) at = Stores.replace(i % 2 == 0 ? one : other, "/a", "x".getBytes(UTF_8), at);
            heard.checkUpTo(at);

            long rows = rows();
            while (rows > 56) rows = rows();
            assertThat(one.compacted().number()).isBetween(at.number() - 55, at.number() - 50);
            assertThat(other.compacted()).isEqualTo(one.compacted());
            assertThat(Stores.changes(other, other.compacted()))
                    .extracting(Event::key)
                    .containsOnly("/a");
            assertThat(one.write(new Write.Delete("/a", at))).isInstanceOf(Outcome.Committed.class);
        }
    }

    private long rows() {
        return Long.parseLong(database.sql("SELECT count(*) FROM " + schema + ".log"));
    }
}
