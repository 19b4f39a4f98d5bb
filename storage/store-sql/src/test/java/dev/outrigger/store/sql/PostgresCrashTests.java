package dev.outrigger.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.sql.WritingProcess.Acknowledged;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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
                for (Acknowledged one : writesUntilKilled(url, round * 100))
                    acknowledged.merge(one.key(), one.revision(), Revision::max);
                Stores.create(other, "/other/" + round, "x");
                acknowledged.forEach((key, revision) -> assertThat(
                                other.get(key).map(Entry::modified).orElseThrow())
                        .as(key)
                        .isGreaterThanOrEqualTo(revision));
            }
            heard.checkUpTo(other.revision());
        }
    }

    private static List<Acknowledged> writesUntilKilled(String url, int writes) throws Exception {
        try (WritingProcess process = WritingProcess.start(url)) {
            List<Acknowledged> first = process.read(writes);
            return Stream.concat(first.stream(), process.kill().stream()).toList();
        }
    }
}
