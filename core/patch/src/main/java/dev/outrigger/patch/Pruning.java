package dev.outrigger.patch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// Removes what a manager applied before and does not apply any more, unless someone else owns it.
final class Pruning {
    private final Conversions conversions;
    private final SortedMap<ManagerId, OwnedSet> owners;

    /// @param owners who owns what, with what the manager applies now
    Pruning(Conversions conversions, SortedMap<ManagerId, OwnedSet> owners) {
        this.conversions = conversions;
        this.owners = owners;
    }

    /// The object without what the manager gave up.
    ///
    /// @param merged the live object with the configuration merged in
    /// @param before what the manager applied last time
    TypedObject prune(TypedObject merged, OwnedSet before) {
        if (before.fields().isEmpty()) return merged;
        return conversions
                .convert(merged, before.apiVersion())
                .map(seen -> keepDangling(seen, keepOwned(seen, seen.without(seen.named(before.fields()))), before))
                .flatMap(pruned -> conversions.convert(pruned, merged.apiVersion()))
                .orElse(merged);
    }

    /// Puts back what anybody owns, in whatever version. The version the fields were removed in goes first,
    /// because what is put back there may be needed to convert the object to the others.
    private TypedObject keepOwned(TypedObject merged, TypedObject pruned) {
        var kept = pruned;
        for (var owned : byVersion(merged.apiVersion()).entrySet()) {
            kept = keepOwned(merged, kept, owned.getKey(), owned.getValue()).orElse(kept);
        }
        return kept;
    }

    private Map<String, FieldSet> byVersion(String first) {
        var byVersion = new LinkedHashMap<String, FieldSet>();
        byVersion.put(first, FieldSet.EMPTY);
        for (OwnedSet owned : owners.values()) byVersion.merge(owned.apiVersion(), owned.fields(), FieldSet::union);
        return byVersion;
    }

    private Optional<TypedObject> keepOwned(TypedObject merged, TypedObject pruned, String version, FieldSet owned) {
        if (owned.isEmpty()) return Optional.empty();
        return conversions
                .convert(merged, version)
                .flatMap(whole -> conversions
                        .convert(pruned, version)
                        .map(rest -> whole.without(whole.namedFields()
                                .difference(rest.namedFields().union(whole.named(owned))))));
    }

    /// Puts back what went although the manager never owned it: what nobody owns stays.
    private TypedObject keepDangling(TypedObject merged, TypedObject pruned, OwnedSet before) {
        var rest = conversions.convert(pruned, before.apiVersion());
        if (rest.isEmpty()) return merged;
        var gone = merged.namedFields().difference(rest.get().namedFields());
        return merged.without(gone.intersection(merged.named(before.fields())));
    }
}
