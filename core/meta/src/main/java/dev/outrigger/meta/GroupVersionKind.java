package dev.outrigger.meta;

/// A kind in one version of its group. The core group is the empty string.
public record GroupVersionKind(String group, String version, String kind) {

    /// The group and version of this kind.
    public GroupVersion groupVersion() {
        return new GroupVersion(group, version);
    }

    /// The `apiVersion` that objects of this kind carry.
    public String apiVersion() {
        return groupVersion().toString();
    }

    /// The form upstream prints: `group/version, Kind=kind`.
    @Override
    public String toString() {
        return apiVersion() + ", Kind=" + kind;
    }
}
