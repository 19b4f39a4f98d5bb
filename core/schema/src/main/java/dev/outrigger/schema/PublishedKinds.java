package dev.outrigger.schema;

import dev.outrigger.meta.GroupVersion;
import dev.outrigger.meta.GroupVersionKind;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which kinds the named schemas are.
final class PublishedKinds {
    private static final GroupVersion META = new GroupVersion("", "v1");
    private static final Comparator<GroupVersionKind> ORDER = Comparator.comparing(GroupVersionKind::group)
            .thenComparing(GroupVersionKind::version)
            .thenComparing(GroupVersionKind::kind);

    private final Map<String, SortedSet<GroupVersionKind>> byName = new HashMap<>();
    private final Map<String, List<String>> selectable = new HashMap<>();

    PublishedKinds(Collection<PublishedResource> resources) {
        add(MetaSchemas.STATUS, META.kind("Status"));
        add(MetaSchemas.API_VERSIONS, META.kind("APIVersions"));
        add(MetaSchemas.API_GROUP, META.kind("APIGroup"));
        add(MetaSchemas.API_GROUP_LIST, META.kind("APIGroupList"));
        add(MetaSchemas.API_RESOURCE_LIST, META.kind("APIResourceList"));
        anywhere(META);
        resources.forEach(this::resource);
    }

    private void resource(PublishedResource resource) {
        GroupVersionKind kind = resource.kind();
        add(resource.schema(), kind);
        Schema list = MetaSchemas.listOf(resource.schema());
        add(list, kind.groupVersion().kind(kind.kind() + "List"));
        selectable.put(resource.schema().name(), resource.selectableFields());
        selectable.put(list.name(), resource.selectableFields());
        anywhere(kind.groupVersion());
        for (PublishedSubresource subresource : resource.subresources()) {
            switch (subresource) {
                case PublishedSubresource.Edited edited -> add(edited.schema(), edited.kind());
                case PublishedSubresource.Connected _ -> {}
            }
        }
    }

    /// The kinds that every group version has.
    private void anywhere(GroupVersion version) {
        add(MetaSchemas.DELETE_OPTIONS, version.kind("DeleteOptions"));
        add(MetaSchemas.WATCH_EVENT, version.kind("WatchEvent"));
    }

    private void add(Schema schema, GroupVersionKind kind) {
        byName.computeIfAbsent(schema.name(), _ -> new TreeSet<>(ORDER)).add(kind);
    }

    /// The fields that clients may select objects of that schema by, besides name and namespace.
    List<String> selectableFields(String name) {
        return selectable.getOrDefault(name, List.of());
    }

    /// The kinds that the schema of that name is, in order; none for a schema that is no kind.
    List<GroupVersionKind> of(String name) {
        return List.copyOf(byName.getOrDefault(name, new TreeSet<>(ORDER)));
    }
}
