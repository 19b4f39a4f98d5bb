package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import dev.outrigger.cache.Repository;
import dev.outrigger.cache.Snapshot;
import dev.outrigger.kinds.Caches;
import dev.outrigger.kinds.Lister;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.GroupResource;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Value;
import dev.outrigger.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The repositories of this server, as admission reads them.
///
/// @param repositories by resource; all there before the first request
record RepositoryCaches(Map<GroupResource, Repository> repositories) implements Caches {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Repository repository(ResourceType type) {
        var repository = repositories.get(type.groupResource());
        if (repository == null) {
            throw new IllegalArgumentException("the objects of " + type.groupResource() + " are not kept here");
        }
        return repository;
    }

    @Override
    public boolean awaitFilled(ResourceType type) {
        var repository = repository(type);
        long start = System.nanoTime();
        try {
            while (!repository.ready()) {
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
        return new Kept(repository(type));
    }

    private static ApiException stopped() {
        Thread.currentThread().interrupt();
        return ApiException.unavailable("the server is shutting down");
    }

    private record Kept(Repository repository) implements Lister<Value.Struct> {
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
                return repository.read(new Repository.Freshness.MostRecent());
            } catch (InterruptedException _) {
                throw stopped();
            } catch (StoreException lost) {
                throw ApiException.unavailable("the storage of this server is not available: " + lost.getMessage());
            }
        }
    }
}
