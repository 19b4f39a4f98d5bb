package dev.outrigger.kinds;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.GroupVersion;
import dev.outrigger.schema.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A resource as its author writes it: a Java type, its place in the API, and its rules.
///
/// The type is a record or class that Jackson can map; its members become the object's fields beside `apiVersion`,
/// `kind` and `metadata`. A fabric8 `CustomResource` brings group, version and names in its annotations and needs
/// nothing else said; so do fabric8's classes of Kubernetes' own kinds, whose lists merge as they do upstream.
///
/// ```java
/// Resource.of(Cat.class).in("animal.skai.io", "v1alpha1").shortName("ct")
/// ```
public final class Resource<T> {
    /// The members that the engine owns, whatever the class says of them.
    static final Set<String> ENGINE_FIELDS = Set.of("apiVersion", "kind", "metadata");

    /// The same in the order they are written in.
    static final List<String> ENGINE_FIELDS_IN_ORDER = List.of("kind", "apiVersion", "metadata");

    private final Class<T> type;
    private final List<String> shortNames = new ArrayList<>();
    private final List<String> categories = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private final List<Rule> celRules = new ArrayList<>();
    private final List<String> selectable = new ArrayList<>();
    private final TypedRules<T> rules = new TypedRules<>();
    private Strategy strategy = Strategy.NONE;
    private Optional<Virtual<T>> virtual = Optional.empty();
    private final Subresources<T> subresources = new Subresources<>();
    private Optional<GroupVersion> place = Optional.empty();
    private final VersionFate fate = new VersionFate();
    private final List<Spoke<?, T>> spokes = new ArrayList<>();
    private final Set<String> storedAs = new LinkedHashSet<>();
    private Optional<String> preferred = Optional.empty();
    private String kind;
    private Optional<String> plural = Optional.empty();
    private Optional<String> singular = Optional.empty();
    private ResourceType.Scope scope = ResourceType.Scope.NAMESPACED;

    private Resource(Class<T> type) {
        this.type = type;
        this.kind = type.getSimpleName();
    }

    /// The resource whose objects are of this Java type. What fabric8's annotations on it say is taken over.
    public static <T> Resource<T> of(Class<T> type) {
        var resource = new Resource<>(type);
        resource.readAnnotations();
        return resource;
    }

    private void readAnnotations() {
        var group = Annotations.text(type, Annotations.MODEL + "Group");
        var version = Annotations.text(type, Annotations.MODEL + "Version");
        if (group.isPresent() && version.isPresent()) in(group.get(), version.get());
        fate.read(type);
        Annotations.text(type, Annotations.MODEL + "Kind").ifPresent(this::kind);
        plural = Annotations.text(type, Annotations.MODEL + "Plural");
        singular = Annotations.text(type, Annotations.MODEL + "Singular");
        Annotations.find(type, Annotations.MODEL + "ShortNames")
                .map(annotation -> Annotations.value(annotation, "value", String[].class))
                .ifPresent(names -> shortNames.addAll(Arrays.asList(names)));
        Annotations.find(type, Annotations.MODEL + "Categories")
                .map(annotation -> Annotations.value(annotation, "value", String[].class))
                .ifPresent(names -> categories.addAll(Arrays.asList(names)));
        above(type, "HasMetadata").ifPresent(this::readFabric8);
    }

    /// Its clients name the resource by rules of their own, and take it for cluster-scoped unless it says otherwise.
    private void readFabric8(Class<?> hasMetadata) {
        plural = Optional.of(Annotations.answer(hasMetadata, "getPlural", type));
        if (above(type, "Namespaced").isEmpty()) clusterScoped();
    }

    /// The class of that name in fabric8's model that this one is, or is made of.
    private static Optional<Class<?>> above(Class<?> type, String name) {
        if (type.getName().equals(Annotations.API + name)) return Optional.of(type);
        return Stream.concat(Stream.of(type.getInterfaces()), Stream.ofNullable(type.getSuperclass()))
                .flatMap(one -> above(one, name).stream())
                .findFirst();
    }

    /// The API group and version it is served in.
    public Resource<T> in(String group, String version) {
        place = Optional.of(new GroupVersion(group, version));
        return this;
    }

    /// The kind of its objects; the simple name of the Java type where nothing is said.
    public Resource<T> kind(String kind) {
        this.kind = kind;
        return this;
    }

    /// The name in paths; the plural of the lower-cased kind where nothing is said.
    public Resource<T> plural(String plural) {
        this.plural = Optional.of(plural);
        return this;
    }

    /// One more name that kubectl users may type.
    public Resource<T> shortName(String shortName) {
        shortNames.add(shortName);
        return this;
    }

    /// One more category, such as `all`.
    public Resource<T> category(String category) {
        categories.add(category);
        return this;
    }

    /// Objects are in no namespace.
    public Resource<T> clusterScoped() {
        scope = ResourceType.Scope.CLUSTER;
        return this;
    }

    /// Clients shall move on to another version: every answer carries a `Warning` header that says so.
    public Resource<T> deprecated() {
        fate.deprecation = Optional.of(new ResourceType.Deprecation(Optional.empty()));
        return this;
    }

