package dev.outrigger.cel;

import dev.outrigger.schema.Correlation;
import java.util.Optional;

/// What a walk knows of the change at a place (KEP-4008).
///
/// @param here the change of the value; empty where the value has no partner
/// @param above the change of the nearest value around it that has one; empty at the root
record Ratchet(Optional<Correlation> here, Optional<Correlation> above) {
    Ratchet member(String name) {
        if (here.isEmpty()) return this;
        // Both sides of a change are in one version, so its apiVersion and kind tell nothing.
        boolean untold = above.isEmpty() && (name.equals("apiVersion") || name.equals("kind"));
        if (untold) return new Ratchet(Optional.empty(), Optional.empty());
        return new Ratchet(here.flatMap(change -> change.member(name)), here);
    }

    Ratchet item(int position) {
        if (here.isEmpty()) return this;
        return new Ratchet(here.flatMap(change -> change.item(position)), here);
    }

    /// Of the same value in a schema that it must satisfy besides: only what is around it counts.
    Ratchet besides() {
        return new Ratchet(Optional.empty(), above);
    }

    /// Whether the value is as it was.
    boolean unchanged() {
        return here.or(() -> above).map(Correlation::unchanged).orElse(false);
    }
}
