package dev.outrigger.rest;

import dev.outrigger.cache.Keeper;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.kinds.Subresource;
import dev.outrigger.kinds.VersionOrder;
import dev.outrigger.meta.GroupVersion;
import dev.outrigger.schema.Rules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What is served at one moment: routing, discovery and OpenAPI read it. It never changes; a new one takes its place.
final class Catalog {

    /// Who answers for a resource.
    sealed interface Owner {
        /// This server.
        ///
        /// @param rules the CEL rules of its hub
        /// @param subresourceRules those of the kinds that its subresources speak, by the subresource's name
        record Local(ResourceType type, Rules rules, Keeper keeper, Map<String, Rules> subresourceRules)
                implements Owner {
            /// The rules of the kind that a subresource speaks.
            Rules rulesOf(Subresource subresource) {
                return subresourceRules.getOrDefault(subresource.name(), Rules.NONE);
            }
        }
    }

    private final Map<String, Map<String, Owner>> resourcesByGroup = new LinkedHashMap<>();
    private final Map<String, List<String>> versionsByGroup = new LinkedHashMap<>();

    Catalog(List<Owner> owners) {
        for (Owner owner : owners) {
            switch (owner) {
                case Owner.Local local -> add(local);
            }
        }
        versionsByGroup.forEach((group, versions) -> {
            var wished = wished(group);
            Comparator<String> byWish = Comparator.comparing(version -> !wished.contains(version));
            versions.sort(byWish.thenComparing(VersionOrder.PREFERRED_FIRST));
        });
    }

    /// The version that the authors of a group's resources put before better ones; at most one.
    private Set<String> wished(String group) {
        var wished = new TreeSet<String>();
        for (Owner owner : resourcesByGroup.getOrDefault(group, Map.of()).values()) {
            switch (owner) {
                case Owner.Local local -> {
                    var names = local.type().served().stream()
                            .map(ResourceType.Version::name)
                            .toList();
                    boolean usual = names.equals(
                            names.stream().sorted(VersionOrder.PREFERRED_FIRST).toList());
                    if (!usual) wished.add(names.getFirst());
                }
            }
        }
        if (wished.size() > 1) {
            throw new IllegalArgumentException("the resources of " + group + " prefer several versions, " + wished
                    + ": a group has one; let all name the same with .preferred(\"" + wished.first() + "\")");
        }
        return wished;
    }

    private void add(Owner.Local local) {
        var type = local.type();
        var resources = resourcesByGroup.computeIfAbsent(type.group(), _ -> new LinkedHashMap<>());
        if (resources.put(type.names().plural(), local) != null) {
            throw new IllegalArgumentException("two resources are called " + type.groupResource()
                    + ": give one of them another plural or another group");
        }
        var versions = versionsByGroup.computeIfAbsent(type.group(), _ -> new ArrayList<>());
        for (ResourceType.Version version : type.served()) {
            if (!versions.contains(version.name())) versions.add(version.name());
        }
    }

    /// The API groups, by name.
    List<String> groups() {
        return versionsByGroup.keySet().stream().sorted().toList();
    }

    /// The versions of a group, the preferred one first; none where the group is not served.
    List<String> versions(String group) {
        return List.copyOf(versionsByGroup.getOrDefault(group, List.of()));
    }

    boolean serves(GroupVersion groupVersion) {
        return versions(groupVersion.group()).contains(groupVersion.version());
    }

    /// Who answers for a resource in a version.
    Optional<Owner> find(GroupVersion groupVersion, String plural) {
        var owner =
                resourcesByGroup.getOrDefault(groupVersion.group(), Map.of()).get(plural);
        return Optional.ofNullable(owner).filter(found -> switch (found) {
            case Owner.Local local -> isIn(local.type(), groupVersion.version());
        });
    }

    /// The types served in a version, by plural name.
    List<ResourceType> types(GroupVersion groupVersion) {
        return resourcesByGroup.getOrDefault(groupVersion.group(), Map.of()).values().stream()
                .map(owner -> switch (owner) {
                    case Owner.Local local -> local.type();
                })
                .filter(type -> isIn(type, groupVersion.version()))
                .sorted(Comparator.comparing(type -> type.names().plural()))
                .toList();
    }

    private static boolean isIn(ResourceType type, String version) {
        return type.serves(version);
    }
}
