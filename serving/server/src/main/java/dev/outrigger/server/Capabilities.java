package dev.outrigger.server;

import dev.outrigger.kinds.Admission;
import dev.outrigger.kinds.FeatureGate;
import dev.outrigger.kinds.FeatureGates;
import dev.outrigger.kinds.Lifecycle;
import dev.outrigger.kinds.Plugins;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.ComponentVersion;
import dev.outrigger.rest.ServerVersion;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What of a server can be turned on and off, and which of its versions it can behave as.
///
/// @param admission the admission plug-ins, in order
/// @param gates the features
/// @param component what the server is as a component; empty where its author did not say
record Capabilities(List<Admission> admission, List<FeatureGate> gates, Optional<Component> component) {
    /// None.
    static final Capabilities NONE = new Capabilities(List.of(), List.of(), Optional.empty());

    /// The plug-ins that Go's servers have. A manifest may turn off what is not there.
    private static final Set<String> OF_GO_SERVERS = Set.of(
            "NamespaceLifecycle",
            "MutatingAdmissionPolicy",
            "MutatingAdmissionWebhook",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionWebhook");

    private static final String KUBE = "kube";

    /// A server as a component.
    ///
    /// @param name what it is called on the command line
    /// @param version the version that it is
    record Component(String name, ComponentVersion version) {}

    Capabilities {
        admission = List.copyOf(admission);
        gates = List.copyOf(gates);
    }

    List<String> pluginNames() {
        return admission.stream().map(Admission::name).distinct().sorted().toList();
    }

    List<String> pluginNamesByDefault() {
        return admission.stream()
                .filter(Admission::isOnByDefault)
                .map(Admission::name)
                .distinct()
                .toList();
    }

    List<String> featureHelp() {
        return FeatureGates.help(gates, own().version()).stream()
                .map(line -> own().name() + ":" + line)
                .toList();
    }

    /// What each component may be told to behave as.
    List<String> versionHelp() {
        var own = own();
        return List.of(own.name() + "=" + least() + ".." + own.version() + "(default:" + own.version() + ")");
    }

    /// A server that its author calls no component is what it matches of Kubernetes, and behaves as nothing else.
    private Component own() {
        return component.orElseGet(() -> new Component(KUBE, ServerVersion.matched()));
    }

    private ComponentVersion least() {
        return component.isEmpty() ? own().version() : new ComponentVersion(0, 0);
    }

    /// The version of the component that the server is to behave as.
    ///
    /// @throws IllegalArgumentException where it cannot, in upstream's words
    ComponentVersion emulated(Switches switches) {
        var own = own();
        switches.emulated().keySet().forEach(this::checkComponent);
        if (switches.emulated().size() > 1) {
            throw new IllegalArgumentException("duplicate version flag for " + own.name());
        }
        var version = switches.emulated().values().stream().findFirst().orElse(own.version());
        if (version.isAtLeast(least()) && own.version().isAtLeast(version)) return version;
        throw new IllegalArgumentException(
                "emulation version " + version + " is not between [" + least() + ", " + own.version() + "]");
    }

    private void checkComponent(String name) {
        if (name.isEmpty() || name.equals(own().name())) return;
        throw new IllegalArgumentException(
                name.equals(KUBE)
                        ? "EmulationVersion of kube is set by mapping, cannot set it by flag"
                        : "component not registered: " + name);
    }

    /// The resource as the emulated version of the server serves it; empty where it has none of its versions.
    Optional<ResourceType> served(ResourceType type, Switches switches) {
        if (component.isEmpty()) return Optional.of(checked(type));
        var version = emulated(switches);
        return type.isServedAt(version) ? Optional.of(type.at(version)) : Optional.empty();
    }

    private static ResourceType checked(ResourceType type) {
        for (var version : type.versions()) {
            if (version.lifecycle().equals(Lifecycle.ALWAYS)) continue;
            throw new IllegalArgumentException(type.groupResource() + " has a lifecycle in " + version.name()
                    + ", and nobody said which version the server is: add .component(\"name\", \"1.0\") to it");
        }
        return type;
    }

    /// The plug-ins and features of one run.
    ///
    /// @throws IllegalArgumentException where the switches name what there is not, in upstream's words, or the
    ///     author left out the component of features
    Plugins plugins(Switches switches) {
        return new Plugins(chosen(switches), features(switches));
    }

    private FeatureGates features(Switches switches) {
        if (!gates.isEmpty() && component.isEmpty()) {
            throw new IllegalArgumentException("features ripen with the versions of their component: add"
                    + " .component(\"name\", \"1.0\") to the server beside .featureGates(...)");
        }
        var asked = new LinkedHashMap<String, Boolean>();
        switches.features().forEach((name, on) -> {
            int colon = name.indexOf(':');
            if (colon >= 0 && !name.substring(0, colon).equals(own().name())) {
                throw new IllegalArgumentException("component not registered: " + name.substring(0, colon));
            }
            asked.put(name.substring(colon + 1), on);
        });
        return FeatureGates.of(gates, emulated(switches), asked);
    }

    private List<Admission> chosen(Switches switches) {
        var known = new HashSet<>(pluginNames());
        checkKnown("enable-admission-plugins", switches.pluginsOn(), known);
        known.addAll(OF_GO_SERVERS);
        checkKnown("disable-admission-plugins", switches.pluginsOff(), known);
        var both = switches.pluginsOn().stream()
                .filter(switches.pluginsOff()::contains)
                .distinct()
                .sorted()
                .toList();
        if (!both.isEmpty()) {
            throw new IllegalArgumentException("[" + String.join(" ", both)
                    + "] in enable-admission-plugins and disable-admission-plugins overlapped");
        }
        return admission.stream()
                .filter(plugin -> switches.pluginsOn().contains(plugin.name())
                        || plugin.isOnByDefault() && !switches.pluginsOff().contains(plugin.name()))
                .toList();
    }

    private static void checkKnown(String flag, List<String> names, Set<String> known) {
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(flag + " plugin \"" + name + "\" is unknown");
            }
        }
    }
}
