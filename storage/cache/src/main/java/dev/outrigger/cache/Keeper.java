package dev.outrigger.cache;

import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.Caller;
import java.util.List;

/// Who keeps a resource's objects: a store, or the author's code.
public sealed interface Keeper extends AutoCloseable permits Repository, VirtualObjects {

    /// The keeper of a type's objects.
    ///
    /// @param root where they are stored, where they are
    static Keeper of(ResourceType type, Root root) {
        return type.virtual()
                .<Keeper>map(source -> new VirtualObjects(type, source))
                .orElseGet(() -> new Repository(type, root));
    }

    /// The objects as a caller sees them.
    ///
    /// @param namespace where the caller looks; empty for everywhere
    /// @throws RuntimeException what the author's code throws
    Repository seenBy(Caller caller, String namespace);

    /// Looks whether what is held is what is kept, and revisions rose. For tests: it reads everything.
    ///
    /// @throws dev.outrigger.store.StoreException where the store cannot be read, or is not followed
    List<Examination> examine() throws InterruptedException;

    /// Whether calls wait only as those of a store that [dev.outrigger.store.Store#parks()].
    boolean parks();

    /// Whether the objects can be read.
    boolean ready();

    /// Ends all watches.
    @Override
    void close();
}
