package dev.outrigger.patch;

import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import java.time.Instant;
import java.util.Optional;

/// Who owns which fields of one kind's objects, and server-side apply by that (KEP-555).
///
/// Every object given is in the version of `kind`; what comes back is too, with `metadata.managedFields` set.
public final class Ownership {
    private final GroupVersionKind kind;
    private final Versions versions;

    /// @param kind the kind, in the version that the request speaks
    /// @param versions how to see an object in the versions of other owners
    public Ownership(GroupVersionKind kind, Versions versions) {
        this.kind = kind;
        this.versions = versions;
    }

    /// The object to store after a create, update or non-apply patch: `wanted` with the ownership that follows
    /// from its difference to `live`.
    ///
    /// What the manager added or changed becomes its own and nobody else's; what is gone belongs to nobody. A
    /// client may edit `metadata.managedFields` (an empty list, or one empty entry, ends the tracking), but one
    /// that leaves it out, or sends what cannot be read, changes nothing. This never fails: where ownership
    /// cannot be worked out, it stays what it was.
    ///
    /// @param live the stored object; empty on create
    /// @param wanted the object as it shall be stored
    /// @param now the time of the request, kept to the second
    public Value.Struct update(Optional<Value.Struct> live, Value.Struct wanted, FieldManager by, Instant now) {
        return wanted;
    }

    /// The object to store after a server-side apply: `live` with the fields of the configuration, without
    /// those that the manager applied before, does not any more and nobody else owns.
    ///
    /// An apply that changes nothing gives back an object equal to the live one, times included.
    ///
    /// @param live the stored object; empty where apply creates it
    /// @param now the time of the request, kept to the second
    /// @throws dev.outrigger.meta.ApiException 409 with a cause for each field that others own with another
    ///     value; 400 where the configuration is of another kind, has managedFields or does not fit the schema
    public Value.Struct apply(Optional<Value.Struct> live, Patch.Apply patch, FieldManager by, Instant now) {
        return patch.configuration();
    }

    /// What is wrong with an object's `metadata.managedFields`; empty where nothing is. Mutating admission that
    /// leaves them in such a state is undone, with a warning.
    public static Optional<String> problem(Value.Struct object) {
        return Optional.empty();
    }

    /// `changed` with the managedFields of `live`, where only times in them set the two apart: a write without
    /// effect shall not move the resourceVersion. For use after admission; [#update] and [#apply] do it for
    /// themselves.
    public static Value.Struct keepTimes(Value.Struct live, Value.Struct changed) {
        return changed;
    }
}
