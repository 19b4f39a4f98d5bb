package dev.outrigger.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Event;
import dev.outrigger.store.Store;
import dev.outrigger.store.Store.Range;
import dev.outrigger.store.Store.ReadAt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What is true of a store at rest, whatever was done with it.
final class Invariants {
    private Invariants() {}

    /// The oldest state that the store holds, changed as its watch says, is its current state; each event's previous
    /// entry is what was there; and each key's `get` agrees with the list.
    static void check(Store store) {
        Revision oldest = store.compacted();
        Map<String, String> state = state(store, new ReadAt.Exact(oldest));
        for (Event event : replay(store, oldest)) apply(state, event);
        Map<String, String> now = state(store, ReadAt.latest());
        assertThat(state).as("history from %s", oldest).isEqualTo(now);
        now.forEach((key, text) -> assertThat(Text.of(store.get(key))).isEqualTo(text));
        assertThat(store.list(Range.all(""), ReadAt.latest()).revision()).isEqualTo(store.revision());
    }

    static List<Event> replay(Store store, Revision after) {
        Recorder recorder = new Recorder(after);
        try (Store.Subscription _ = store.watch("", after, recorder)) {
            return recorder.upTo(store.revision());
        }
    }

    private static void apply(Map<String, String> state, Event event) {
        String before = state.getOrDefault(event.key(), "nothing");
        switch (event) {
            case Event.Put(Entry entry, Optional<Entry> previous) -> {
                assertThat(Text.of(previous)).as("before %s", event.revision()).isEqualTo(before);
                state.put(entry.key(), Text.of(entry));
            }
            case Event.Removed(Entry previous, Revision revision) -> {
                assertThat(Text.of(previous)).as("before %s", revision).isEqualTo(before);
                state.remove(previous.key());
            }
        }
    }

    private static Map<String, String> state(Store store, ReadAt at) {
        return store.list(Range.all(""), at).entries().stream()
                .collect(Collectors.toMap(Entry::key, Text::of, (a, b) -> a + " and " + b, TreeMap::new));
    }
}
