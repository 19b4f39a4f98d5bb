package dev.outrigger.patch;

import java.time.Instant;
import java.util.Optional;

/// What one manager owns.
///
/// @param fields the fields, named as in `apiVersion`
/// @param apiVersion the version the manager last wrote in
/// @param time when the manager last changed the object; empty where it never did or nobody noted it
record OwnedSet(FieldSet fields, String apiVersion, Optional<Instant> time) {

    OwnedSet with(FieldSet other) {
        return new OwnedSet(other, apiVersion, time);
    }

    OwnedSet at(Instant when) {
        return new OwnedSet(fields, apiVersion, Optional.of(when));
    }
}
