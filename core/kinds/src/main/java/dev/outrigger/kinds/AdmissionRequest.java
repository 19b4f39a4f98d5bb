package dev.outrigger.kinds;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Caller;
import dev.outrigger.meta.GroupResource;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Value;
import java.util.Optional;
import java.util.function.Consumer;

/// A request to change something, as an admission plug-in is asked about it (`admission.Attributes` upstream).
///
/// @param <T> the author's class, or `Value.Struct`
/// @param operation what is to be done
/// @param type the resource
/// @param kind the kind of the object, in the version that the client speaks
/// @param subresource the subresource; empty for the object itself
/// @param key the name and namespace; a generated name is known already
/// @param object the object as it shall be; of a deletion, the object that goes; of a connection, the object that is
///     connected to. It is in the version that the author's rules are written for.
/// @param old the object as it is stored: of an update
/// @param caller who asks
/// @param dryRun whether nothing is to be stored: a plug-in must then leave no trace anywhere
/// @param options the options of the request, such as a `CreateOptions`; of a connection, those of the query
/// @param surroundings what the plug-in may look at and speak to
public record AdmissionRequest<T>(
        Operation operation,
        ResourceType type,
        GroupVersionKind kind,
        String subresource,
        ObjectKey key,
        T object,
        Optional<T> old,
        Caller caller,
        boolean dryRun,
        Value.Struct options,
        Surroundings surroundings) {

    /// What is to be done with an object.
    public enum Operation {
        /// It is new: by POST, by apply, or by PUT where that may create.
        CREATE,
        /// It is changed: by PUT, patch or apply.
        UPDATE,
        /// It goes: by itself, or as one of a collection.
        DELETE,
        /// A connection to it is made.
        CONNECT
    }

    /// What a plug-in may look at and speak to.
    ///
    /// @param caches the objects that this server keeps
    /// @param features what is enabled
    /// @param warnings takes what the client shall hear of
    public record Surroundings(Listing caches, FeatureGates features, Consumer<String> warnings) {}

    /// Finds listers by the author's class.
    public interface Listing {
        /// The objects of the resource whose class that is.
        <U> Lister<U> of(Class<U> javaClass);
    }

    /// The resource and its group.
    public GroupResource resource() {
        return type.groupResource();
    }

    /// The object's name.
    public String name() {
        return key.name();
    }

    /// The object's namespace; empty where it is in none.
    public String namespace() {
        return key.namespace();
    }

    /// The objects of another resource of this server. The plug-in has said that it reads them
    /// ([Admission#reads]).
    public <U> Lister<U> objects(Class<U> javaClass) {
        return surroundings.caches().of(javaClass);
    }

    /// Whether a feature is enabled.
    ///
    /// @throws IllegalArgumentException where the server knows no such feature
    public boolean enabled(String feature) {
        return surroundings.features().enabled(feature);
    }

    /// Lets the client hear of something, where the request is not refused.
    ///
    /// @param text at most 120 characters if it can be; without `Warning:`
    public void warn(String text) {
        surroundings.warnings().accept(text);
    }

    /// The refusal of the request: 403, `cats.animal.skai.io "tom" is forbidden: …`. To be thrown.
    ///
    /// @param why what the client did wrong, and what to do about it
    public ApiException forbidden(String why) {
        return ApiException.forbidden(resource(), name(), why);
    }

    /// The same about other forms of the objects.
    <U> AdmissionRequest<U> with(U object, Optional<U> old, Surroundings surroundings) {
        return new AdmissionRequest<>(
                operation, type, kind, subresource, key, object, old, caller, dryRun, options, surroundings);
    }
}
