package dev.outrigger.cache;

import dev.outrigger.meta.Revision;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A page of a list, by namespace and name.
///
/// @param revision the revision all its pages are read at
/// @param objects what it holds
/// @param rest what follows it; empty where it is the last
public record Page(Revision revision, List<CachedObject> objects, Optional<Rest> rest) {
    public Page {
        objects = List.copyOf(objects);
    }

    /// What follows a page.
    ///
    /// @param position where the next page starts behind, in a form that may be handed out and given back
    /// @param count how many objects follow, matching or not; empty where nobody counted them
    public record Rest(String position, OptionalLong count) {}
}
