package dev.outrigger.meta;

import java.util.Comparator;
import java.util.regex.Pattern;

/// The version of a server program, such as 1.2, by which it tells what was introduced when and is gone by now.
///
/// (component-base `pkg/version`; what follows the minor number does not count)
public record ComponentVersion(int major, int minor) implements Comparable<ComponentVersion> {
    private static final Pattern FORM = Pattern.compile("v?(\\d{1,9})\\.(\\d{1,9})([.+-].*)?");
    private static final Comparator<ComponentVersion> ORDER =
            Comparator.comparingInt(ComponentVersion::major).thenComparingInt(ComponentVersion::minor);

    public ComponentVersion {
        if (major < 0 || minor < 0) throw new IllegalArgumentException("a version has no negative numbers");
    }

    /// Reads a version such as `1.2`, `v1.2` or `1.2.3`.
    ///
    /// @throws IllegalArgumentException where it is none
    public static ComponentVersion parse(String text) {
        var found = FORM.matcher(text);
        if (!found.matches()) {
            throw new IllegalArgumentException("a component version is MAJOR.MINOR such as 1.2, not \"" + text + "\"");
        }
        return new ComponentVersion(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)));
    }

    /// Whether this version is that one or a later one.
    public boolean isAtLeast(ComponentVersion other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(ComponentVersion other) {
        return ORDER.compare(this, other);
    }

    /// Such as `1.2`.
    @Override
    public String toString() {
        return major + "." + minor;
    }
}
