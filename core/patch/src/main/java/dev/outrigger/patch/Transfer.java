package dev.outrigger.patch;

import dev.outrigger.patch.Patch.OnConflict;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What one write does to the owners of an object. Each owner's fields are compared in the version it wrote in.
final class Transfer {
    private final Conversions conversions;
    private final TypedObject live;
    private final SortedMap<ManagerId, OwnedSet> owners;

    /// @param live the object before the write
    /// @param owners who owns what in it
    Transfer(Conversions conversions, TypedObject live, Map<ManagerId, OwnedSet> owners) {
        this.conversions = conversions;
        this.live = live;
        this.owners = new TreeMap<>();
        owners.forEach((id, owned) -> conversions
                .convert(live, owned.apiVersion())
                .map(TypedObject::shape)
                .map(shape -> Reconciling.reconcile(owned.fields(), shape))
                .ifPresent(fields -> this.owners.put(id, owned.with(fields))));
    }

    /// The owners, once the write is worked out.
    SortedMap<ManagerId, OwnedSet> owners() {
        return owners;
    }

    /// Takes what a write changed away from all owners, and tells what that was.
    FieldSet update(TypedObject wanted) {
        return release(wanted, Optional.empty(), OnConflict.TAKE).changed();
    }

    /// The object after an apply by the manager; its set becomes what it applied.
    ///
    /// @throws Conflicts where others own fields that would change, and it may not take them
    TypedObject apply(TypedObject configuration, ManagerId manager, OnConflict onConflict) {
        var before = Optional.ofNullable(owners.get(manager));
        var fields = configuration.fields().withoutTrees(conversions.ignored(configuration.apiVersion()));
        owners.put(manager, new OwnedSet(fields, configuration.apiVersion(), before.flatMap(OwnedSet::time)));
        var merged = live.merged(configuration);
        var applied = before.filter(last -> givesUp(last, owners.get(manager)))
                .map(last ->
                        new Pruning(conversions, owners).prune(merged, last).keepingNulls(configuration))
                .orElse(merged);
        release(applied, Optional.of(manager), onConflict);
        return applied;
    }

    /// Whether a manager may have left out something that it applied before. In another version that is not
    /// seen from the names.
    private static boolean givesUp(OwnedSet before, @Nullable OwnedSet now) {
        return now == null
                || !before.apiVersion().equals(now.apiVersion())
                || !before.fields().difference(now.fields()).isEmpty();
    }

    /// Takes what changed away from every owner but one, and what is gone as well.
    private Comparison release(TypedObject wanted, Optional<ManagerId> except, OnConflict onConflict) {
        var comparisons = new HashMap<String, Optional<Comparison>>();
        var own = compare(live, wanted);
        comparisons.put(wanted.apiVersion(), Optional.of(own));
        var conflicts = new TreeMap<ManagerId, FieldSet>();
        var left = new TreeMap<ManagerId, OwnedSet>();
        owners.forEach((id, owned) -> {
            if (except.filter(id::equals).isPresent()) {
                left.put(id, owned);
                return;
            }
            var comparison = comparisons.computeIfAbsent(owned.apiVersion(), version -> compareIn(version, wanted));
            if (comparison.isEmpty()) return;
            var taken = owned.fields().intersection(comparison.get().changed());
            if (!taken.isEmpty()) conflicts.put(id, taken);
            left.put(
                    id,
                    owned.with(owned.fields()
                            .difference(taken)
                            .difference(comparison.get().removed())));
        });
        if (onConflict == OnConflict.REFUSE && !conflicts.isEmpty()) throw new Conflicts(conflicts);
        owners.clear();
        left.forEach((id, owned) -> {
            if (!owned.fields().isEmpty()) owners.put(id, owned);
        });
        return own;
    }

    private Optional<Comparison> compareIn(String apiVersion, TypedObject wanted) {
        return conversions
                .convert(live, apiVersion)
                .flatMap(before -> conversions.convert(wanted, apiVersion).map(after -> compare(before, after)));
    }

    private Comparison compare(TypedObject before, TypedObject after) {
        return before.comparedTo(after).without(conversions.ignored(after.apiVersion()));
    }
}
