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
import dev.outrigger.store.sql.CuttingProxy.Cut;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Connections that are lost at the worst moments.
@Execution(ExecutionMode.CONCURRENT)
class PostgresCommitTests {
    private static final Write CREATE = new Write.Create("/a", "the value to watch for".getBytes(UTF_8));

    private CuttingProxy proxy;
    private PostgresStore store;

    @BeforeEach
    void open() throws IOException {
        proxy = new CuttingProxy(Database.shared().port());
        store = PostgresStore.open(proxy.url(Database.schema()));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource
    void aCommitWhoseAnswerIsLostHappensOnceAndIsReportedSo(Cut cut) throws InterruptedException {
        Revision first = Stores.create(store, "/first", "x");
        proxy.cut("the value to watch for", cut, false);

        assertThat(store.write(CREATE)).isEqualTo(new Outcome.Committed(new Revision(first.number() + 1)));

        assertThat(Stores.create(store, "/last", "x").number()).isEqualTo(first.number() + 2);
        assertThat(Stores.changes(store, new Revision(1)))
                .extracting(Event::key)
                .containsExactly("/first", "/a", "/last");
    }

    @ParameterizedTest
    @EnumSource
    void aCommitWhoseFateCannotBeLearnedIsReportedAsUncertain(Cut cut) {
        Revision first = Stores.create(store, "/first", "x");
        proxy.cut("the value to watch for", cut, true);

        assertThatThrownBy(() -> store.write(CREATE))
                .isInstanceOf(UncertainException.class)
                .hasMessageContaining("may or may not be kept");

        proxy.letIn();
        Stores.awaitAnswer(store);
        assertThat(store.get("/a").isPresent()).isEqualTo(cut == Cut.BEFORE_THE_ANSWER);
        long kept = cut == Cut.BEFORE_THE_ANSWER ? 1 : 0;
        assertThat(Stores.create(store, "/last", "x").number()).isEqualTo(first.number() + 1 + kept);
    }

    /// However long the database was away: nobody waits out a pause that grew meanwhile.
    @Test
    void aWriteThatNeverBeganIsCertainlyNotKeptAndWorkGoesOnAsSoonAsTheDatabaseIsBack() throws IOException {
        Stores.create(store, "/first", "x");
        proxy.refuse();

        assertThatThrownBy(() -> store.write(CREATE))
                .isInstanceOf(StoreException.class)
                .isNotInstanceOf(UncertainException.class)
                .hasMessageContaining("cannot be reached");

        assertThatThrownBy(() -> store.revision()).isInstanceOf(StoreException.class);
        long back = System.nanoTime();
        proxy.letIn();
        assertThat(store.get("/a")).isEmpty();
        assertThat(store.write(CREATE)).isInstanceOf(Outcome.Committed.class);
        assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(1));
    }

    /// Two ways to one database look from here as a primary that moves does.
    @Test
    void workGoesOnThroughAnotherHostOfTheUrlAndAWatchMissesNothing() throws Exception {
        try (var other = new CuttingProxy(Database.shared().port());
                var moved = PostgresStore.open("postgres://postgres@" + proxy.host() + "," + other.host()
                        + "/postgres?currentSchema=" + Database.schema());
                var heard = new Heard(moved)) {
            heard.checkUpTo(Stores.create(moved, "/before", "x"));

            proxy.refuse();
            heard.checkUpTo(Stores.create(moved, "/elsewhere", "x"));
            assertThat(moved.get("/before")).isPresent();

            proxy.letIn();
            other.refuse();
            heard.checkUpTo(Stores.create(moved, "/back", "x"));
        }
    }
}
