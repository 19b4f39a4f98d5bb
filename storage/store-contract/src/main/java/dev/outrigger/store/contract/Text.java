package dev.outrigger.store.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.outrigger.store.Entry;
import dev.outrigger.store.Event;
import java.util.List;
import java.util.Optional;

/// Entries and events as lines, so that a failed comparison can be read.
final class Text {
    private Text() {}

    static String of(Entry entry) {
        return entry.key() + "=" + new String(entry.value(), UTF_8) + " created " + entry.created() + " modified "
                + entry.modified();
    }

    static String of(Optional<Entry> entry) {
        return entry.map(Text::of).orElse("nothing");
    }

    static String of(Event event) {
        return switch (event) {
            case Event.Put(Entry entry, Optional<Entry> previous) -> "put " + of(entry) + " was " + of(previous);
            case Event.Removed removed -> "removed at " + removed.revision() + " was " + of(removed.previous());
        };
    }

    static List<String> entries(List<Entry> entries) {
        return entries.stream().map(Text::of).toList();
    }

    static List<String> events(List<Event> events) {
        return events.stream().map(Text::of).toList();
    }
}
