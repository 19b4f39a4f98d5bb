package dev.outrigger.patch;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Who owns which fields of one kind's objects, and server-side apply by that (KEP-555).
///
/// Every object given is in the version of `kind`; what comes back is too, with `metadata.managedFields` set.
public final class Ownership {
    private static final FieldManager BEFORE_FIRST_APPLY = FieldManager.named("before-first-apply");

    private final GroupVersionKind kind;
    private final Conversions conversions;

    /// @param kind the kind, in the version that the request speaks
    /// @param versions how to see an object in the versions of other owners
    public Ownership(GroupVersionKind kind, Versions versions) {
        this.kind = kind;
        this.conversions = new Conversions(versions);
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
        var owners = ownersBefore(live.orElse(Value.Struct.EMPTY), wanted, by);
        var bare = ManagedFields.remove(wanted);
        if (owners.isEmpty() && live.isPresent()) return bare;
        try {
            var updated = updated(live.orElseGet(this::nothing), bare, owners, by, now);
            AncientChanges.merge(updated);
            var stored = ManagedFields.write(bare, updated);
            return live.map(before -> keepTimes(before, stored)).orElse(stored);
        } catch (RuntimeException e) {
            // A failing conversion or a stored object that no longer fits its schema must not stop writes.
            return ManagedFields.set(bare, ManagedFields.of(live.orElse(Value.Struct.EMPTY)));
        }
    }

    private static SortedMap<ManagerId, OwnedSet> ownersBefore(
            Value.Struct live, Value.Struct wanted, FieldManager by) {
        if (!by.subresource().isEmpty()) return readable(ManagedFields.of(live));
        var sent = ManagedFields.of(wanted);
        if (ManagedFields.isReset(sent)) return new TreeMap<>();
        var owners = readable(sent);
        return owners.isEmpty() ? readable(ManagedFields.of(live)) : owners;
    }

    private static SortedMap<ManagerId, OwnedSet> readable(Value list) {
        try {
            return ManagedFields.read(list);
        } catch (ManagedFields.Malformed e) {
            return new TreeMap<>();
        }
    }

    /// The owners after an update of an object whose owners are known.
    private SortedMap<ManagerId, OwnedSet> updated(
            Value.Struct live, Value.Struct wanted, Map<ManagerId, OwnedSet> owners, FieldManager by, Instant now) {
        var transfer = new Transfer(conversions, stored(live), owners);
        var changed = transfer.update(stored(wanted))
                .withoutTrees(conversions.ignored(kind.apiVersion()))
                .difference(SystemFields.ALL);
        var updated = transfer.owners();
        if (!changed.isEmpty()) {
            var entry = new OwnedSet(changed, kind.apiVersion(), Optional.of(now));
            updated.merge(
                    ManagerId.updating(by, kind.apiVersion()),
                    entry,
                    (before, after) -> after.with(before.fields().union(after.fields())));
        }
        return updated;
    }

    /// The object to store after a server-side apply: `live` with the fields of the configuration, without
    /// those that the manager applied before, does not any more and nobody else owns.
    ///
    /// An apply that changes nothing gives back an object equal to the live one, times included.
    ///
    /// A configuration that does not fit the schema is a 400, with upstream's sentence; upstream's 500 is a
    /// quirk.
    ///
    /// @param live the stored object; empty where apply creates it
    /// @param now the time of the request, kept to the second
    /// @throws ApiException 409 with a cause for each field that others own with another value; 400 where the
    ///     configuration is of another kind, has managedFields or does not fit the schema
    public Value.Struct apply(Optional<Value.Struct> live, Patch.Apply patch, FieldManager by, Instant now) {
        var configuration = checked(patch.configuration());
        var before = live.orElseGet(this::nothing);
        try {
            var owners = ownersToApplyTo(before, by, now);
            var after = applied(before, configuration, owners, by, patch.onConflict(), now);
            return live.map(stored -> keepTimes(stored, after)).orElse(after);
        } catch (Conflicts conflicts) {
            throw conflicts.refusal();
        } catch (Mistyped e) {
            var about = SystemFields.described(before, kind);
            throw new IllegalStateException("failed to create typed live object (" + about + "): " + e.getMessage(), e);
        }
    }

