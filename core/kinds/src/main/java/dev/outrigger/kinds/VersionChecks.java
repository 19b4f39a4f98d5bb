package dev.outrigger.kinds;

import dev.outrigger.meta.GroupResource;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// What must be so of a resource's versions before anything is served.
final class VersionChecks {
    /// A DNS label, as apiextensions-apiserver wants it.
    private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");

    private VersionChecks() {}

    /// @throws IllegalArgumentException where something is wrong; the message names the fix
    static void check(GroupResource resource, List<ResourceType.Version> versions, String hub, String stored) {
        var names = versions.stream().map(ResourceType.Version::name).toList();
        for (String name : names) {
            if (NAME.matcher(name).matches()) continue;
            throw new IllegalArgumentException("\"" + name + "\" is no name for a version of " + resource
                    + ": take lower-case letters, digits and dashes, a letter first, such as v1beta1");
        }
        var seen = new HashSet<String>();
        for (String name : names) {
            if (seen.add(name)) continue;
            throw new IllegalArgumentException(
                    resource + " has two versions " + name + ": remove one of them or give it another name");
        }
        checkNamed(resource, "hub", hub, names);
        checkNamed(resource, "storage version", stored, names);
        if (versions.stream().noneMatch(ResourceType.Version::served)) {
            throw new IllegalArgumentException(resource + " is served in no version, of " + names
                    + ": let one of them be served, or do not serve the resource");
        }
    }

    private static void checkNamed(GroupResource resource, String what, String name, List<String> names) {
        if (names.contains(name)) return;
        throw new IllegalArgumentException("the " + what + " " + name + " of " + resource
                + " is none of its versions, which are " + names + ": name one of them, or add the version with"
                + " .version(Type.class, \"" + name + "\", conversion)");
    }
}
