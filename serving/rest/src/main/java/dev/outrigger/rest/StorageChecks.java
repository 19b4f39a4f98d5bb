package dev.outrigger.rest;

import dev.outrigger.cache.Keeper;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import java.util.ArrayList;
import java.util.List;

/// The health of the stores: whether each answers, and whether the caches of its resources follow it.
final class StorageChecks {
    private StorageChecks() {}

    /// A store and the caches that follow it.
    private record Followed(Store store, String name, List<Keeper> caches) {
        boolean healthy() {
            return caches.stream().allMatch(Keeper::ready) && answers(store);
        }
    }

    /// One check for each store: `storage` for that of the first resource, `storage/RESOURCE` for the others, after
    /// their first.
    static List<HealthCheck> of(List<Placement> placements, List<Keeper> keepers) {
        var all = new ArrayList<Followed>();
        for (int i = 0; i < placements.size(); i++) {
            var store = placements.get(i).root().store();
            var known = all.stream().filter(one -> one.store == store).findFirst();
            if (known.isPresent()) {
                known.get().caches.add(keepers.get(i));
                continue;
            }
            var name = all.isEmpty()
                    ? "storage"
                    : "storage/" + placements.get(i).type().groupResource();
            all.add(new Followed(store, name, new ArrayList<>(List.of(keepers.get(i)))));
        }
        var checks = new ArrayList<HealthCheck>();
        checks.add(new HealthCheck("ping", HealthCheck.Scope.ALIVE, () -> true));
        for (Followed one : all) checks.add(new HealthCheck(one.name, HealthCheck.Scope.ALIVE, one::healthy));
        return checks;
    }

    private static boolean answers(Store store) {
        try {
            store.revision();
            return true;
        } catch (StoreException _) {
            return false;
        }
    }
}
