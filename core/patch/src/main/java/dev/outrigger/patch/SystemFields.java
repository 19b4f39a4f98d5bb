package dev.outrigger.patch;

import dev.outrigger.meta.GroupVersion;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import java.util.List;

/// The fields that say which object it is. The server sets them, nobody owns them.
final class SystemFields {
    /// What no entry of managedFields lists.
    static final FieldSet ALL = all();

    private SystemFields() {}

    private static FieldSet all() {
        var all =
                FieldSet.ofFields("apiVersion").union(FieldSet.ofFields("kind")).union(FieldSet.ofFields("metadata"));
        var names = List.of(
                "name",
                "namespace",
                "creationTimestamp",
                "selfLink",
                "uid",
                "clusterName",
                "generation",
                "managedFields",
                "resourceVersion");
        for (String name : names) all = all.union(FieldSet.ofFields("metadata", name));
        return all;
    }

    /// The kind an object says it is of; parts it does not say are empty.
    static GroupVersionKind kind(Value.Struct object) {
        var kind = object.text("kind").orElse("");
        try {
            return GroupVersion.parse(object.text("apiVersion").orElse("")).kind(kind);
        } catch (IllegalArgumentException e) {
            return new GroupVersionKind("", "", kind);
        }
    }

    /// A kind as Go prints it, with the slash even in the core group: `/v1, Kind=Pod`.
    static String text(GroupVersionKind kind) {
        return kind.group() + "/" + kind.version() + ", Kind=" + kind.kind();
    }

    /// An object as upstream's messages name it: `namespace/name; group/version, Kind=kind`.
    static String described(Value.Struct object, GroupVersionKind kind) {
        var metadata = object.struct("metadata");
        return metadata.text("namespace").orElse("") + "/"
                + metadata.text("name").orElse("") + "; " + text(kind);
    }
}
