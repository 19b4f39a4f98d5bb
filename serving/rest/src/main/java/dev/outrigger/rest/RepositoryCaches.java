package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import dev.outrigger.cache.Keeper;
import dev.outrigger.cache.Repository;
import dev.outrigger.cache.Snapshot;
import dev.outrigger.kinds.Caches;
import dev.outrigger.kinds.Lister;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Caller;
import dev.outrigger.meta.GroupResource;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Value;
import dev.outrigger.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What this server keeps, as admission reads it; virtual objects as somebody unknown is shown them.
///
/// @param keepers by resource; all there before the first request
record RepositoryCaches(Map<GroupResource, Keeper> keepers) implements Caches {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Keeper keeper(ResourceType type) {
        var keeper = keepers.get(type.groupResource());
        if (keeper == null) {
            throw new IllegalArgumentException("the objects of " + type.groupResource() + " are not kept here");
        }
        return keeper;
    }

    @Override
    public boolean awaitFilled(ResourceType type) {
        var keeper = keeper(type);
        long start = System.nanoTime();
        try {
            while (!keeper.ready()) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) return false;
                Thread.sleep(PAUSE);
            }
            return true;
        } catch (InterruptedException _) {
            throw stopped();
        }
    }

    @Override
    public Lister<Value.Struct> of(ResourceType type) {
        return new Kept(keeper(type));
    }

    private static ApiException stopped() {
        Thread.currentThread().interrupt();
        return ApiException.unavailable("the server is shutting down");
    }

    private record Kept(Keeper keeper) implements Lister<Value.Struct> {
        @Override
        public List<Value.Struct> list() {
            return list("");
        }

        @Override
        public List<Value.Struct> list(String namespace) {
            return now().list(namespace, "").stream().map(CachedObject::value).toList();
        }

        @Override
        public Optional<Value.Struct> get(String namespace, String name) {
            return now().get(new ObjectKey(namespace, name)).map(CachedObject::value);
        }

        private Snapshot now() {
            try {
                return keeper.seenBy(Caller.ANONYMOUS, "").read(new Repository.Freshness.MostRecent());
            } catch (InterruptedException _) {
                throw stopped();
            } catch (StoreException lost) {
                throw ApiException.unavailable("the storage of this server is not available: " + lost.getMessage());
            }
        }
    }
}
