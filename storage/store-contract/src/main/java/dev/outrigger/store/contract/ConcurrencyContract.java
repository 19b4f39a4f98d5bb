package dev.outrigger.store.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.Store.Range;
import dev.outrigger.store.Store.ReadAt;
import dev.outrigger.store.Write;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Many threads at once.
interface ConcurrencyContract extends UnderTest {

    @Test
    default void oneOfManyCreatorsWins() {
        for (int round = 0; round < 20; round++) {
            String key = "/race/" + round;
            AtomicInteger winners = new AtomicInteger();
            Together.run(8, worker -> {
                Outcome outcome = store().write(new Write.Create(key, ("" + worker).getBytes(UTF_8)));
                switch (outcome) {
                    case Outcome.Committed _ -> winners.incrementAndGet();
                    case Outcome.Stale(var actual) -> assertThat(actual).isPresent();
                }
            });
            assertThat(winners).hasValue(1);
        }
    }

    @Test
    default void compareAndSwapOfOneKeyIsLinearizable() {
        History history = new History();
        Revision first = create("/one", "0");
        history.wrote(new Revision(1), first, 0, History.now());
        Together.run(8, worker -> {
            for (int i = 0; i < 150; i++) swap(history, worker + "." + i);
        });
        history.check(store().get("/one").orElseThrow().modified());
    }

    private void swap(History history, String value) {
        long start = History.now();
        Entry seen = store().get("/one").orElseThrow();
        history.read(seen.modified(), start, History.now());
        long begin = History.now();
        switch (tryReplace("/one", value, seen.modified())) {
            case Outcome.Committed(Revision revision) -> history.wrote(seen.modified(), revision, begin, History.now());
            case Outcome.Stale(var actual) -> history.read(actual.orElseThrow().modified(), begin, History.now());
        }
    }

    @Test
    default void revisionsAndListsNeverGoBack() {
        Together.run(4, worker -> {
            Revision seen = new Revision(1);
            for (int i = 0; i < 150; i++) {
                if (worker < 2) {
                    create("/" + worker + "/" + i, "x");
                } else {
                    Revision revision = store().revision();
                    assertThat(revision).isGreaterThanOrEqualTo(seen);
                    seen = store().list(new Range("", "", 1), ReadAt.latest()).revision();
                    assertThat(seen).isGreaterThanOrEqualTo(revision);
                }
            }
        });
    }

    @Test
    default void aListIsOfOneMoment() {
        create("/pair/a", "0");
        Revision start = create("/pair/b", "0");
        Together.run(3, worker -> {
            if (worker == 0) {
                Revision a = new Revision(start.number() - 1);
                Revision b = start;
                for (int i = 1; i < 200; i++) {
                    a = replace("/pair/a", "" + i, a);
                    b = replace("/pair/b", "" + i, b);
                }
            } else {
                for (int i = 0; i < 200; i++) {
                    var page = store().list(Range.all("/pair/"), ReadAt.latest());
                    int a = Integer.parseInt(new String(page.entries().get(0).value(), UTF_8));
                    int b = Integer.parseInt(new String(page.entries().get(1).value(), UTF_8));
                    assertThat(a - b).isBetween(0, 1);
                }
            }
        });
    }
}
