package dev.outrigger.store;

import dev.outrigger.meta.Revision;
import java.util.Optional;

/// What became of a [Write].
public sealed interface Outcome {

    /// It is durable, as strongly as the store promises, at that revision.
    record Committed(Revision revision) implements Outcome {}

    /// The key was not as expected, nothing was written.
    ///
    /// @param actual the key's entry as it was, empty where the key is absent
    record Stale(Optional<Entry> actual) implements Outcome {}
}
