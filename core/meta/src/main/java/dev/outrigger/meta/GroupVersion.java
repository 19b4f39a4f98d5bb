package dev.outrigger.meta;

/// An API group and one of its versions. The core group is the empty string.
public record GroupVersion(String group, String version) {

    /// The `apiVersion` form: `group/version`, or `version` alone in the core group.
    @Override
    public String toString() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /// Reads an `apiVersion`; the part before the last slash is the group.
    ///
    /// @throws IllegalArgumentException where there is more than one slash
    public static GroupVersion parse(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        if (slash < 0) return new GroupVersion("", apiVersion);
        if (apiVersion.indexOf('/', slash + 1) >= 0) {
            throw new IllegalArgumentException("unexpected GroupVersion string: " + apiVersion);
        }
        return new GroupVersion(apiVersion.substring(0, slash), apiVersion.substring(slash + 1));
    }

    /// The kind of that name in this group and version.
    public GroupVersionKind kind(String kind) {
        return new GroupVersionKind(group, version, kind);
    }
}
