package dev.outrigger.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.CompactedException;
import dev.outrigger.store.Event;
import dev.outrigger.store.FutureRevisionException;
import dev.outrigger.store.Store.Range;
import dev.outrigger.store.Store.ReadAt;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Compaction: the past goes, the present stays.
interface CompactingContract extends UnderTest {

    @Test
    default void thePastIsGoneAndThePresentStays() {
        Revision first = create("/a", "one");
        Revision second = replace("/a", "two", first);
        Revision third = create("/b", "three");

        store().compact(second);

        assertThat(store().compacted()).isEqualTo(second);
        assertThat(Text.entries(listAll()))
                .containsExactly("/a=two created 2 modified 3", "/b=three created 4 modified 4");
        assertThat(at(second)).containsExactly("/a=two created 2 modified 3");
        assertThat(at(third)).hasSize(2);
        assertThatThrownBy(() -> at(first))
                .isInstanceOf(CompactedException.class)
                .hasMessage("revision 2 has been compacted, the oldest held is 3");
        assertThatThrownBy(() -> watch("", first)).isInstanceOf(CompactedException.class);
    }

    @Test
    default void aWatchFromTheOldestRevisionHeldKnowsPreviousEntries() {
        Revision first = create("/a", "one");
        Revision second = create("/b", "two");
        store().compact(second);
        replace("/a", "three", first);
        delete("/b", second);

        store().compact(second);

        assertThat(Text.events(replay(second)))
                .containsExactly(
                        "put /a=three created 2 modified 4 was /a=one created 2 modified 2",
                        "removed at 5 was /b=two created 3 modified 3");
    }

    @Test
    default void aDeletedKeyStaysDeletedAndTheRevisionStays() {
        Revision deleted = delete("/a", create("/a", "one"));

        store().compact(deleted);

        assertThat(store().get("/a")).isEmpty();
        assertThat(listAll()).isEmpty();
        assertThat(store().revision()).isEqualTo(deleted);
        assertThat(create("/a", "two").number()).isEqualTo(deleted.number() + 1);
    }

    @Test
    default void compactingBehindAnEarlierCompactionDoesNothing() {
        create("/a", "one");
        Revision second = create("/b", "two");
        store().compact(second);

        store().compact(new Revision(1));
        store().compact(second);

        assertThat(store().compacted()).isEqualTo(second);
    }

    @Test
    default void whatIsNotCommittedCannotBeCompacted() {
        Revision next = new Revision(create("/a", "one").number() + 1);

        assertThatThrownBy(() -> store().compact(next)).isInstanceOf(FutureRevisionException.class);
        assertThat(store().compacted()).isEqualTo(new Revision(1));
    }

    @Test
    default void aRunningWatchLosesNothingToCompactions() {
        Recorder recorder = watch("", new Revision(1));
        Revision at = create("/a", "0");
        for (int i = 1; i < 200; i++) {
            at = replace("/a", "" + i, at);
            if (i % 10 == 0) {
                recorder.upTo(at);
                store().compact(at);
            }
        }

        List<Event> events = recorder.upTo(at);
        assertThat(events).hasSize(200);
        recorder.close();
    }

    @Test
    default void compactionsAmongReadersAndWritersLoseNothing() {
        for (int i = 0; i < 40; i++) create("/k/" + i, "0");
        Together.run(4, worker -> {
            for (int i = 0; i < 200; i++) {
                if (worker < 2) {
                    var now = store().get("/k/" + (worker * 20 + i % 20)).orElseThrow();
                    replace(now.key(), "" + i, now.modified());
                } else if (worker == 2) {
                    assertThat(store().list(Range.all("/k/"), ReadAt.latest()).entries())
                            .hasSize(40);
                } else {
                    store().compact(store().revision());
                }
            }
        });
    }

    private List<String> at(Revision revision) {
        return Text.entries(
                store().list(Range.all(""), new ReadAt.Exact(revision)).entries());
    }
}
