package dev.outrigger.cache;

import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// All objects of a resource as of one revision. It never changes.
public final class Snapshot {
    private final Layout layout;
    private final Revision revision;
    private final SortedObjects objects;

    Snapshot(Layout layout, Revision revision, SortedObjects objects) {
        this.layout = layout;
        this.revision = revision;
        this.objects = objects;
    }

    /// The revision.
    public Revision revision() {
        return revision;
    }

    /// How many objects there are.
    public int size() {
        return objects.size();
    }

    /// The object there; empty where there is none.
    public Optional<CachedObject> get(ObjectKey key) {
        return objects.get(layout.storageKey(key));
    }

    /// The objects of a namespace (of all where it is empty), by namespace and name, after a position.
    ///
    /// @param after where to start behind, as [Page.Rest#position] told it; empty for the start
    public List<CachedObject> list(String namespace, String after) {
        return objects.range(layout.prefix(namespace), after.isEmpty() ? "" : layout.prefix("") + after);
    }

    /// A page of the objects.
    public Page page(PageRequest wanted) {
        var candidates = list(wanted.namespace(), wanted.after());
        var found = new ArrayList<CachedObject>();
        int seen = 0;
        for (CachedObject object : candidates) {
            if (wanted.matching().test(object)) {
                if (wanted.isFull(found.size())) {
                    var rest = new Page.Rest(position(found.getLast()), OptionalLong.of(candidates.size() - seen));
                    return new Page(revision, found, Optional.of(rest));
                }
                found.add(object);
            }
            seen++;
        }
        return new Page(revision, found, Optional.empty());
    }

    private String position(CachedObject object) {
        return object.entry().key().substring(layout.root().length());
    }

    SortedObjects objects() {
        return objects;
    }
}
