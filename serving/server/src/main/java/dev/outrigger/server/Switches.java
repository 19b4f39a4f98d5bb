package dev.outrigger.server;

import dev.outrigger.meta.ComponentVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What is turned on and off in one run of a server, and which version of it is emulated.
///
/// @param pluginsOn admission plug-ins that are to be there besides the usual ones
/// @param pluginsOff admission plug-ins that are not to be there
/// @param features features that are not to be as they usually are, by name, or by component and name as in
///     `wardle:BanFlunder`
/// @param emulated the versions of components that the server is to behave as, by component; the server's own has an
///     empty name
public record Switches(
        List<String> pluginsOn,
        List<String> pluginsOff,
        Map<String, Boolean> features,
        Map<String, ComponentVersion> emulated) {
    /// Everything as usual.
    public static final Switches USUAL = new Switches(List.of(), List.of(), Map.of(), Map.of());

    public Switches {
        pluginsOn = List.copyOf(pluginsOn);
        pluginsOff = List.copyOf(pluginsOff);
        features = Map.copyOf(features);
        emulated = Map.copyOf(emulated);
    }

    /// The same with one more admission plug-in.
    public Switches withPlugin(String name) {
        return new Switches(and(pluginsOn, name), pluginsOff, features, emulated);
    }

    /// The same without one of the usual admission plug-ins.
    public Switches withoutPlugin(String name) {
        return new Switches(pluginsOn, and(pluginsOff, name), features, emulated);
    }

    /// The same with a feature turned on or off.
    public Switches withFeature(String name, boolean on) {
        return new Switches(pluginsOn, pluginsOff, and(features, name, on), emulated);
    }

    /// The same as an earlier version of the server behaves.
    ///
    /// @throws IllegalArgumentException where that is no version
    public Switches emulating(String version) {
        return new Switches(pluginsOn, pluginsOff, features, and(emulated, "", ComponentVersion.parse(version)));
    }

    private static List<String> and(List<String> names, String name) {
        return Stream.concat(names.stream(), Stream.of(name)).toList();
    }

    private static <V> Map<String, V> and(Map<String, V> values, String name, V value) {
        var more = new LinkedHashMap<>(values);
        more.put(name, value);
        return more;
    }
}