    private TypedObject checked(Value.Struct configuration) {
        var found = SystemFields.kind(configuration);
        if (!found.equals(kind)) throw ApiException.badRequest("invalid object type: " + SystemFields.text(found));
        if (!(ManagedFields.of(configuration) instanceof Value.Null)) {
            throw ApiException.badRequest("metadata.managedFields must be nil");
        }
        try {
            return conversions.typed(configuration, kind.apiVersion(), TypeCheck.Duplicates.REPORTED);
        } catch (Mistyped e) {
            var about = SystemFields.described(configuration, kind);
            throw ApiException.badRequest("failed to create typed patch object (" + about + "): " + e.getMessage());
        }
    }

    /// The owners of an object; of one without any, all that is there belongs to `before-first-apply`.
    private SortedMap<ManagerId, OwnedSet> ownersToApplyTo(Value.Struct live, FieldManager by, Instant now) {
        try {
            var owners = ManagedFields.read(ManagedFields.of(live));
            if (!owners.isEmpty()) return owners;
        } catch (ManagedFields.Malformed e) {
            throw new IllegalStateException("failed to decode managed fields: " + e.getMessage(), e);
        }
        var first = BEFORE_FIRST_APPLY.through(by.subresource());
        return updated(nothing(), ManagedFields.remove(live), Map.of(), first, now);
    }

    private Value.Struct applied(
            Value.Struct live,
            TypedObject configuration,
            Map<ManagerId, OwnedSet> owners,
            FieldManager by,
            Patch.OnConflict onConflict,
            Instant now) {
        var before = stored(ManagedFields.remove(live));
        var manager = ManagerId.applying(by);
        var transfer = new Transfer(conversions, before, owners);
        TypedObject after;
        try {
            after = transfer.apply(configuration, manager, onConflict);
        } catch (Conflicts conflicts) {
            if (!by.name().equals(LastApplied.MANAGER)) throw conflicts;
            var serious = conflicts.without(LastApplied.unchanged(conversions, before));
            if (!serious.isEmpty()) throw serious;
            transfer = new Transfer(conversions, before, owners);
            after = transfer.apply(configuration, manager, Patch.OnConflict.TAKE);
        }
        boolean changed = !Values.same(before.value(), after.value());
        var stored = ManagedFields.write(
                after.value(), settled(transfer, manager, changed ? Optional.of(now) : Optional.empty()));
        return by.name().equals(LastApplied.MANAGER) ? LastApplied.refresh(stored, configuration.value()) : stored;
    }

    /// The owners after an apply: without the system fields, and with the time where the object changed.
    private static Map<ManagerId, OwnedSet> settled(Transfer transfer, ManagerId manager, Optional<Instant> changed) {
        var owners = transfer.owners();
        owners.computeIfPresent(manager, (_, owned) -> {
            var fields = owned.fields().difference(SystemFields.ALL);
            var kept = owned.with(fields);
            return changed.map(kept::at).orElse(kept);
        });
        owners.values().removeIf(owned -> owned.fields().isEmpty());
        return owners;
    }

    private TypedObject stored(Value.Struct object) {
        return conversions.typed(ManagedFields.remove(object), kind.apiVersion(), TypeCheck.Duplicates.ALLOWED);
    }

    /// What an object that is created starts from.
    private Value.Struct nothing() {
        return Value.object("apiVersion", kind.apiVersion(), "kind", kind.kind());
    }

    /// What is wrong with an object's `metadata.managedFields`; empty where nothing is. Mutating admission that
    /// leaves them in such a state is undone, with a warning.
    public static Optional<String> problem(Value.Struct object) {
        try {
            ManagedFields.read(ManagedFields.of(object));
            return Optional.empty();
        } catch (ManagedFields.Malformed e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    /// `changed` with the managedFields of `live`, where only times in them set the two apart: a write without
    /// effect shall not move the resourceVersion. For use after admission; [#update] and [#apply] do it for
    /// themselves.
    public static Value.Struct keepTimes(Value.Struct live, Value.Struct changed) {
        var before = ManagedFields.of(live);
        var after = ManagedFields.of(changed);
        boolean onlyTimes = !before.equals(after)
                && ManagedFields.withoutTimes(before).equals(ManagedFields.withoutTimes(after))
                && Values.same(ManagedFields.remove(live), ManagedFields.remove(changed));
        return onlyTimes ? ManagedFields.set(changed, before) : changed;
    }
}
