package dev.outrigger.schema;

import dev.outrigger.meta.GroupVersionKind;
import java.util.List;
import java.util.Set;

/// One resource in one version, as the OpenAPI documents describe it.
///
/// @param kind the kind of its objects
/// @param plural the resource's name in paths
/// @param namespaced whether its objects live in namespaces
/// @param schema the schema of its objects; where it has no name, one is made from the kind
/// @param verbs what it can do: `create`, `delete`, `deletecollection`, `get`, `list`, `patch`, `update`, `watch`
/// @param subresources its subresources
/// @param selectableFields the fields that clients may select by, besides name and namespace, such as
///     `spec.color`
public record PublishedResource(
        GroupVersionKind kind,
        String plural,
        boolean namespaced,
        Schema schema,
        Set<String> verbs,
        List<PublishedSubresource> subresources,
        List<String> selectableFields) {
    public PublishedResource {
        verbs = Set.copyOf(verbs);
        subresources = List.copyOf(subresources);
        selectableFields = List.copyOf(selectableFields);
        if (schema.name().isEmpty()) schema = schema.withName(nameOf(kind));
    }

    /// A resource whose objects are selected by name and namespace alone.
    public PublishedResource(
            GroupVersionKind kind,
            String plural,
            boolean namespaced,
            Schema schema,
            Set<String> verbs,
            List<PublishedSubresource> subresources) {
        this(kind, plural, namespaced, schema, verbs, subresources, List.of());
    }

    /// The name that documents give a kind: its group's labels in reverse, its version and itself, as upstream
    /// names custom resources.
    static String nameOf(GroupVersionKind kind) {
        var name = new StringBuilder();
        for (String label : List.of(kind.group().split("\\.")).reversed()) {
            if (!label.isEmpty()) name.append(label).append('.');
        }
        return name.append(kind.version()).append('.').append(kind.kind()).toString();
    }
}
