package dev.outrigger.kinds;

import dev.outrigger.meta.ComponentVersion;
import dev.outrigger.meta.GroupVersionKind;
import java.util.Optional;

/// In which versions of the server program a version of a resource appears, is deprecated and goes, as upstream's
/// `+k8s:prerelease-lifecycle-gen` marks say it.
///
/// ```java
/// Lifecycle.introduced("1.0").deprecated("1.1").removed("1.3")
/// ```
///
/// @param introduced the first that serves it; empty where all do
/// @param deprecated the first in which clients are told to move on
/// @param removed the first that does not serve it any more; what is stored in it is read all the same
/// @param replacement what clients are sent to; where it is empty, the best version that stays
public record Lifecycle(
        Optional<ComponentVersion> introduced,
        Optional<ComponentVersion> deprecated,
        Optional<ComponentVersion> removed,
        Optional<GroupVersionKind> replacement) {

    /// Served by every version of the program.
    public static final Lifecycle ALWAYS =
            new Lifecycle(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Lifecycle {
        checkOrder(introduced, "introduced", deprecated, "deprecated");
        checkOrder(introduced, "introduced", removed, "removed");
        checkOrder(deprecated, "deprecated", removed, "removed");
    }

    private static void checkOrder(
            Optional<ComponentVersion> first, String what, Optional<ComponentVersion> second, String whatThen) {
        if (first.isEmpty() || second.isEmpty() || second.get().isAtLeast(first.get())) return;
        throw new IllegalArgumentException("a lifecycle is " + what + " in " + first.get() + " and " + whatThen + " in "
                + second.get() + ", which is earlier: correct one of them");
    }

    /// Served from this version of the program on, such as `1.0`.
    ///
    /// @throws IllegalArgumentException where it is no version
    public static Lifecycle introduced(String version) {
        return new Lifecycle(
                Optional.of(ComponentVersion.parse(version)), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// The same, deprecated from that version of the program on.
    ///
    /// @throws IllegalArgumentException where it is no version, or an earlier one than what comes before it
    public Lifecycle deprecated(String version) {
        return new Lifecycle(introduced, Optional.of(ComponentVersion.parse(version)), removed, replacement);
    }

    /// The same, gone from that version of the program on.
    ///
    /// @throws IllegalArgumentException where it is no version, or an earlier one than what comes before it
    public Lifecycle removed(String version) {
        return new Lifecycle(introduced, deprecated, Optional.of(ComponentVersion.parse(version)), replacement);
    }

    /// The same, with what clients shall use instead.
    public Lifecycle replacedBy(GroupVersionKind replacement) {
        return new Lifecycle(introduced, deprecated, removed, Optional.of(replacement));
    }

    /// Whether that version of the program serves it (apiserver `pkg/server/deleted_kinds.go`).
    boolean isServedAt(ComponentVersion now) {
        return introduced.map(now::isAtLeast).orElse(true)
                && !removed.map(now::isAtLeast).orElse(false);
    }

    boolean isDeprecatedAt(ComponentVersion now) {
        return deprecated.map(now::isAtLeast).orElse(false);
    }
}
