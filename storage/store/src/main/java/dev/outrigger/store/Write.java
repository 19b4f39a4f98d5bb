package dev.outrigger.store;

import dev.outrigger.meta.Revision;
import java.util.Optional;

/// One write to one key. It commits only where the key is as the write expects.
public sealed interface Write {

    /// The key it writes.
    String key();

    /// Whether it may commit, the key's entry being this one.
    default boolean expects(Optional<Entry> actual) {
        return switch (this) {
            case Create _ -> actual.isEmpty();
            case Replace replace -> isAt(actual, replace.expected);
            case Delete delete -> isAt(actual, delete.expected);
        };
    }

    /// The change it makes by committing at `revision`, where it [expects][#expects] the key's entry.
    default Event event(Optional<Entry> actual, Revision revision) {
        return switch (this) {
            case Create(String key, byte[] value) ->
                new Event.Put(new Entry(key, value, revision, revision), Optional.empty());
            case Replace(String key, byte[] value, Revision _) ->
                new Event.Put(new Entry(key, value, actual.orElseThrow().created(), revision), actual);
            case Delete _ -> new Event.Removed(actual.orElseThrow(), revision);
        };
    }

    private static boolean isAt(Optional<Entry> actual, Revision expected) {
        return actual.isPresent() && actual.get().modified().equals(expected);
    }

    /// Creates the key; commits only where it is absent.
    record Create(String key, byte[] value) implements Write {}

    /// Replaces the value; commits only where the key was last modified at `expected`.
    record Replace(String key, byte[] value, Revision expected) implements Write {}

    /// Removes the key; commits only where it was last modified at `expected`.
    record Delete(String key, Revision expected) implements Write {}
}
