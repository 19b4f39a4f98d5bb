package dev.outrigger.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.CompactedException;
import dev.outrigger.store.Store.Range;
import dev.outrigger.store.Store.ReadAt;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a store that outlives its process promises beyond [StoreContract]. Each `open()` within a test opens the same
/// data.
public abstract class DurableStoreContract extends StoreContract {

    /// For subclasses.
    protected DurableStoreContract() {}

    @Test
    final void reopeningFindsEveryEntryAndTheRevision() {
        Revision first = create("/a/1", "one");
        create("/a/2", "two");
        replace("/a/1", "uno", first);
        delete("/a/2");
        create("/b/1", "other");
        Revision before = store().revision();
        List<String> entries = Text.entries(listAll());

        reopen();

        assertThat(Text.entries(listAll())).isEqualTo(entries);
        assertThat(store().revision()).isEqualTo(before);
        assertThat(create("/a/3", "three")).isGreaterThan(before);
    }

    @Test
    final void anEmptyStoreIsAtTheFirstRevisionAfterReopeningToo() {
        reopen();

        assertThat(store().revision()).isEqualTo(new Revision(1));
        assertThat(store().compacted()).isEqualTo(new Revision(1));
    }

    @Test
    final void expectedRevisionsStillHoldAfterReopening() {
        Revision first = create("/a", "one");
        Revision second = replace("/a", "two", first);
        delete("/gone", create("/gone", "x"));

        reopen();

        assertThat(Text.of(stale(tryReplace("/a", "three", first)))).isEqualTo("/a=two created 2 modified 3");
        assertThat(replace("/a", "three", second)).isGreaterThan(second);
        assertThat(create("/gone", "back")).isGreaterThan(second);
    }

    @Test
    final void historyCanBeReadAndWatchedAfterReopening() {
        Revision first = create("/a", "one");
        Revision second = replace("/a", "two", first);
        delete("/a", second);
        List<String> before = Text.events(replay(new Revision(1)));

        reopen();

        assertThat(Text.events(replay(new Revision(1)))).isEqualTo(before);
        assertThat(Text.entries(
                        store().list(Range.all(""), new ReadAt.Exact(first)).entries()))
                .containsExactly("/a=one created 2 modified 2");
    }

    @Test
    final void noRevisionIsUsedTwiceThoughItsRowsAreGone() {
        Revision last = delete("/a", create("/a", "one"));
        store().compact(last);

        reopen();

        assertThat(store().revision()).isEqualTo(last);
        assertThat(create("/a", "two")).isGreaterThan(last);
    }

    @Test
    final void whatWasCompactedStaysCompacted() {
        Revision first = create("/a", "one");
        Revision second = replace("/a", "two", first);
        store().compact(second);

        reopen();

        assertThat(store().compacted()).isEqualTo(second);
        assertThatThrownBy(() -> store().list(Range.all(""), new ReadAt.Exact(first)))
                .isInstanceOf(CompactedException.class);
        assertThat(Text.entries(listAll())).containsExactly("/a=two created 2 modified 3");
    }
}
