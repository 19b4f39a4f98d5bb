package dev.outrigger.kinds;

import dev.outrigger.meta.GroupResource;
import dev.outrigger.meta.GroupVersion;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What the engine knows of a resource: its names, its versions, and its author's rules over untyped values.
///
/// Authors make one with [Resource]; a control plane makes one from a CRD.
///
/// @param group the API group; empty for the core group
/// @param names the words the resource goes by
/// @param scope whether objects live in namespaces
/// @param versions the served versions, preferred first
/// @param storageVersion the version that is stored; one of `versions`
/// @param strategy the author's rules
/// @param statusSubresource whether `status` is written apart, through the subresource of that name
public record ResourceType(
        String group,
        Names names,
        Scope scope,
        List<Version> versions,
        String storageVersion,
        Strategy strategy,
        boolean statusSubresource) {

    /// Whether objects live in namespaces.
    public enum Scope {
        /// Every object is in a namespace.
        NAMESPACED,
        /// Objects are in no namespace.
        CLUSTER
    }

    /// The words a resource goes by.
    ///
    /// @param kind the kind of its objects, such as `Cat`
    /// @param plural the name in paths, such as `cats`
    /// @param singular such as `cat`
    /// @param shortNames what kubectl users type instead
    /// @param categories the groups of resources it is listed with, such as `all`
    public record Names(String kind, String plural, String singular, List<String> shortNames, List<String> categories) {
        public Names {
            shortNames = List.copyOf(shortNames);
            categories = List.copyOf(categories);
        }

        /// The kind of its lists.
        public String listKind() {
            return kind + "List";
        }
    }

    /// One version of a resource.
    ///
    /// @param name such as `v1alpha1`
    /// @param schema the whole object, apiVersion, kind and metadata included
    /// @param columns what a table shows after the name; none for the default columns
    /// @param selectableFields the paths of the fields, besides the name and the namespace, that clients
    ///     may select by, such as `spec.color`
    /// @param conversion between this version and the storage version
    /// @param deprecation that clients shall move on; empty where they need not
    public record Version(
            String name,
            Schema schema,
            List<Column> columns,
            List<String> selectableFields,
            Conversion conversion,
            Optional<Deprecation> deprecation) {
        public Version {
            columns = List.copyOf(columns);
            selectableFields = List.copyOf(selectableFields);
        }

        /// A version that is here to stay, whose objects are selected by name and namespace alone.
        public Version(String name, Schema schema, List<Column> columns, Conversion conversion) {
            this(name, schema, columns, List.of(), conversion, Optional.empty());
        }
    }

    /// A version is on its way out: every answer to a request in it carries a warning.
    ///
    /// @param warning what clients hear; where it is empty, that the version is deprecated, and the best one
    ///     that is not
    /// @throws IllegalArgumentException where the warning is not one to 256 bytes of printable characters, as
    ///     upstream has it
    public record Deprecation(Optional<String> warning) {
        private static final int LONGEST = 256;

        public Deprecation {
            warning.ifPresent(text -> {
                boolean fits = !text.isEmpty() && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
                if (!fits || text.chars().anyMatch(Character::isISOControl)) {
                    throw new IllegalArgumentException(
                            "a deprecation warning has 1 to " + LONGEST + " bytes, all printable: " + text);
                }
            });
        }
    }

    public ResourceType {
        versions = List.copyOf(versions);
        var stored = storageVersion;
        if (versions.stream().noneMatch(version -> version.name().equals(stored))) {
            throw new IllegalArgumentException("the storage version " + storageVersion + " of "
                    + names.plural() + "." + group + " is none of its versions: add it with in(\"" + group + "\", \""
                    + storageVersion + "\")");
        }
    }

    /// The resource and its group, as error messages name it.
    public GroupResource groupResource() {
        return new GroupResource(group, names.plural());
    }

    /// The kind in one version.
    public GroupVersionKind kind(String version) {
        return new GroupVersionKind(group, version, names.kind());
    }

    /// The group in one version.
    public GroupVersion groupVersion(String version) {
        return new GroupVersion(group, version);
    }

    /// Whether objects live in namespaces.
    public boolean namespaced() {
        return scope == Scope.NAMESPACED;
    }

    /// The version of that name.
    ///
    /// @throws IllegalArgumentException where the resource is not served in it
    public Version version(String name) {
        return versions.stream()
                .filter(version -> version.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(names.plural() + " has no version " + name));
    }
}