    /// Clients shall move on: every answer carries a `Warning` header with this text.
    ///
    /// @throws IllegalArgumentException where the text is empty, longer than 256 bytes or not printable
    public Resource<T> deprecated(String warning) {
        fate.deprecation = Optional.of(new ResourceType.Deprecation(Optional.of(warning)));
        return this;
    }

    /// In which versions of the server program the version of [#in] appears, is deprecated and goes.
    public Resource<T> lifecycle(Lifecycle lifecycle) {
        fate.lifecycle = lifecycle;
        return this;
    }

    /// Clients cannot ask for the version of [#in]: it is the shape that rules run on, and nothing else. One of the
    /// other
    /// versions is stored, see [#storedAs].
    public Resource<T> notServed() {
        fate.served = false;
        return this;
    }

    /// One more version: objects of this Java type, which the conversion takes to the type of this resource and back.
    ///
    /// @param name such as `v1`
    public <A> Resource<T> version(Class<A> type, String name, MetadataConversion<A, T> conversion) {
        return version(Spoke.of(type, name, conversion));
    }

    /// One more version, with what is to be said of it.
    public Resource<T> version(Spoke<?, T> version) {
        spokes.add(version);
        return this;
    }

    /// The version that objects are written to the store in, where it is not that of [#in]. What is in the store in
    /// another version is read all the same, and written in this one when it changes; `migrate` rewrites the rest.
    public Resource<T> storedAs(String version) {
        storedAs.add(version);
        return this;
    }

    /// The version that clients are told to use where they have no wish of their own; the best by Kubernetes' order
    /// where nothing is said. It is that of the whole group.
    public Resource<T> preferred(String version) {
        preferred = Optional.of(version);
        return this;
    }

    /// A table column. The first one given replaces the default columns after the name.
    public Resource<T> column(Column column) {
        columns.add(column);
        return this;
    }

    /// A table column of the field at a path such as `.spec.lives`; its type is the field's.
    public Resource<T> column(String name, String path) {
        return column(new Column(name, "", "", "", 0, path));
    }

    /// A field that clients may select objects by in lists and watches (`--field-selector spec.color=red`).
    ///
    /// @param path such as `.spec.color`, of a string, a whole number or a boolean; not in metadata
    public Resource<T> selectableField(String path) {
        selectable.add(path);
        return this;
    }

    /// A CEL rule over the whole object, after those of fabric8's `@ValidationRule` annotations; it is
    /// published as `x-kubernetes-validations`.
    public Resource<T> rule(Rule rule) {
        celRules.add(rule);
        return this;
    }

    /// A CEL rule over the whole object, such as `self.spec.min <= self.spec.max`, and what the client
    /// hears.
    public Resource<T> rule(String expression, String message) {
        return rule(Rule.of(expression).withMessage(message));
    }

    /// Fills in what the client left out, on every write.
    public Resource<T> defaulting(UnaryOperator<T> defaulting) {
        rules.defaulting = Optional.of(defaulting);
        return this;
    }

    /// Takes out of a new object what clients may not set, and sets what it begins with, such as its status. After
    /// mutating admission, before validation. (`PrepareForCreate` upstream)
    public Resource<T> prepareForCreate(UnaryOperator<T> preparation) {
        rules.preparation = Optional.of(preparation);
        return this;
    }

    /// Takes out of a change what clients may not change. Not asked about changes of the status alone.
    /// (`PrepareForUpdate` upstream)
    public Resource<T> prepareForUpdate(Preparation<T> preparation) {
        rules.updatePreparation = Optional.of(preparation);
        return this;
    }

    /// Takes out of a change of the status, made through the subresource, what clients may not change.
    public Resource<T> prepareForStatusUpdate(Preparation<T> preparation) {
        rules.statusPreparation = Optional.of(preparation);
        return this;
    }

    /// Prepares a change of an object.
    public interface Preparation<T> {
        /// The object as it shall be validated, where `old` stood before.
        T prepare(T object, T old);
    }

    /// Brings an object that is good into the form that is stored, such as a list in order. (`Canonicalize` upstream)
    public Resource<T> canonicalize(UnaryOperator<T> canonicalization) {
        rules.canonicalization = Optional.of(canonicalization);
        return this;
    }

    /// Says what the author of an object should hear of, on create and, where [#updateWarnings] says nothing else, on
    /// update: each at most 120 characters, without `Warning:`.
    public Resource<T> warnings(Function<T, List<String>> warnings) {
        rules.warnings = Optional.of(warnings);
        return this;
    }

    /// Says what the author of a change should hear of. Not asked about changes of the status alone.
    public Resource<T> updateWarnings(UpdateWarnings<T> warnings) {
        rules.updateWarnings = Optional.of(warnings);
        return this;
    }

    /// Says what the author of a change should hear of.
    public interface UpdateWarnings<T> {
        /// What to hear about `object` where `old` stood before.
        List<String> warn(T object, T old);
    }

    /// PUT of a name that does not exist creates it.
    public Resource<T> allowCreateOnUpdate() {
        rules.createOnUpdate = true;
        return this;
    }

