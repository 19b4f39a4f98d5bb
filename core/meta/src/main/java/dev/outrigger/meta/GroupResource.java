package dev.outrigger.meta;

/// A resource, by its plural name, in a group. The core group is the empty string.
public record GroupResource(String group, String resource) {

    /// The form of error messages: `resource.group`, or `resource` alone in the core group.
    @Override
    public String toString() {
        return group.isEmpty() ? resource : resource + "." + group;
    }
}
