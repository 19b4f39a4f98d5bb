package dev.outrigger.store;

import dev.outrigger.meta.Revision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/// The most recent changes: at most 10,000 of them, and no more than 16 MiB of values, but always the last one.
///
/// At 10,000 changes a second that is one second, far more than a watcher on a healthy machine lags; what lags
/// more reads the store's history.
final class Window {
    static final int MOST_EVENTS = 10_000;
    private static final long MOST_BYTES = 16 << 20;

    private final ArrayDeque<Event> events = new ArrayDeque<>();
    private final int mostEvents;
    private long bytes;
    private Revision start;
    private Revision newest;

    Window(Revision start, int mostEvents) {
        this.mostEvents = mostEvents;
        this.start = start;
        this.newest = start;
    }

    Revision newest() {
        return newest;
    }

    /// All changes after this revision are here.
    boolean reachesBackTo(Revision revision) {
        return revision.compareTo(start) >= 0;
    }

    void add(Event event) {
        if (event.revision().compareTo(newest) <= 0)
            throw new IllegalArgumentException("revision " + event.revision() + " is not above " + newest);
        events.addLast(event);
        bytes += bytes(event);
        newest = event.revision();
        while (events.size() > mostEvents || (bytes > MOST_BYTES && events.size() > 1)) {
            Event gone = events.removeFirst();
            bytes -= bytes(gone);
            start = gone.revision();
        }
    }

    /// The changes after a revision, in revision order.
    List<Event> after(Revision revision) {
        List<Event> after = new ArrayList<>();
        Iterator<Event> newestFirst = events.descendingIterator();
        while (newestFirst.hasNext()) {
            Event event = newestFirst.next();
            if (event.revision().compareTo(revision) <= 0) break;
            after.add(event);
        }
        Collections.reverse(after);
        return after;
    }

    private static long bytes(Event event) {
        return switch (event) {
            case Event.Put put -> put.entry().value().length;
            case Event.Removed removed -> removed.previous().value().length;
        };
    }
}
