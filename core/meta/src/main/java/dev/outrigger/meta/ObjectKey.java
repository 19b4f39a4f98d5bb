package dev.outrigger.meta;

/// Where an object is: its namespace (empty for a cluster-scoped one) and its name.
public record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {

    /// By namespace, then by name: the order of lists.
    @Override
    public int compareTo(ObjectKey other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }
}
