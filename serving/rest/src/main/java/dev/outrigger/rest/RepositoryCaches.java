package dev.outrigger.rest;

import dev.outrigger.cache.Keeper;
import dev.outrigger.kinds.Caches;
import dev.outrigger.kinds.Lister;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.GroupResource;
import dev.outrigger.meta.Value;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What this server keeps, as admission reads it; virtual objects as somebody unknown is shown them.
final class RepositoryCaches implements Caches {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Map<GroupResource, Keeper> keepers;
    private final Map<GroupResource, KeptObjects> listers = new ConcurrentHashMap<>();

    /// @param keepers by resource; all there before the first request
    RepositoryCaches(Map<GroupResource, Keeper> keepers) {
        this.keepers = keepers;
    }

    private Keeper keeper(GroupResource resource) {
        var keeper = keepers.get(resource);
        if (keeper == null) {
            throw new IllegalArgumentException("the objects of " + resource + " are not kept here");
        }
        return keeper;
    }

    @Override
    public boolean awaitFilled(ResourceType type) {
        var keeper = keeper(type.groupResource());
        long start = System.nanoTime();
        try {
            while (!keeper.ready()) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) return false;
                Thread.sleep(PAUSE);
            }
            return true;
        } catch (InterruptedException _) {
            throw KeptObjects.stopped();
        }
    }

    @Override
    public Lister<Value.Struct> of(ResourceType type) {
        return listers.computeIfAbsent(type.groupResource(), resource -> new KeptObjects(keeper(resource)));
    }
}
