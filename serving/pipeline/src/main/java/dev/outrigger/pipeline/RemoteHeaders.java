package dev.outrigger.pipeline;

import java.util.List;

/// The header fields in which a front proxy says for whom it asks (`--requestheader-…` upstream).
///
/// @param users fields with the user's name; the first that is there counts
/// @param uids fields with the user's UID; the first that is there counts
/// @param groups fields with the groups; all count
/// @param extraPrefixes what the names of fields with other things start with
public record RemoteHeaders(List<String> users, List<String> uids, List<String> groups, List<String> extraPrefixes) {
    /// What Kubernetes' aggregator sends.
    public static final RemoteHeaders STANDARD = new RemoteHeaders(
            List.of("X-Remote-User"), List.of("X-Remote-Uid"), List.of("X-Remote-Group"), List.of("X-Remote-Extra-"));

    public RemoteHeaders {
        users = List.copyOf(users);
        uids = List.copyOf(uids);
        groups = List.copyOf(groups);
        extraPrefixes = List.copyOf(extraPrefixes);
    }

    /// Whether a field of that name is one of them.
    boolean has(String name) {
        return isOne(users, name) || isOne(uids, name) || isOne(groups, name) || prefixed(name);
    }

    private static boolean isOne(List<String> names, String name) {
        for (String one : names) if (one.equalsIgnoreCase(name)) return true;
        return false;
    }

    private boolean prefixed(String name) {
        for (String prefix : extraPrefixes) if (name.regionMatches(true, 0, prefix, 0, prefix.length())) return true;
        return false;
    }
}
