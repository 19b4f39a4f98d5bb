package dev.outrigger.meta;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Who makes a request (`user.Info` upstream).
///
/// @param name the user name
/// @param uid the unique id; may be empty
/// @param groups the groups the user is in
/// @param extra what else the authenticator learned, by lower-case key
public record Caller(String name, String uid, List<String> groups, Map<String, List<String>> extra) {
    /// The group that may do everything.
    public static final String MASTERS = "system:masters";

    /// The group of everybody who showed good credentials.
    public static final String AUTHENTICATED = "system:authenticated";

    /// Whoever shows no credentials.
    public static final Caller ANONYMOUS =
            new Caller("system:anonymous", "", List.of("system:unauthenticated"), Map.of());

    public Caller {
        groups = List.copyOf(groups);
        extra = Map.copyOf(extra);
    }

    /// The same in the group of everybody who showed good credentials, unless it is nobody, or told already (as
    /// `AuthenticatedGroupAdder` upstream).
    public Caller authenticated() {
        boolean told = name.equals(ANONYMOUS.name())
                || groups.contains(AUTHENTICATED)
                || groups.containsAll(ANONYMOUS.groups());
        if (told) return this;
        var more = new ArrayList<>(groups);
        more.add(AUTHENTICATED);
        return new Caller(name, uid, more, extra);
    }
}
