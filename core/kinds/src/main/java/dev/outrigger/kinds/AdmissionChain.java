package dev.outrigger.kinds;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// A server's admission plug-ins in their order, and what they may look at.
public final class AdmissionChain {
    /// No plug-ins.
    public static final AdmissionChain NONE = new AdmissionChain(List.of(), FeatureGates.NONE, Map.of(), Caches.NONE);

    private final List<Admission> mutating;
    private final List<Admission> validating;
    private final FeatureGates features;
    private final Map<Class<?>, ResourceType> types;
    private final Caches caches;

    private AdmissionChain(
            List<Admission> plugins, FeatureGates features, Map<Class<?>, ResourceType> types, Caches caches) {
        this.mutating = plugins.stream().filter(Admission::isMutating).toList();
        this.validating = plugins.stream().filter(one -> !one.isMutating()).toList();
        this.features = features;
        this.types = types;
        this.caches = caches;
    }

    /// A chain of plug-ins, those left out whose feature is disabled.
    ///
    /// @param types what the server serves
    /// @param caches their objects
    /// @throws IllegalArgumentException where two plug-ins have one name, or one is about what there is not; the
    ///     message names it and the fix
    public static AdmissionChain of(
            List<Admission> plugins, FeatureGates features, List<ResourceType> types, Caches caches) {
        checkNames(plugins);
        var byClass = new HashMap<Class<?>, ResourceType>();
        for (ResourceType type : types) type.javaClass().ifPresent(javaClass -> byClass.put(javaClass, type));
        for (Admission plugin : plugins) {
            plugin.type().ifPresent(type -> checkServed(plugin, "is for", type, byClass));
            plugin.reads().forEach(type -> checkServed(plugin, "reads", type, byClass));
        }
        var enabled =
                plugins.stream().filter(plugin -> isEnabled(plugin, features)).toList();
        return new AdmissionChain(enabled, features, byClass, caches);
    }

    private static void checkNames(List<Admission> plugins) {
        var names = new HashSet<List<Object>>();
        for (Admission plugin : plugins) {
            if (!names.add(List.of(plugin.name(), plugin.isMutating()))) {
                throw new IllegalArgumentException("two " + (plugin.isMutating() ? "mutating" : "validating")
                        + " admission plug-ins are called " + plugin.name() + ": give one of them another name");
            }
        }
    }

    private static void checkServed(Admission plugin, String does, Class<?> type, Map<Class<?>, ResourceType> byClass) {
        if (byClass.containsKey(type)) return;
        throw new IllegalArgumentException("the admission plug-in " + plugin.name() + " " + does + " "
                + type.getName() + ", which is the class of no resource of this server: add .resource(Resource.of("
                + type.getSimpleName() + ".class)), or name the class that its other versions are converted to");
    }

    private static boolean isEnabled(Admission plugin, FeatureGates features) {
        try {
            return plugin.feature().map(features::enabled).orElse(true);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "the admission plug-in " + plugin.name() + " belongs to the feature "
                            + plugin.feature().orElse("") + ", which the server does not know: add .featureGates("
                            + "FeatureGate.named(\"" + plugin.feature().orElse("") + "\")...)",
                    unknown);
        }
    }

    /// Whether a plug-in changes or checks anything.
    public boolean isEmpty() {
        return mutating.isEmpty() && validating.isEmpty();
    }

    /// What requests are given to look at and speak to.
    ///
    /// @param warnings takes what the client shall hear of
    public AdmissionRequest.Surroundings surroundings(Consumer<String> warnings) {
        return new AdmissionRequest.Surroundings(listing("", List.of()), features, warnings);
    }

    private AdmissionRequest.Listing listing(String plugin, List<Class<?>> readable) {
        return new AdmissionRequest.Listing() {
            @Override
            public <U> Lister<U> of(Class<U> javaClass) {
                var type = types.get(javaClass);
                if (type == null || !readable.contains(javaClass)) {
                    throw new IllegalArgumentException(
                            "the admission plug-in " + plugin + " does not say that it reads " + javaClass.getName()
                                    + ": add .reads(" + javaClass.getSimpleName() + ".class)");
                }
                return new TypedLister<>(type.form(javaClass).orElseThrow(), caches.of(type));
            }
        };
    }

    /// The object after all mutating plug-ins. One that ran before another that changed the object runs once more, as
    /// upstream's `reinvocationPolicy: IfNeeded` has it.
    ///
    /// @throws ApiException where one refuses
    public Value.Struct mutated(AdmissionRequest<Value.Struct> request) {
        var plugins = mutating.stream().filter(plugin -> plugin.covers(request)).toList();
        var object = request.object();
        var left = new ArrayList<Value.Struct>(plugins.size());
        for (Admission plugin : plugins) {
            object = admit(plugin, request, object);
            left.add(object);
        }
        for (int i = 0; i < plugins.size() - 1; i++) {
            if (!left.get(i).equals(object)) object = admit(plugins.get(i), request, object);
        }
        return object;
    }

    /// Asks all validating plug-ins.
    ///
    /// @throws ApiException where one refuses
    public void validate(AdmissionRequest<Value.Struct> request) {
        for (Admission plugin : validating) {
            if (plugin.covers(request)) admit(plugin, request, request.object());
        }
    }

    private Value.Struct admit(Admission plugin, AdmissionRequest<Value.Struct> request, Value.Struct object) {
        var surroundings = request.surroundings();
        var own = new AdmissionRequest.Surroundings(
                listing(plugin.name(), plugin.reads()), surroundings.features(), surroundings.warnings());
        for (Class<?> type : plugin.reads()) {
            if (!caches.awaitFilled(Objects.requireNonNull(types.get(type)))) {
                throw request.forbidden("not yet ready to handle request");
            }
        }
        try {
            return plugin.admit(request.with(object, request.old(), own));
        } catch (ApiException refused) {
            throw refused;
        } catch (RuntimeException failed) {
            throw new IllegalStateException("the admission plug-in " + plugin.name() + " failed", failed);
        }
    }
}
