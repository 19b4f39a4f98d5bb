package dev.outrigger.store;

import dev.outrigger.meta.Revision;
import java.util.Optional;

/// One committed change of one key, as a watch delivers it.
public sealed interface Event {

    /// The key that changed.
    String key();

    /// The revision of the change. No two events of a store share one.
    Revision revision();

    /// The key got a value.
    ///
    /// @param previous what it replaced; empty where the key was absent
    record Put(Entry entry, Optional<Entry> previous) implements Event {
        @Override
        public String key() {
            return entry.key();
        }

        @Override
        public Revision revision() {
            return entry.modified();
        }
    }

    /// The key was removed.
    ///
    /// @param previous its last entry
    record Removed(Entry previous, Revision revision) implements Event {
        @Override
        public String key() {
            return previous.key();
        }
    }
}
