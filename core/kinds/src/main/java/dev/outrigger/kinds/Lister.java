package dev.outrigger.kinds;

import java.util.List;
import java.util.Optional;

/// Reads the objects of one resource from this server's cache: what a client-go lister is to an informer.
///
/// A read sees at least all that was stored, by whatever server, before it began.
///
/// @param <T> the author's class, or `Value.Struct`
public interface Lister<T> {
    /// All objects, by namespace and name.
    List<T> list();

    /// The objects of a namespace, by name.
    List<T> list(String namespace);

    /// The object of that name in a namespace.
    ///
    /// @param namespace the namespace; empty where the resource has none
    Optional<T> get(String namespace, String name);
}
