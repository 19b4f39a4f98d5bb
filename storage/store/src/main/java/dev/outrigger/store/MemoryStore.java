package dev.outrigger.store;

import dev.outrigger.meta.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// A store in the process's memory: fast, and gone with the process.
///
/// Reads take no lock. It compacts itself: the last 10,000 changes can be read at and watched from, some
/// minutes of a busy cluster and a few tens of megabytes. While watchers lag, what they have not heard is kept
/// too, up to 100,000 changes; a watcher further behind is ended with [CompactedException].
public final class MemoryStore implements Store {
    private static final long HISTORY = 10_000;
    private static final long HISTORY_FOR_LAGGARDS = 100_000;
    private static final Revision FIRST = new Revision(1);

    private final ReentrantLock writing = new ReentrantLock();
    /// One moment for each revision from the compacted one on. Entries leave only after `compacted` has passed
    /// them, so who reads first and looks at `compacted` second never takes a hole for history.
    private final ConcurrentNavigableMap<Long, Moment> moments = new ConcurrentSkipListMap<>();

    private final Consumer<Event> committing;
    private final Feed feed;
    private volatile Moment now;
    private volatile Revision compacted;
    private volatile boolean closed;

    /// The state at a revision and the change that led to it.
    private record Moment(Revision revision, Tree entries, Optional<Event> change) {
        Moment after(Event event) {
            var next = switch (event) {
                case Event.Put put -> entries.with(put.entry());
                case Event.Removed removed -> entries.without(removed.key());
            };
            return new Moment(event.revision(), next, Optional.of(event));
        }
    }

    /// What a store begins with, or holds.
    ///
    /// @param first the oldest revision that is told of
    /// @param entries what was there at that revision
    /// @param changes all changes since, in order
    /// @param compacted the oldest revision that may be read at
    public record Start(Revision first, List<Entry> entries, List<Event> changes, Revision compacted) {
        public Start {
            entries = List.copyOf(entries);
            changes = List.copyOf(changes);
        }
    }

    /// An empty store.
    public MemoryStore() {
        this(FIRST);
    }

    /// An empty store whose first write comes after that revision: one that takes the place of another one.
    public MemoryStore(Revision start) {
        this(new Start(start, List.of(), List.of(), start), _ -> {});
    }

    private MemoryStore(Start start, Consumer<Event> committing) {
        this.committing = committing;
        var entries = Tree.EMPTY;
        for (Entry entry : start.entries) entries = entries.with(entry);
        now = new Moment(start.first, entries, Optional.empty());
        moments.put(start.first.number(), now);
        for (Event change : start.changes) {
            now = now.after(change);
            moments.put(change.revision().number(), now);
        }
        compacted = start.first;
        feed = new Feed(this::changes, now.revision);
        forget(start.compacted);
        forget(new Revision(Math.max(1, now.revision.number() - HISTORY)));
    }

    /// A store that something else keeps too.
    ///
    /// @param committing told of each change, one at a time, before anybody sees it; what it throws is the end of
    ///     that write
    public static MemoryStore from(Start start, Consumer<Event> committing) {
        return new MemoryStore(start, committing);
    }

    /// All that it holds; what [#from] would make the same store of.
    public Start held() {
        writing.lock();
        try {
            var oldest = moments.firstEntry().getValue();
            var changes = new ArrayList<Event>();
            for (Moment moment :
                    moments.tailMap(oldest.revision.number(), false).values()) {
                moment.change.ifPresent(changes::add);
            }
            return new Start(oldest.revision, oldest.entries.page(Range.all("")), changes, compacted);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public Revision revision() {
        return open().revision;
    }

    @Override
    public Optional<Entry> get(String key) {
        return open().entries.get(key);
    }

    @Override
    public Page list(Range range, ReadAt at) {
        Moment moment = switch (at) {
            case ReadAt.Latest _ -> open();
            case ReadAt.Exact(Revision revision) -> moment(revision);
        };
        List<Entry> page = moment.entries.page(range);
        return new Page(page, moment.revision, OptionalLong.of(moment.entries.count(range) - page.size()));
    }

    @Override
    public Outcome write(Write write) {
        writing.lock();
        try {
            Moment before = open();
            Optional<Entry> actual = before.entries.get(write.key());
            if (!write.expects(actual)) return new Outcome.Stale(actual);
            commit(before, write, actual);
            return new Outcome.Committed(now.revision);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public Subscription watch(String prefix, Revision after, Watcher watcher) {
        open();
        if (after.compareTo(compacted) < 0) throw new CompactedException(after, compacted);
        return feed.watch(prefix, after, watcher);
    }

    @Override
    public void compact(Revision upTo) {
        writing.lock();
        try {
            Revision current = open().revision;
            if (upTo.compareTo(current) > 0) throw new FutureRevisionException(upTo, current);
            forget(upTo);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public Revision compacted() {
        open();
        return compacted;
    }

    @Override
    public boolean parks() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
        feed.close();
    }

    private Moment open() {
        if (closed) throw new StoreException("the store is closed");
        return now;
    }

    private Moment moment(Revision revision) {
        Moment latest = open();
        if (revision.compareTo(latest.revision) > 0) throw new FutureRevisionException(revision, latest.revision);
        Moment moment = moments.get(revision.number());
        if (moment == null) throw new CompactedException(revision, compacted);
        return moment;
    }

    private void commit(Moment before, Write write, Optional<Entry> actual) {
        Revision revision = new Revision(before.revision.number() + 1);
        Event change = write.event(actual, revision);
        Moment after = before.after(change);
        committing.accept(change);
        moments.put(revision.number(), after);
        now = after;
        feed.publish(List.of(change));
        long keepFrom = Math.min(revision.number() - HISTORY, feed.delivered().number());
        forget(new Revision(Math.max(1, Math.max(keepFrom, revision.number() - HISTORY_FOR_LAGGARDS))));
    }

    private void forget(Revision upTo) {
        if (upTo.compareTo(compacted) <= 0) return;
        compacted = upTo;
        while (moments.firstKey() < upTo.number()) moments.pollFirstEntry();
    }

    private Feed.Changes changes(String prefix, Revision after, int limit) {
        List<Event> changes = new ArrayList<>();
        Revision upTo = after;
        for (Moment moment : moments.tailMap(after.number(), false).values()) {
            upTo = moment.revision;
            moment.change.filter(change -> change.key().startsWith(prefix)).ifPresent(changes::add);
            if (changes.size() == limit) break;
        }
        if (after.compareTo(compacted) < 0) throw new CompactedException(after, compacted);
        return new Feed.Changes(changes, upTo);
    }
}
