package dev.outrigger.cache;

import dev.outrigger.codec.ByteBuilder;
import dev.outrigger.codec.Json;
import dev.outrigger.codec.MediaType;
import dev.outrigger.codec.Protobuf;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Value;
import dev.outrigger.store.Entry;

/// Where a resource's objects are in a store: `/registry/<group>/<resource>/[<namespace>/]<name>`, as the Go servers
/// lay them out.
///
/// @param selectable the fields that are kept with each object, to select by
/// @param forms the forms that the objects may be stored in
/// @param written what objects are written in, JSON or protobuf
record Layout(String root, boolean namespaced, Selectable selectable, StoredForms forms, MediaType written) {
    /// The most bytes of a stored object: etcd's limit, so that what is stored here can be moved there.
    private static final int MOST_BYTES = 1_572_864;

    /// @param prefix what all keys start with, `/registry` or another folder
    static Layout of(ResourceType type, String prefix) {
        return of(type, prefix, MediaType.JSON);
    }

    static Layout of(ResourceType type, Root place) {
        return of(type, place.prefix(), place.written());
    }

    private static Layout of(ResourceType type, String prefix, MediaType written) {
        var group = type.group().isEmpty() ? "" : type.group() + "/";
        var root = prefix + "/" + group + type.names().plural() + "/";
        return new Layout(root, type.namespaced(), Selectable.of(type), new StoredForms(type), written);
    }

    /// An entry as the object it holds.
    CachedObject object(Entry entry) {
        return CachedObject.of(objectKey(entry.key()), entry, this);
    }

    /// An entry that was written here as the object it holds, which is known already in the shape of the hub.
    CachedObject object(Entry entry, Value.Struct hub) {
        return CachedObject.of(objectKey(entry.key()), entry, hub, this);
    }

    /// The bytes to store: everything but the resourceVersion, which the revision of the write tells, and the line
    /// break that Go's encoder ends with.
    ///
    /// @param hub the object in the shape of the hub
    /// @throws dev.outrigger.kinds.ConversionException where it cannot be converted
    /// @throws ApiException 413 where it is larger than a store takes
    byte[] bytes(Value.Struct hub) {
        var object = forms.written().fromHub(hub);
        var bytes = encoded(object.with("metadata", object.struct("metadata").without("resourceVersion")));
        if (bytes.length <= MOST_BYTES) return bytes;
        throw ApiException.tooLarge(
                "Request entity too large: the object has " + bytes.length + " bytes, the limit is " + MOST_BYTES);
    }

    private byte[] encoded(Value.Struct object) {
        var message = forms.written().message();
        if (written.isSameAs(MediaType.PROTOBUF) && message.isPresent()) return Protobuf.object(object, message.get());
        var out = new ByteBuilder(1024);
        Json.encodeTo(object, out);
        out.append('\n');
        return out.toByteArray();
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
