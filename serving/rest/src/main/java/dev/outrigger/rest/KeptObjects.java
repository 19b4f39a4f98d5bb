package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import dev.outrigger.cache.Keeper;
import dev.outrigger.cache.Repository;
import dev.outrigger.cache.Snapshot;
import dev.outrigger.kinds.Lister;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Caller;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Value;
import dev.outrigger.store.StoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The objects of one resource, as admission reads them. A plug-in may list all of them on every write, so those of
/// the last whole list stay decoded while they are stored: what an informer holds.
final class KeptObjects implements Lister<Value.Struct> {
    private final Keeper keeper;
    private volatile Map<CachedObject, Value.Struct> decoded = Map.of();

    KeptObjects(Keeper keeper) {
        this.keeper = keeper;
    }

    @Override
    public List<Value.Struct> list() {
        var known = decoded;
        var seen = new IdentityHashMap<CachedObject, Value.Struct>();
        var objects = new ArrayList<Value.Struct>();
        for (CachedObject object : now().list("", "")) {
            var value = value(object, known);
            seen.put(object, value);
            objects.add(value);
        }
        decoded = Collections.unmodifiableMap(seen);
        return objects;
    }

    @Override
    public List<Value.Struct> list(String namespace) {
        var known = decoded;
        return now().list(namespace, "").stream()
                .map(object -> value(object, known))
                .toList();
    }

    @Override
    public Optional<Value.Struct> get(String namespace, String name) {
        var known = decoded;
        return now().get(new ObjectKey(namespace, name)).map(object -> value(object, known));
    }

    private static Value.Struct value(CachedObject object, Map<CachedObject, Value.Struct> known) {
        var value = known.get(object);
        return value == null ? object.value() : value;
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

    /// The thread is wanted elsewhere: the server stops, or the request took too long.
    static ApiException stopped() {
        Thread.currentThread().interrupt();
        return ApiException.unavailable("the server is shutting down");
    }
}
