package dev.outrigger.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Store;
import dev.outrigger.store.Store.Range;
import dev.outrigger.store.Store.ReadAt;
import dev.outrigger.store.StoreException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [Store] promises, as tests. A store's module extends this class and says how to open an empty store;
/// one that outlives its process extends [DurableStoreContract] instead.
///
/// After each test the store is checked as a whole: the history that it still holds leads to its current state.
public abstract class StoreContract
        implements WritingContract, ReadingContract, WatchingContract, CompactingContract, ConcurrencyContract {
    private @Nullable Store store;

    /// For subclasses.
    protected StoreContract() {}

    /// Opens the store: empty the first time in a test.
    protected abstract Store open();

    /// The store under test.
    @Override
    public final Store store() {
        if (store == null) throw new IllegalStateException("no test is running");
        return store;
    }

    @BeforeEach
    final void openTheStore() {
        store = open();
    }

    @Test
    final void aClosedStoreRefusesEverythingAndEndsItsWatches() {
        Recorder recorder = watch("", new Revision(1));
        Revision first = create("/a", "x");
        recorder.upTo(first);

        store().close();
        store().close();

        assertThat(recorder.end()).hasMessageContaining("closed");
        List<ThrowingCallable> calls = List.of(
                () -> store().revision(),
                () -> store().compacted(),
                () -> store().get("/a"),
                () -> store().list(Range.all(""), ReadAt.latest()),
                () -> create("/b", "x"),
                () -> watch("", first),
                () -> store().compact(first));
        for (ThrowingCallable call : calls)
            assertThatThrownBy(call).isInstanceOf(StoreException.class).hasMessageContaining("closed");
        reopen();
    }

    @AfterEach
    final void historyLeadsToTheCurrentState() {
        try (Store last = store()) {
            Invariants.check(last);
        }
    }

    final void reopen() {
        store().close();
        store = open();
    }
}
