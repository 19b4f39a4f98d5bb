package dev.outrigger.kinds;

import dev.outrigger.meta.Value;

/// The caches of the resources whose objects a server keeps.
public interface Caches {
    /// No caches.
    Caches NONE = new Caches() {
        @Override
        public Lister<Value.Struct> of(ResourceType type) {
            throw new IllegalArgumentException("the objects of " + type.groupResource() + " are not kept here");
        }

        @Override
        public boolean awaitFilled(ResourceType type) {
            return false;
        }
    };

    /// The objects of a resource, in the version that its author's rules are written for.
    ///
    /// @throws IllegalArgumentException where this server does not keep them
    Lister<Value.Struct> of(ResourceType type);

    /// Waits until the cache of a resource holds what is stored, ten seconds at most as upstream's
    /// `admission.Handler.WaitForReady`.
    ///
    /// @return whether it does
    boolean awaitFilled(ResourceType type);
}
