package dev.outrigger.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.CompactedException;
import dev.outrigger.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a store finds in its database when it opens, and which databases it refuses.
class PostgresSchemaTests {
    private final Database database = Database.shared();
    private final String schema = Database.schema();
    private final String url = database.url(schema);

    @Test
    void serversThatStartAtOnceShareTheTablesThatOneOfThemMakes() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PostgresStore>> opening = new ArrayList<>();
            Callable<PostgresStore> open = () -> PostgresStore.open(url);
            for (int i = 0; i < 6; i++) opening.add(threads.submit(open));
            Revision at = new Revision(1);
            for (int i = 0; i < 6; i++) {
                try (PostgresStore store = opening.get(i).get()) {
                    assertThat(store.revision()).isEqualTo(at);
                    at = Stores.create(store, "/" + i, "x");
                }
            }
        }
    }

    @Test
    void tablesOfALaterVersionAreRefusedAndLeftAlone() {
        PostgresStore.open(url).close();
        database.sql("UPDATE " + schema + ".meta SET schema_version = 99");

        assertThatThrownBy(() -> PostgresStore.open(url))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("has schema version 99, this Outrigger reads version 1")
                .hasMessageNotContaining("\n");
        assertThat(database.sql("SELECT schema_version FROM " + schema + ".meta"))
                .isEqualTo("99");
    }

    @Test
    void aSchemaOfAnotherProgramIsRefusedAndLeftAlone() {
        database.sql("CREATE SCHEMA " + schema + "; CREATE TABLE " + schema + ".log (line text)");

        assertThatThrownBy(() -> PostgresStore.open(url))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("of another program");
        assertThat(database.sql("SELECT count(*) FROM information_schema.tables WHERE table_schema = '" + schema + "'"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres://postgres@127.0.0.1:PORT/nosuch | //127.0.0.1:PORT/nosuch does not exist: create the database",
                "postgres://postgres@127.0.0.1:1/postgres | //127.0.0.1:1/postgres cannot be reached: ",
                "postgres://nobody@127.0.0.1:PORT/postgres | refuses the user or its password",
                "mysql://127.0.0.1/x | not a PostgreSQL URL",
                "postgres://a b/x | are no HOST",
                "postgres://h/x?target_session_attrs=standby | must be primary, read-write or any"
            })
    void whatCannotBeOpenedIsSaidInOneLineWithoutThePassword(String wrong, String message) {
        String port = "" + database.port();
        String secret = wrong.replace("@", ":open-sesame@").replace("PORT", port);

        assertThatThrownBy(() -> PostgresStore.open(secret))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(message.replace("PORT", port))
                .hasMessageNotContaining("sesame")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aDatabaseInAnotherEncodingIsRefused() {
        String name = "latin_" + schema;
        database.sql("CREATE DATABASE " + name + " ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");

        assertThatThrownBy(() -> PostgresStore.open(url.replace("/postgres?", "/" + name + "?")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("does not store UTF-8");
    }

    @Test
    void whereTheDatabaseTellsAnotherHistoryNoRevisionIsUsedAgainAndWatchesBeginAnew() throws Exception {
        try (PostgresStore store = PostgresStore.open(url);
                Heard heard = new Heard(store)) {
            Revision before = Stores.create(store, "/a", "x");
            heard.checkUpTo(before);
            // What a standby that took over, or a restored backup, looks like: the log was written in another timeline.
            database.sql("UPDATE " + schema + ".meta SET lineage = 'another/00000007'");
            database.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%LISTEN \"" + schema
                    + "\"%' AND pid <> pg_backend_pid()");

            assertThat(heard.end()).isInstanceOf(CompactedException.class);
            Revision after = Stores.create(store, "/b", "x");
            assertThat(after.number()).isGreaterThan(before.number() + 1_000_000);
            assertThatThrownBy(() -> store.watch("", before, heard)).isInstanceOf(CompactedException.class);
            assertThat(store.get("/a")).isPresent();
            try (PostgresStore later = PostgresStore.open(url)) {
                assertThat(later.revision()).isEqualTo(after);
            }
        }
    }
}
