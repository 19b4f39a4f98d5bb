package dev.outrigger.kinds;

import dev.outrigger.meta.ComponentVersion;
import dev.outrigger.meta.GroupResource;
import dev.outrigger.meta.GroupVersion;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
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
/// @param versions all its versions, served or not, preferred first
/// @param hub the version in whose shape the engine works and the author's rules run; all others are converted to it
///     and from it
/// @param storageVersion the version that objects are written to the store in. What is stored is read by the version
///     it says itself, whichever of `versions` that is
/// @param strategy the author's rules
/// @param subresources what is served below each object
/// @param virtual where the objects come from, where they are not stored
public record ResourceType(
        String group,
        Names names,
        Scope scope,
        List<Version> versions,
        String hub,
        String storageVersion,
        Strategy strategy,
        List<Subresource> subresources,
        Optional<VirtualSource> virtual) {

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
    /// @param conversion between this version and the hub
    /// @param deprecation that clients shall move on; empty where they need not
    /// @param served whether clients can ask for it; what is not served is still read and may be stored
    /// @param lifecycle in which versions of the server program it is served; see [ResourceType#at]
    public record Version(
            String name,
            Schema schema,
            List<Column> columns,
            List<String> selectableFields,
            Conversion conversion,
            Optional<Deprecation> deprecation,
            boolean served,
            Lifecycle lifecycle) {
        public Version {
            columns = List.copyOf(columns);
            selectableFields = List.copyOf(selectableFields);
        }

        /// A version that is served by all versions of the program.
        public Version(
                String name,
                Schema schema,
                List<Column> columns,
                List<String> selectableFields,
                Conversion conversion,
                Optional<Deprecation> deprecation) {
            this(name, schema, columns, selectableFields, conversion, deprecation, true, Lifecycle.ALWAYS);
        }

        /// This version as that version of the program serves it.
        Version at(ComponentVersion now) {
            boolean due = deprecation.isEmpty() && lifecycle.isDeprecatedAt(now);
            return new Version(
                    name,
                    schema,
                    columns,
                    selectableFields,
                    conversion,
                    due ? Optional.of(new Deprecation(Optional.empty())) : deprecation,
                    served && lifecycle.isServedAt(now),
                    lifecycle);
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

    /// @throws IllegalArgumentException where a version is there twice, or the hub or the storage version is missing,
    /// or
    ///     no version is served; the message names the fix
    public ResourceType {
        versions = List.copyOf(versions);
        subresources = List.copyOf(subresources);
        VersionChecks.check(new GroupResource(group, names.plural()), versions, hub, storageVersion);
        if (virtual.isPresent() && !storageVersion.equals(hub)) {
            throw new IllegalArgumentException(new GroupResource(group, names.plural())
                    + " is virtual, so that nothing can be stored as " + storageVersion + ": leave out storedAs");
        }
    }

    /// A resource whose objects are stored in the version of the hub.
    public ResourceType(
            String group,
            Names names,
            Scope scope,
            List<Version> versions,
            String storageVersion,
            Strategy strategy,
            List<Subresource> subresources) {
        this(group, names, scope, versions, storageVersion, storageVersion, strategy, subresources, Optional.empty());
    }

    /// The resource as that version of the server program serves it: without the versions that are not there yet or are
    /// gone, and with warnings for those that will go.
    ///
    /// @throws IllegalArgumentException where none is left
    public ResourceType at(ComponentVersion now) {
        var then = versions.stream().map(version -> version.at(now)).toList();
        return new ResourceType(group, names, scope, then, hub, storageVersion, strategy, subresources, virtual);
    }

    /// Whether that version of the server program serves any of its versions.
    public boolean isServedAt(ComponentVersion now) {
        return versions.stream().anyMatch(version -> version.at(now).served());
    }

    /// The versions that clients can ask for, preferred first.
    public List<Version> served() {
        return versions.stream().filter(Version::served).toList();
    }

    /// Whether clients can ask for that version.
    public boolean serves(String version) {
        return find(version).map(Version::served).orElse(false);
    }

    /// The version in whose shape the engine works.
    public Version hubVersion() {
        return version(hub);
    }

    /// The version of that name, served or not.
    public Optional<Version> find(String name) {
        return versions.stream().filter(version -> version.name().equals(name)).findFirst();
    }

    /// Whether a version has the status subresource: where the hub's `status` is written apart, each version that shows
    /// it does.
    public boolean hasStatus(String version) {
        return statusSubresource() && version(version).schema().properties().containsKey("status");
    }

    /// An object of one of the versions as the version's own defaulting completes it.
    ///
    /// @throws ConversionException where it cannot be completed
    public Value.Struct completed(Value.Struct object, Version version) {
        return version.name().equals(hub)
                ? object
                : new Passage(this, version.name(), version.name()).completed(object, version.conversion());
    }

    /// An object of one of the versions in the shape of the hub.
    ///
    /// @throws ConversionException where it cannot be converted
    public Value.Struct toHub(Value.Struct object, Version from) {
        return from.name().equals(hub) ? object : new Passage(this, from.name(), hub).toHub(object, from.conversion());
    }

    /// An object of the hub in the shape of one of the versions.
    ///
    /// @throws ConversionException where it cannot be converted
    public Value.Struct fromHub(Value.Struct object, Version to) {
        return to.name().equals(hub) ? object : new Passage(this, hub, to.name()).fromHub(object, to.conversion());
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

    /// The author's class of its objects; empty where none stands for them.
    Optional<Class<?>> javaClass() {
        return strategy instanceof TypedStrategy<?> typed
                ? Optional.of(typed.form().javaClass())
                : Optional.empty();
    }

    /// The objects in the author's class, where it is this one.
    @SuppressWarnings("unchecked") // a form is of its class
    <T> Optional<Mapped<T>> form(Class<T> javaClass) {
        return strategy instanceof TypedStrategy<?> typed && typed.form().javaClass() == javaClass
                ? Optional.of((Mapped<T>) typed.form())
                : Optional.empty();
    }

    /// Whether objects live in namespaces.
    public boolean namespaced() {
        return scope == Scope.NAMESPACED;
    }

    /// The subresource of that name, in a version; empty where there is none.
    public Optional<Subresource> subresource(String name, String version) {
        return subresources(version).stream()
                .filter(subresource -> subresource.name().equals(name))
                .findFirst();
    }

    /// What is served below each object in a version: all but the status of a version that shows none, and the
    /// scale of one that has none.
    public List<Subresource> subresources(String version) {
        return subresources.stream()
                .filter(subresource -> switch (subresource) {
                    case Subresource.Status _ -> hasStatus(version);
                    case Subresource.Scale scale -> scale.paths(version).isPresent();
                    case Subresource.Edit _, Subresource.Action _, Subresource.Connect _ -> true;
                })
                .toList();
    }

    /// Whether `status` is written apart, through the subresource of that name.
    public boolean statusSubresource() {
        return subresources.stream().anyMatch(Subresource.Status.class::isInstance);
    }

    /// The version of that name, served or not.
    ///
    /// @throws IllegalArgumentException where the resource does not have it
    public Version version(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException(names.plural() + " has no version " + name));
    }
}
