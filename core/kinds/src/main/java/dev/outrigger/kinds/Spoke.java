package dev.outrigger.kinds;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One more version of a resource: its own Java type, and how its objects become the hub's and come back.
///
/// ```java
/// Resource.of(FooV2.class).in("hello.example", "v2")
///         .version(Spoke.of(FooV1.class, "v1", conversion).column("Message", ".spec.msg").deprecated())
/// ```
///
/// Rules run on the hub; only the defaulting that a version itself needs is its own.
///
/// @param <A> the type of the version
/// @param <H> the type of the hub, the class that the resource was made of
public final class Spoke<A, H> {
    final Class<A> type;
    final String name;
    final MetadataConversion<A, H> conversion;
    final List<Column> columns = new ArrayList<>();
    final List<String> selectable = new ArrayList<>();
    final VersionFate fate = new VersionFate();
    Optional<Defaulting<A>> defaulting = Optional.empty();
    Optional<Subresource.ScalePaths> scale = Optional.empty();
    boolean scaled = true;

    private Spoke(Class<A> type, String name, MetadataConversion<A, H> conversion) {
        if (conversion == null) {
            throw new IllegalArgumentException(type.getName() + " (" + name
                    + ") has no conversion: give Spoke.of or .version one to the class of the resource and back");
        }
        this.type = type;
        this.name = name;
        this.conversion = conversion;
        fate.read(type);
    }

    /// Fills in what the author of an object left out, with a look at its metadata.
    public interface Defaulting<A> {
        /// The object, completed.
        ///
        /// @param metadata its labels and annotations, to read and to change
        A complete(A object, ConvertedMetadata metadata);
    }

    /// A version of this name whose objects are of this Java type.
    public static <A, H> Spoke<A, H> of(Class<A> type, String name, MetadataConversion<A, H> conversion) {
        return new Spoke<>(type, name, conversion);
    }

    /// A version whose objects are of this Java type, which names it in fabric8's `@Version`.
    ///
    /// @throws IllegalArgumentException where there is no such annotation
    public static <A, H> Spoke<A, H> of(Class<A> type, MetadataConversion<A, H> conversion) {
        var name = Annotations.text(type, Annotations.MODEL + "Version")
                .orElseThrow(() -> new IllegalArgumentException(type.getName()
                        + " has no @Version: name the version with Spoke.of(" + type.getSimpleName()
                        + ".class, \"v1\", conversion)"));
        return new Spoke<>(type, name, conversion);
    }

    /// A table column of this version. The first one given replaces the default columns after the name.
    public Spoke<A, H> column(Column column) {
        columns.add(column);
        return this;
    }

    /// A table column of the field at a path such as `.spec.lives`; its type is the field's.
    public Spoke<A, H> column(String name, String path) {
        return column(new Column(name, "", "", "", 0, path));
    }

    /// A field that clients of this version may select objects by; as [Resource#selectableField].
    public Spoke<A, H> selectableField(String path) {
        selectable.add(path);
        return this;
    }

    /// Fills in what was left out of an object of this version, before it is converted and before the rules of the
    /// hub: on every write in this version, and on what was stored in it.
    public Spoke<A, H> defaulting(UnaryOperator<A> defaulting) {
        return defaulting((object, _) -> defaulting.apply(object));
    }

    /// As the other one, for what is filled in from or into labels and annotations.
    public Spoke<A, H> defaulting(Defaulting<A> defaulting) {
        this.defaulting = Optional.of(defaulting);
        return this;
    }

    /// Where objects of this version have what `scale` shows, where it is not where the hub's have it: for clusters
    /// that serve the resource from a CRD. See [Resource#scale].
    public Spoke<A, H> scale(String specReplicas, String statusReplicas) {
        scale = Optional.of(new Subresource.ScalePaths(specReplicas, statusReplicas, Optional.empty()));
        return this;
    }

    /// As the other one, with the path of the label selector.
    public Spoke<A, H> scale(String specReplicas, String statusReplicas, String selector) {
        scale = Optional.of(new Subresource.ScalePaths(specReplicas, statusReplicas, Optional.of(selector)));
        return this;
    }

    /// This version has no `scale`, though the resource has one.
    public Spoke<A, H> withoutScale() {
        scaled = false;
        return this;
    }

    /// The version is known, converted and may be stored, and clients cannot ask for it.
    public Spoke<A, H> notServed() {
        fate.served = false;
        return this;
    }

    /// Clients shall move on to another version: every answer carries a `Warning` header that says so.
    public Spoke<A, H> deprecated() {
        fate.deprecation = Optional.of(new ResourceType.Deprecation(Optional.empty()));
        return this;
    }

    /// Clients shall move on: every answer carries a `Warning` header with this text.
    ///
    /// @throws IllegalArgumentException where the text is empty, longer than 256 bytes or not printable
    public Spoke<A, H> deprecated(String warning) {
        fate.deprecation = Optional.of(new ResourceType.Deprecation(Optional.of(warning)));
        return this;
    }

    /// In which versions of the server program this version appears, is deprecated and goes.
    public Spoke<A, H> lifecycle(Lifecycle lifecycle) {
        fate.lifecycle = lifecycle;
        return this;
    }
}
