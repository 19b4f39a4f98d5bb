package dev.outrigger.patch;

import dev.outrigger.patch.ManagerId.Operation;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Bounds the number of managers that update an object, by merging the oldest of one version into one entry.
final class AncientChanges {
    private static final int MAX_UPDATERS = 10;
    private static final String NAME = "ancient-changes";

    private AncientChanges() {}

    /// Merges the oldest updaters until no more than ten are left, as far as they share a version.
    static void merge(SortedMap<ManagerId, OwnedSet> owners) {
        var updaters = updaters(owners);
        Map<String, Map.Entry<ManagerId, OwnedSet>> firsts = new HashMap<>();
        int left = updaters.size();
        for (var updater : updaters) {
            if (left <= MAX_UPDATERS) return;
            var version = updater.getValue().apiVersion();
            var bucket = new ManagerId(NAME, Operation.UPDATE, version, "");
            var first = firsts.putIfAbsent(version, updater);
            if (first == null || updater.getKey().equals(bucket)) continue;
            if (!owners.containsKey(bucket)) {
                owners.remove(first.getKey());
                owners.put(bucket, first.getValue());
            }
            owners.remove(updater.getKey());
            owners.merge(bucket, updater.getValue(), AncientChanges::joined);
            left--;
        }
    }

    /// Who updates, oldest first.
    private static List<Map.Entry<ManagerId, OwnedSet>> updaters(SortedMap<ManagerId, OwnedSet> owners) {
        return owners.entrySet().stream()
                .filter(owner -> owner.getKey().operation() == Operation.UPDATE)
                .map(owner -> Map.entry(owner.getKey(), owner.getValue()))
                .sorted(Comparator.comparing(owner -> seconds(owner.getValue())))
                .toList();
    }

    private static OwnedSet joined(OwnedSet older, OwnedSet newer) {
        return newer.with(older.fields().union(newer.fields()));
    }

    private static long seconds(OwnedSet owned) {
        return owned.time().map(Instant::getEpochSecond).orElse(0L);
    }
}