    /// PUT without a resourceVersion is refused, where it would overwrite whatever is there.
    public Resource<T> refuseUnconditionalUpdate() {
        rules.unconditionalUpdate = false;
        return this;
    }

    /// Changes are not counted in `metadata.generation`, which objects then lack unless a rule sets it: so it is with
    /// Go's servers whose types do nothing about it.
    public Resource<T> withoutGenerations() {
        rules.generations = false;
        return this;
    }

    /// What is wrong with a name, instead of what a DNS subdomain asks for; `_ -> List.of()` for all that a path can
    /// hold. The sentences go behind `metadata.name: Invalid value: "…": `.
    public Resource<T> names(Function<String, List<String>> errors) {
        rules.names = Optional.of(errors);
        return this;
    }

    /// Rules over untyped objects: each runs before the typed one of this resource, where there is one.
    public Resource<T> strategy(Strategy strategy) {
        this.strategy = strategy;
        return this;
    }

    /// Says what is wrong with an object, on create and update.
    public Resource<T> validate(Function<T, List<FieldError>> validation) {
        rules.validation = Optional.of(validation);
        return this;
    }

    /// Says what is wrong with a change, after [#validate].
    public Resource<T> validateUpdate(UpdateValidation<T> validation) {
        rules.updateValidation = Optional.of(validation);
        return this;
    }

    /// Says what is wrong with a change of an object.
    public interface UpdateValidation<T> {
        /// What is wrong with `object` where `old` stood before.
        List<FieldError> validate(T object, T old);
    }

    /// Objects are not stored: the author's code computes them, and says what can be done with them.
    public Resource<T> virtual(Virtual<T> objects) {
        virtual = Optional.of(objects);
        return this;
    }

    /// Serves `scale` (`autoscaling/v1`), which `kubectl scale` and autoscalers speak.
    ///
    /// @param specReplicas the path of the whole number that is wanted, such as `.spec.replicas`
    /// @param statusReplicas the path of the whole number there is, such as `.status.replicas`
    public Resource<T> scale(String specReplicas, String statusReplicas) {
        subresources.add(new Subresource.ScalePaths(specReplicas, statusReplicas, Optional.empty()));
        return this;
    }

    /// Serves `scale`, with the label selector that autoscalers find what is counted by.
    ///
    /// @param selector the path of a string with a label selector, such as `.status.selector`
    public Resource<T> scale(String specReplicas, String statusReplicas, String selector) {
        subresources.add(new Subresource.ScalePaths(specReplicas, statusReplicas, Optional.of(selector)));
        return this;
    }

    /// Serves a subresource: an [Edit], an [Action] or a [Connect].
    ///
    /// @param name the last segment of its path, such as `config`
    public Resource<T> subresource(String name, AuthoredSubresource<T> subresource) {
        subresources.add(name, subresource);
        return this;
    }

    /// Serves no `status` subresource: the member of that name is written with all else, as with Go's types whose
    /// author
    /// did not set the subresource up.
    public Resource<T> withoutStatusSubresource() {
        subresources.withoutStatus();
        return this;
    }

    /// What the engine serves.
    ///
    /// @throws IllegalArgumentException where something is missing or cannot be mapped; the message names the class
    ///     and the fix
    public ResourceType type() {
        var groupVersion = place.orElseThrow(() -> new IllegalArgumentException(
                type.getName() + " has no group and version: add .in(\"example.com\", \"v1\")"));
        var mapper = mapper();
        var java = mapper.constructType(type);
        var typed = new TypedVersions<>(mapper, groupVersion.group(), kind, type);
        var hub = typed.hub(groupVersion.version(), columns, selectable, celRules, fate);
        var versions = typed.all(hub, spokes, preferred);
        var names = new ResourceType.Names(
                kind,
                plural.orElseGet(() -> Plurals.of(kind.toLowerCase(Locale.ROOT))),
                singular.orElse(kind.toLowerCase(Locale.ROOT)),
                shortNames,
                categories);
        var source = virtual.map(objects -> source(objects, groupVersion, mapper));
        boolean status = source.map(TypedVirtual::isUpdated).orElse(true);
        var form = new Mapped<T>(mapper, java, kind);
        var parent = new AuthoredSubresource.Parent<>(form, new TypedKinds(mapper));
        var scales = typed.scales(spokes, versions);
        return new ResourceType(
                groupVersion.group(),
                names,
                scope,
                versions,
                hub.name(),
                typed.stored(hub, storedAs, fate, spokes),
                new TypedStrategy<>(form, rules.copy(), strategy),
                subresources.of(
                        parent, hub.schema(), type, scales, status ? List.of(new Subresource.Status()) : List.of()),
                source.map(VirtualSource.class::cast));
    }

    private TypedVirtual<T> source(Virtual<T> objects, GroupVersion groupVersion, ObjectMapper mapper) {
        return new TypedVirtual<>(objects, type, mapper, groupVersion.toString(), kind);
    }

    private static ObjectMapper mapper() {
        return JsonMapper.builder()
                .findAndAddModules()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }
}
