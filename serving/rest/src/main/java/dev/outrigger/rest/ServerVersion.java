package dev.outrigger.rest;

import dev.outrigger.meta.ComponentVersion;
import dev.outrigger.meta.Value;
import java.util.Optional;

/// What `/version` tells: the Kubernetes version whose API machinery this server matches, and its own behind the
/// plus.
public final class ServerVersion {
    private static final String MAJOR = "1";
    private static final String MINOR = "36";

    private ServerVersion() {}

    /// The version of Kubernetes whose API machinery this server matches.
    public static ComponentVersion matched() {
        return ComponentVersion.parse(MAJOR + "." + MINOR);
    }

    static Value.Struct document() {
        return Value.object(
                "major",
                MAJOR,
                "minor",
                MINOR,
                "gitVersion",
                text(),
                "gitCommit",
                "",
                "gitTreeState",
                "",
                "buildDate",
                "",
                "goVersion",
                "",
                "compiler",
                "jdk" + Runtime.version().feature(),
                "platform",
                platform());
    }

    /// The whole version.
    static String text() {
        var own = Optional.ofNullable(ServerVersion.class.getPackage().getImplementationVersion())
                .orElse("dev");
        return "v" + MAJOR + "." + MINOR + ".0+outrigger-" + own;
    }

    private static String platform() {
        var architecture = switch (System.getProperty("os.arch", "")) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64" -> "arm64";
            case String other -> other;
        };
        return "linux/" + architecture;
    }
}
