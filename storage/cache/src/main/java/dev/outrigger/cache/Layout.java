package dev.outrigger.cache;

import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.ObjectKey;

/// Where a resource's objects are in a store: `/registry/<group>/<resource>/[<namespace>/]<name>`, as the Go servers
/// lay them out.
record Layout(String root, boolean namespaced) {
    /// @param prefix what all keys start with, `/registry` or another folder
    static Layout of(ResourceType type, String prefix) {
        var group = type.group().isEmpty() ? "" : type.group() + "/";
        return new Layout(prefix + "/" + group + type.names().plural() + "/", type.namespaced());
    }

    String storageKey(ObjectKey key) {
        return prefix(key.namespace()) + key.name();
    }

    String prefix(String namespace) {
        return namespace.isEmpty() ? root : root + namespace + "/";
    }

    ObjectKey objectKey(String storageKey) {
        var rest = storageKey.substring(root.length());
        if (!namespaced) return new ObjectKey("", rest);
        int slash = rest.indexOf('/');
        return new ObjectKey(rest.substring(0, Math.max(0, slash)), rest.substring(slash + 1));
    }
}
