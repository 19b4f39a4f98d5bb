package dev.outrigger.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.contract.WritingProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The database, its connections and servers are killed while servers write.
class PostgresCrashTests {

    @Test
    void noWriteIsLostOrMadeTwiceWhileConnectionsAreTerminated() throws Exception {
        Database database = Database.shared();
        String name = Database.schema();
        String url = database.url(name) + "&ApplicationName=" + name;
        String terminate =
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '" + name + "'";
        Tally tally = new Tally();
        try (PostgresStore one = PostgresStore.open(url);
                PostgresStore other = PostgresStore.open(url);
                Heard heard = new Heard(other)) {
            Set<Revision> committed = tally.during(
                    () -> {
                        for (int i = 0; i < 12; i++) {
                            tally.awaitMore(40);
                            database.sql(terminate);
                        }
                        tally.awaitMore(40);
                    },
                    List.of(one, other),
                    4);

            assertThat(tally.failed())
                    .as("another connection was found in time")
                    .isZero();
            Tally.check(one, committed);
            heard.check(committed);
        }
    }

    @Test
    void noWriteIsLostOrMadeTwiceWhileTheDatabaseIsKilled() throws Exception {
        try (Database database = Database.fresh()) {
            String url = database.url();
            Tally tally = new Tally();
            try (PostgresStore one = PostgresStore.open(url);
                    PostgresStore other = PostgresStore.open(url);
                    Heard heard = new Heard(other)) {
                Set<Revision> committed = tally.during(
                        () -> {
                            for (int i = 0; i < 2; i++) {
                                tally.awaitMore(60);
                                database.kill();
                                database.restart();
                            }
                            tally.awaitMore(60);
                        },
                        List.of(one, other),
                        4);

                Tally.check(one, committed);
                heard.check(committed);
            }
        }
    }

    @Test
    void everyWriteThatAKilledServerAcknowledgedIsThereAndTheOtherServerGoesOn() throws Exception {
        String url = Database.shared().url();
        Map<String, Revision> acknowledged = new HashMap<>();
        try (PostgresStore other = PostgresStore.open(url);
                Heard heard = new Heard(other)) {
            for (int round = 1; round <= 3; round++) {
                WritingProcess.killedAfter(round * 100, SqlStoreAt.class, url, acknowledged);
                Stores.create(other, "/other/" + round, "x");
                WritingProcess.assertKept(acknowledged, other);
            }
            heard.checkUpTo(other.revision());
        }
    }
}
