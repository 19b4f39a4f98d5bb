package dev.outrigger.kinds;

import dev.outrigger.kinds.AdmissionRequest.Operation;
import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An admission plug-in: code that may change or refuse what clients ask for, knowing who asks and what else there is.
///
/// Mutating plug-ins run first, in the order in which the server was given them, before the object is validated; one
/// runs once more where a later one has changed what it saw. Validating plug-ins run last and see what is to be
/// stored. Both may run again when a write has lost a race, so they keep nothing.
///
/// ```java
/// Admission.validating("BanFlunder", Flunder.class, request -> {
///     boolean banned = request.objects(Fischer.class).list().stream()
///             .anyMatch(fischer -> fischer.disallowedFlunders().contains(request.name()));
///     if (banned) throw request.forbidden("this name may not be used, please change the resource name");
/// }).on(CREATE).reads(Fischer.class)
/// ```
///
/// A plug-in that is asked about no operations in particular is asked about CREATE and UPDATE of objects themselves.
/// What it throws besides `ApiException` is answered with 500 and logged.
public final class Admission {
    private final String name;
    private final Action action;
    private final Scope scope;
    private final List<Class<?>> reads;
    private final Optional<String> feature;
    private final boolean off;

    private sealed interface Action {
        record Mutating(Mutation<Value.Struct> mutation) implements Action {}

        record Validating(Rule<Value.Struct> rule) implements Action {}
    }

    /// @param type the class of the objects; empty for those of all resources
    private record Scope(Optional<Class<?>> type, Set<Operation> operations, List<String> subresources) {
        static Scope of(Optional<Class<?>> type) {
            return new Scope(type, EnumSet.of(Operation.CREATE, Operation.UPDATE), List.of(""));
        }

        boolean covers(AdmissionRequest<?> request) {
            return operations.contains(request.operation())
                    && (subresources.contains(request.subresource()) || subresources.contains("*"))
                    && type.map(one -> isOf(one, request)).orElse(true);
        }

        /// A subresource may have objects of a kind of its own, which the class does not fit.
        private static boolean isOf(Class<?> type, AdmissionRequest<?> request) {
            return request.type().form(type).isPresent()
                    && request.kind().kind().equals(request.type().names().kind());
        }
    }

    /// What a validating plug-in does.
    public interface Rule<T> {
        /// Returns where nothing is to be said against the request.
        ///
        /// @throws dev.outrigger.meta.ApiException where it is refused, such as [AdmissionRequest#forbidden]
        void check(AdmissionRequest<T> request);
    }

    /// What a mutating plug-in does.
    public interface Mutation<T> {
        /// The object as it shall be. Name, namespace and what only the server writes stay as they are; of metadata,
        /// a class may change labels, annotations, finalizers and owners where it has a member for it. What is
        /// returned for a deletion or a connection is not looked at.
        ///
        /// @throws dev.outrigger.meta.ApiException where the request is refused
        T mutated(AdmissionRequest<T> request);
    }

    private Admission(
            String name, Action action, Scope scope, List<Class<?>> reads, Optional<String> feature, boolean off) {
        if (name.isBlank() || name.contains(",")) {
            throw new IllegalArgumentException(
                    "an admission plug-in needs a name that the command line can tell, not \"" + name + "\"");
        }
        this.name = name;
        this.action = action;
        this.scope = scope;
        this.reads = List.copyOf(reads);
        this.feature = feature;
        this.off = off;
    }

    private static Admission of(String name, Action action, Optional<Class<?>> type) {
        return new Admission(name, action, Scope.of(type), List.of(), Optional.empty(), false);
    }

    /// A plug-in that may refuse requests for the resource whose class that is.
    ///
    /// @param name what it is called on the command line, such as `BanFlunder`
    public static <T> Admission validating(String name, Class<T> type, Rule<T> rule) {
        Rule<Value.Struct> untyped = request -> rule.check(typed(request, type));
        return of(name, new Action.Validating(untyped), Optional.of(type));
    }

    /// A plug-in that may refuse requests for any resource.
    public static Admission validating(String name, Rule<Value.Struct> rule) {
        return of(name, new Action.Validating(rule), Optional.empty());
    }

    /// A plug-in that may change or refuse objects of the resource whose class that is.
    public static <T> Admission mutating(String name, Class<T> type, Mutation<T> mutation) {
        Mutation<Value.Struct> untyped = request -> changed(request, type, mutation);
        return of(name, new Action.Mutating(untyped), Optional.of(type));
    }

    /// A plug-in that may change or refuse objects of any resource.
    public static Admission mutating(String name, Mutation<Value.Struct> mutation) {
        return of(name, new Action.Mutating(mutation), Optional.empty());
    }

    private static <T> AdmissionRequest<T> typed(AdmissionRequest<Value.Struct> request, Class<T> type) {
        var form = request.type().form(type).orElseThrow();
        return request.with(form.typed(request.object()), request.old().map(form::typed), request.surroundings());
    }

    private static <T> Value.Struct changed(
            AdmissionRequest<Value.Struct> request, Class<T> type, Mutation<T> mutation) {
        var form = request.type().form(type).orElseThrow();
        var old = request.old().map(form::typed);
        return form.changed(
                request.object(), object -> mutation.mutated(request.with(object, old, request.surroundings())));
    }

    /// Asked about these operations only.
    public Admission on(Operation first, Operation... others) {
        return with(new Scope(scope.type, EnumSet.of(first, others), scope.subresources));
    }

    /// Asked about these subresources: `status`; the empty string for the object itself; `*` for all of it.
    public Admission onSubresources(String... subresources) {
        return with(new Scope(scope.type, scope.operations, List.of(subresources)));
    }

    private Admission with(Scope other) {
        return new Admission(name, action, other, reads, feature, off);
    }

    /// It looks at the objects of these classes: it is not asked before their caches are filled.
    public Admission reads(Class<?>... types) {
        var all = new ArrayList<>(reads);
        all.addAll(List.of(types));
        return new Admission(name, action, scope, all, feature, off);
    }

    /// There only while that feature is enabled.
    public Admission whileEnabled(String feature) {
        return new Admission(name, action, scope, reads, Optional.of(feature), off);
    }

    /// There only where `--enable-admission-plugins` names it.
    public Admission offByDefault() {
        return new Admission(name, action, scope, reads, feature, true);
    }

    /// What it is called on the command line.
    public String name() {
        return name;
    }

    /// Whether it is there where the command line says nothing.
    public boolean isOnByDefault() {
        return !off;
    }

    /// The feature it belongs to.
    Optional<String> feature() {
        return feature;
    }

    /// The class it is about.
    Optional<Class<?>> type() {
        return scope.type;
    }

    List<Class<?>> reads() {
        return reads;
    }

    boolean isMutating() {
        return switch (action) {
            case Action.Mutating _ -> true;
            case Action.Validating _ -> false;
        };
    }

    boolean covers(AdmissionRequest<?> request) {
        return scope.covers(request);
    }

    /// The object after the plug-in, as it was where the plug-in only validates.
    Value.Struct admit(AdmissionRequest<Value.Struct> request) {
        return switch (action) {
            case Action.Mutating(var mutation) -> mutation.mutated(request);
            case Action.Validating(var rule) -> {
                rule.check(request);
                yield request.object();
            }
        };
    }
}
