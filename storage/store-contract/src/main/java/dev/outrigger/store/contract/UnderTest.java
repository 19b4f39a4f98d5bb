package dev.outrigger.store.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Event;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.Store;
import dev.outrigger.store.Store.Range;
import dev.outrigger.store.Store.ReadAt;
import dev.outrigger.store.Write;
import java.util.List;
import java.util.Optional;

/// The store under test, and short words for what the tests do with it.
interface UnderTest {
    Store store();

    default Revision create(String key, String value) {
        return committed(store().write(new Write.Create(key, value.getBytes(UTF_8))));
    }

    default Revision replace(String key, String value, Revision expected) {
        return committed(tryReplace(key, value, expected));
    }

    default Revision delete(String key, Revision expected) {
        return committed(store().write(new Write.Delete(key, expected)));
    }

    /// Deletes the key as it is.
    default Revision delete(String key) {
        return delete(key, store().get(key).orElseThrow().modified());
    }

    default Outcome tryReplace(String key, String value, Revision expected) {
        return store().write(new Write.Replace(key, value.getBytes(UTF_8), expected));
    }

    default List<Entry> listAll() {
        return store().list(Range.all(""), ReadAt.latest()).entries();
    }

    default List<String> keys(String prefix) {
        return store().list(Range.all(prefix), ReadAt.latest()).entries().stream()
                .map(Entry::key)
                .toList();
    }

    /// All changes from a revision to now, as a watch tells them.
    default List<Event> replay(Revision after) {
        return Invariants.replay(store(), after);
    }

    default Recorder watch(String prefix, Revision after) {
        Recorder recorder = new Recorder(after);
        recorder.subscribed(store().watch(prefix, after, recorder));
        return recorder;
    }

    default Revision committed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Committed.class);
        return ((Outcome.Committed) outcome).revision();
    }

    default Optional<Entry> stale(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Stale.class);
        return ((Outcome.Stale) outcome).actual();
    }
}
