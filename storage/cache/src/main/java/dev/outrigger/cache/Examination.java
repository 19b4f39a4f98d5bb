package dev.outrigger.cache;

import dev.outrigger.meta.GroupResource;
import dev.outrigger.meta.Revision;
import dev.outrigger.store.CompactedException;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a look at one resource's cache found.
///
/// @param resource the resource
/// @param revision how far the cache is
/// @param faults what is not as it must be, a sentence each; none where all is well
public record Examination(GroupResource resource, Revision revision, List<String> faults) {
    private static final int ATTEMPTS = 3;

    public Examination {
        faults = List.copyOf(faults);
    }

    /// Compares the cache with the store at one revision, and looks whether revisions rose with every change held.
    static Examination of(GroupResource resource, WatchCache cache, Store store, Layout layout)
            throws InterruptedException {
        var faults = new ArrayList<String>();
        for (int attempt = 1; ; attempt++) {
            var cached = cache.current();
            try {
                var stored = store.list(Store.Range.all(layout.root()), new Store.ReadAt.Exact(cached.revision()));
                compare(cached, stored.entries(), faults);
                replay(cache.held(), faults);
                return new Examination(resource, cached.revision(), faults);
            } catch (CompactedException e) {
                // The store moved on meanwhile, and forgot.
                if (attempt == ATTEMPTS) throw e;
            }
        }
    }

    private static void compare(Snapshot cached, List<Entry> stored, List<String> faults) {
        for (Entry entry : stored) {
            var found = cached.objects().get(entry.key()).map(CachedObject::entry);
            if (found.isEmpty()) {
                faults.add(entry.key() + " is in the store, not in the cache");
            } else if (!isSame(found.get(), entry)) {
                faults.add(entry.key() + " is in the store as of revision " + entry.modified()
                        + ", in the cache as of revision " + found.get().modified());
            }
            if (entry.created().compareTo(entry.modified()) > 0
                    || entry.modified().compareTo(cached.revision()) > 0) {
                faults.add(entry.key() + " was created at revision " + entry.created() + " and changed at "
                        + entry.modified() + ", though the store is at " + cached.revision());
            }
        }
        if (cached.size() > stored.size()) {
            var keys = stored.stream().map(Entry::key).toList();
            cached.list("", "").stream()
                    .map(object -> object.entry().key())
                    .filter(key -> !keys.contains(key))
                    .forEach(key -> faults.add(key + " is in the cache, not in the store"));
        }
    }

    private static boolean isSame(Entry one, Entry other) {
        return one.modified().equals(other.modified())
                && one.created().equals(other.created())
                && Arrays.equals(one.value(), other.value());
    }

    /// What happened to each object must follow from what happened to it before.
    private static void replay(WatchCache.Held held, List<String> faults) {
        Map<String, Change> lastOf = new HashMap<>();
        Revision before = new Revision(1);
        for (Change change : held.changes()) {
            var key = change.object().entry().key();
            if (change.revision().compareTo(before) < 0) {
                faults.add(
                        "the change of " + key + " at revision " + change.revision() + " came after one at " + before);
            }
            before = change.revision();
            if (change.previous().isPresent() == (change.kind() == Change.Kind.ADDED)) {
                faults.add(key + " was " + change.kind() + " at revision " + change.revision()
                        + (change.previous().isPresent() ? " and was there" : " and was not there"));
            }
            boolean rose = change.previous()
                    .map(previous -> previous.revision().compareTo(change.revision()) < 0)
                    .orElse(true);
            if (!rose) faults.add("the revision of " + key + " did not rise: it is still " + change.revision());
            lastOf.put(key, change);
        }
        lastOf.forEach((key, change) -> {
            var now = held.latest().objects().get(key).map(CachedObject::revision);
            boolean fits = change.kind() == Change.Kind.DELETED
                    ? now.isEmpty()
                    : now.isPresent() && now.get().equals(change.revision());
            if (!fits) faults.add(key + " is not as the last of its changes left it");
        });
    }
}
