package dev.outrigger.cache;

import java.util.function.Predicate;

/// What a page of a list is to hold.
///
/// @param namespace whose objects; empty for all
/// @param after where an earlier page stopped, as [Page.Rest#position] told it; empty for the start
/// @param limit the most objects; 0 for all
/// @param matching which objects
public record PageRequest(String namespace, String after, long limit, Predicate<CachedObject> matching) {
    /// All objects of a namespace; of all where it is empty.
    public static PageRequest all(String namespace) {
        return new PageRequest(namespace, "", 0, _ -> true);
    }

    boolean isFull(int found) {
        return limit > 0 && found >= limit;
    }
}
