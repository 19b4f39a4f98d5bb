package dev.outrigger.server;

import dev.outrigger.meta.ComponentVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The flags that turn parts of a server on and off, as Go's servers have them.
final class SwitchFlags {
    private SwitchFlags() {}

    static FlagSet known(FlagSet flags, Capabilities capabilities) {
        var plugins = capabilities.pluginNames();
        var names = plugins.isEmpty() ? "this server has none" : String.join(", ", plugins);
        return flags.several(
                        "enable-admission-plugins",
                        "NAMES",
                        "Admission plug-ins to be there besides those that are there by default ("
                                + String.join(", ", capabilities.pluginNamesByDefault()) + "); of: " + names + ".")
                .several(
                        "disable-admission-plugins",
                        "NAMES",
                        "Admission plug-ins not to be there that are by default; of: " + names + ".")
                .several(
                        "feature-gates",
                        "NAME=true|false",
                        "Features to be turned on or off, each with its component before it where it is to be told from"
                                + " another's, as in wardle:A=true. Options are:\n"
                                + String.join("\n", capabilities.featureHelp()))
                .several(
                        "emulated-version",
                        "COMPONENT=VERSION",
                        "The version of a component to behave as; without a name, that of this server. Options are: "
                                + String.join(",", capabilities.versionHelp()) + ".");
    }

    static Switches of(FlagSet.Values given) throws FlagSet.Mistake {
        return new Switches(
                given.several("enable-admission-plugins"),
                given.several("disable-admission-plugins"),
                features(given.several("feature-gates")),
                emulated(given.several("emulated-version")));
    }

    private static Map<String, Boolean> features(List<String> pairs) throws FlagSet.Mistake {
        var features = new LinkedHashMap<String, Boolean>();
        for (String pair : pairs) {
            if (pair.isBlank()) continue;
            int equals = pair.indexOf('=');
            var name = (equals < 0 ? pair : pair.substring(0, equals)).strip();
            if (equals < 0) throw new FlagSet.Mistake("--feature-gates: missing bool value for " + name);
            var value = pair.substring(equals + 1).strip();
            var on = FlagSet.bool(value)
                    .orElseThrow(() -> new FlagSet.Mistake("--feature-gates: invalid value of " + name + "=" + value
                            + ", err: strconv.ParseBool: parsing \"" + value + "\": invalid syntax"));
            features.put(name, on);
        }
        return features;
    }

    private static Map<String, ComponentVersion> emulated(List<String> pairs) throws FlagSet.Mistake {
        var versions = new LinkedHashMap<String, ComponentVersion>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            var component = equals < 0 ? "" : pair.substring(0, equals).strip();
            var version = version(pair.substring(equals + 1).strip());
            var twice = versions.put(component, version);
            if (twice != null) {
                var shown = component.isEmpty() ? "" : component + "=";
                throw new FlagSet.Mistake(
                        "--emulated-version: duplicate version flag, " + shown + twice + " and " + shown + version);
            }
        }
        return versions;
    }

    private static ComponentVersion version(String text) throws FlagSet.Mistake {
        try {
            return ComponentVersion.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new FlagSet.Mistake("--emulated-version: " + wrong.getMessage());
        }
    }
}
