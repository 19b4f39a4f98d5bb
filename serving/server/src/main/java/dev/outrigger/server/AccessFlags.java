package dev.outrigger.server;

import dev.outrigger.pipeline.BuiltinAuthorizers;
import dev.outrigger.pipeline.RemoteHeaders;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The flags that say who is believed and who is let in, which are those of Go's servers.
final class AccessFlags {
    private static final String PROXY_CA = "requestheader-client-ca-file";
    private static final String NAMES = "requestheader-allowed-names";
    private static final String USERS = "requestheader-username-headers";
    private static final String UIDS = "requestheader-uid-headers";
    private static final String GROUPS = "requestheader-group-headers";
    private static final String EXTRA = "requestheader-extra-headers-prefix";
    private static final String OPEN_PATHS = "authorization-always-allow-paths";

    private AccessFlags() {}

    static FlagSet known(FlagSet flags) {
        return flags.text(
                        PROXY_CA,
                        "FILE",
                        "PEM file of the authorities that sign the client certificates of front proxies, which are then "
                                + "believed when their header fields say for whom they ask.")
                .several(NAMES, "NAMES", "The common names such a proxy may have; any where none is given.")
                .several(USERS, "FIELDS", "The header fields with the user's name; X-Remote-User where none is given.")
                .several(UIDS, "FIELDS", "The header fields with the user's UID; X-Remote-Uid where none is given.")
                .several(GROUPS, "FIELDS", "The header fields with the groups; X-Remote-Group where none is given.")
                .several(
                        EXTRA,
                        "PREFIXES",
                        "What the header fields with other things start with; X-Remote-Extra- where none is given.")
                .several(
                        OPEN_PATHS,
                        "PATHS",
                        "What anybody may ask for: /healthz, /readyz and /livez where none is given.")
                .also(DelegationFlags::known)
                .toggle(
                        "standalone-debug-mode",
                        "Serves without authorization and admission, for tries on one machine: the address must be a "
                                + "loopback one.");
    }

    static Access read(FlagSet.Values given) throws FlagSet.Mistake {
        var mode = given.on("standalone-debug-mode") ? Access.Mode.STANDALONE_DEBUG : Access.Mode.GUARDED;
        return new Access(mode, proxy(given), openPaths(given), DelegationFlags.read(given));
    }

    private static Optional<Access.Proxy> proxy(FlagSet.Values given) throws FlagSet.Mistake {
        var authorities = given.find(PROXY_CA);
        if (authorities.isEmpty()) {
            for (String alone : List.of(NAMES, USERS, UIDS, GROUPS, EXTRA)) {
                if (!given.several(alone).isEmpty()) throw new FlagSet.Mistake("--" + alone + " needs --" + PROXY_CA);
            }
            return Optional.empty();
        }
        var standard = RemoteHeaders.STANDARD;
        var headers = new RemoteHeaders(
                names(given, USERS, standard.users()),
                names(given, UIDS, standard.uids()),
                names(given, GROUPS, standard.groups()),
                names(given, EXTRA, standard.extraPrefixes()));
        return Optional.of(new Access.Proxy(Path.of(authorities.get()), names(given, NAMES, List.of()), headers));
    }

    /// An empty name would stand for every field, or every proxy.
    static List<String> names(FlagSet.Values given, String flag, List<String> usual) throws FlagSet.Mistake {
        var names = given.several(flag).stream().map(String::strip).toList();
        if (names.isEmpty()) return usual;
        if (names.contains("")) throw new FlagSet.Mistake("--" + flag + " must not have an empty name");
        return names;
    }

    private static List<String> openPaths(FlagSet.Values given) throws FlagSet.Mistake {
        var paths = given.several(OPEN_PATHS);
        if (paths.isEmpty()) return Access.USUAL.openPaths();
        try {
            BuiltinAuthorizers.paths(paths);
            return paths;
        } catch (IllegalArgumentException bad) {
            throw new FlagSet.Mistake("--" + OPEN_PATHS + ": " + bad.getMessage());
        }
    }
}
