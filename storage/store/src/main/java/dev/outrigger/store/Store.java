package dev.outrigger.store;

import dev.outrigger.meta.Revision;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A revisioned key-value log: what an API server needs of a database and nothing more.
///
/// Every committed write has a revision of its own, higher than all before; revisions start at 1 (an empty store
/// is at revision 1) and survive restarts. Keys sort by their UTF-8 bytes. All methods may be called by any number
/// of threads; they block, and end early with [StoreException] where the store is closed or fails. Every store
/// passes `StoreContract`.
public interface Store extends AutoCloseable {

    /// The revision of the last committed write. A read that starts after this returned sees at least that state.
    ///
    /// Every consistent read asks for it: a store that is far away makes one trip for all who ask at one time, see
    /// [SharedAnswer].
    Revision revision();

    /// The key's entry now; empty where it is absent.
    Optional<Entry> get(String key);

    /// One page of the keys that start with a prefix, as of one revision.
    ///
    /// @throws CompactedException where `at` names a revision whose history is gone
    /// @throws FutureRevisionException where `at` names a revision that is not yet committed
    Page list(Range range, ReadAt at);

    /// Writes one key and waits until the write is durable.
    Outcome write(Write write);

    /// Delivers every change of keys under a prefix with a revision above `after`, in revision order, each exactly
    /// once,
    /// until the subscription is closed or the watcher is told of a failure. Changes already committed come first.
    ///
    /// @throws CompactedException where changes after that revision are no longer all held
    Subscription watch(String prefix, Revision after, Watcher watcher);

    /// Forgets values that were replaced or removed at or before this revision. Current values stay. Compacting at or
    /// below an earlier compaction does nothing.
    ///
    /// @throws FutureRevisionException where the revision is not yet committed
    void compact(Revision upTo);

    /// The oldest revision that can still be read at and watched from; moved by [#compact].
    Revision compacted();

    /// Whether whoever calls waits only as virtual threads do: parked, on a lock, a queue or a socket, never on a disk
    /// or
    /// in native code. Such calls may be made on threads that others need too.
    default boolean parks() {
        return false;
    }

    /// Ends all subscriptions and releases what the store holds. Writes not yet acknowledged may or may not be kept.
    @Override
    void close();

    /// Which keys: those that start with `prefix` and sort after `startAfter`, at most `limit` of them.
    ///
    /// @param startAfter a key; empty for the prefix's first
    /// @param limit the most entries to return; 0 for all
    record Range(String prefix, String startAfter, int limit) {
        /// All keys under a prefix.
        public static Range all(String prefix) {
            return new Range(prefix, "", 0);
        }
    }

    /// The point in history that a read sees.
    sealed interface ReadAt {
        /// The most recent committed state.
        record Latest() implements ReadAt {}

        /// Exactly that revision.
        record Exact(Revision revision) implements ReadAt {}

        /// The most recent state.
        static ReadAt latest() {
            return new Latest();
        }
    }

    /// Entries in key order.
    ///
    /// @param revision the revision the page was read at
    /// @param remaining how many more keys of the prefix follow the page's last, at that revision: 0 where it is
    ///     the last, empty where some follow and to count them would cost more than the page
    record Page(List<Entry> entries, Revision revision, OptionalLong remaining) {
        public Page {
            entries = List.copyOf(entries);
        }

        /// Whether no key of the prefix follows.
        public boolean isLast() {
            return remaining.equals(OptionalLong.of(0));
        }
    }

    /// Hears the changes under a prefix. Calls come one at a time, on a thread of the store's that must not be held
    /// up.
    interface Watcher {
        /// Changes in revision order; all changes under the prefix up to and including `upTo` have now been
        /// delivered. The
        /// list is empty where the store moved on without touching the prefix.
        void changed(List<Event> events, Revision upTo);

        /// The last call: the store was closed, failed, or gave this watcher up. The cause tells.
        void ended(StoreException cause);
    }

    /// A running watch.
    interface Subscription extends AutoCloseable {
        /// Someone waits until the watcher has been told of everything up to that committed revision. A store that
        /// tells watchers on its own how far it is has nothing to do; another finds out now. Returns at once.
        default void expect(Revision upTo) {}

        /// Ends the watch; no call is made after this returned, except one that is under way.
        @Override
        void close();
    }
}
