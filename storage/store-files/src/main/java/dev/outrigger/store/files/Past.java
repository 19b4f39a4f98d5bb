package dev.outrigger.store.files;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Event;
import dev.outrigger.store.MemoryStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a journal tells, put together line by line.
final class Past {
    private final Map<String, Entry> state = new HashMap<>();
    private final List<Entry> base = new ArrayList<>();
    private final List<Event> changes = new ArrayList<>();
    private Revision first = new Revision(1);
    private Revision compacted = new Revision(1);
    private Revision newest = new Revision(1);
    private Optional<Event> inDoubt = Optional.empty();

    /// @throws IOException where the line does not follow from those before
    void add(JournalLine line) throws IOException {
        switch (line) {
            case JournalLine.Base(var revision) -> {
                first = revision;
                compacted = revision;
                newest = revision;
            }
            case JournalLine.Kept(var entry) -> {
                base.add(entry);
                state.put(entry.key(), entry);
            }
            case JournalLine.Put(var entry) ->
                change(new Event.Put(entry, Optional.ofNullable(state.put(entry.key(), entry))));
            case JournalLine.Removed(var key, var revision) -> {
                var before = state.remove(key);
                if (before == null) throw new IOException("it removes " + key + ", which is not there");
                change(new Event.Removed(before, revision));
            }
            case JournalLine.Compacted(var revision) -> compacted = revision;
            case JournalLine.Clean() -> inDoubt = Optional.empty();
        }
    }

    private void change(Event event) throws IOException {
        if (event.revision().number() != newest.number() + 1) {
            throw new IOException("revision " + event.revision() + " follows " + newest);
        }
        newest = event.revision();
        changes.add(event);
        // Each change reaches its file before the next one is told.
        inDoubt = Optional.of(event);
    }

    /// The last change, where it is not known whether it reached its file.
    Optional<Event> inDoubt() {
        return inDoubt;
    }

    MemoryStore.Start start() {
        return new MemoryStore.Start(first, base, changes, compacted);
    }
}
