package dev.outrigger.cache;

import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Value;
import dev.outrigger.store.Entry;

/// Where a resource's objects are in a store: `/registry/<group>/<resource>/[<namespace>/]<name>`, as the Go servers
/// lay them out.
///
/// @param selectable the fields that are kept with each object, to select by
/// @param forms the forms that the objects may be stored in
record Layout(String root, boolean namespaced, Selectable selectable, StoredForms forms) {
    /// @param prefix what all keys start with, `/registry` or another folder
    static Layout of(ResourceType type, String prefix) {
        var group = type.group().isEmpty() ? "" : type.group() + "/";
        var root = prefix + "/" + group + type.names().plural() + "/";
        return new Layout(root, type.namespaced(), Selectable.of(type), new StoredForms(type));
    }

    /// An entry as the object it holds.
    CachedObject object(Entry entry) {
        return CachedObject.of(objectKey(entry.key()), entry, this);
    }

    /// An entry that was written here as the object it holds, which is known already in the shape of the hub.
    CachedObject object(Entry entry, Value.Struct hub) {
        return CachedObject.of(objectKey(entry.key()), entry, hub, this);
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
