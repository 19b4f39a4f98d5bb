package dev.outrigger.cache;

import dev.outrigger.meta.Revision;
import java.util.Optional;

/// One committed change of one object.
///
/// @param kind what happened
/// @param object the object after the change; for a deletion its last state, at the deletion's revision
/// @param previous the object before the change, at its own revision; empty for an addition
/// @param after all objects of the resource after the change
public record Change(Kind kind, CachedObject object, Optional<CachedObject> previous, Snapshot after) {

    /// What happened to an object.
    public enum Kind {
        /// It was created.
        ADDED,
        /// It was changed.
        MODIFIED,
        /// It was removed.
        DELETED
    }

    /// The revision of the change.
    public Revision revision() {
        return object.revision();
    }

    /// The object before the change, at the change's revision: what a watcher is shown whose selector it left.
    public Optional<CachedObject> previousAtChange() {
        return previous.map(object -> object.at(revision()));
    }
}
