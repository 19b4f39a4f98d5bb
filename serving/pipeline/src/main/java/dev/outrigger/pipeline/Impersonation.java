package dev.outrigger.pipeline;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Caller;
import dev.outrigger.meta.GroupVersion;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Acting as somebody else, as the `Impersonate-` headers ask (API concept page "User impersonation").
///
/// @param as whom the request wants to be
/// @param targets what the caller must be allowed to `impersonate`, one resource for each part of that identity
record Impersonation(Caller as, List<RequestInfo.Target> targets) {
    private static final String USER = "Impersonate-User";
    private static final String GROUP = "Impersonate-Group";
    private static final String UID = "Impersonate-Uid";
    private static final String EXTRA = "impersonate-extra-";
    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";
    private static final String AUTHENTICATED = "system:authenticated";
    private static final String UNAUTHENTICATED = "system:unauthenticated";

    /// What the headers ask for; empty where they ask for nothing.
    ///
    /// @throws ApiException 400 where there is a group, uid or extra and no user
    static Optional<Impersonation> of(Headers headers) {
        if (!headers.hasPrefix("Impersonate-")) return Optional.empty();
        var user = headers.first(USER).orElse("");
        var groups = headers.all(GROUP);
        var uid = headers.first(UID).orElse("");
        var extra = extra(headers);
        if (user.isEmpty()) {
            if (groups.isEmpty() && uid.isEmpty() && extra.isEmpty()) return Optional.empty();
            throw ApiException.badRequest("requested a group, uid or extra without impersonating a user");
        }
        var targets = new ArrayList<RequestInfo.Target>();
        targets.add(userTarget(user));
        for (String group : groups) targets.add(target("", "groups", "", group));
        extra.forEach((key, values) ->
                values.forEach(value -> targets.add(target("authentication.k8s.io", "userextras", key, value))));
        if (!uid.isEmpty()) targets.add(target("authentication.k8s.io", "uids", "", uid));
        return Optional.of(new Impersonation(new Caller(user, uid, groups(user, groups), extra), targets));
    }

    private static Map<String, List<String>> extra(Headers headers) {
        var extra = new LinkedHashMap<String, List<String>>();
        for (String name : headers.namesWithPrefix(EXTRA)) {
            extra.put(unescaped(name.substring(EXTRA.length())), headers.all(name));
        }
        return extra;
    }

    private static String unescaped(String key) {
        try {
            return URLDecoder.decode(key.replace("+", "%2B"), StandardCharsets.UTF_8)
                    .toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            return key;
        }
    }

    private static RequestInfo.Target userTarget(String user) {
        var account = serviceAccount(user);
        if (account.isEmpty()) return target("", "users", "", user);
        return new RequestInfo.Target(
                new GroupVersion("", ""), account.get()[0], "serviceaccounts", "", account.get()[1], List.of());
    }

    private static Optional<String[]> serviceAccount(String user) {
        if (!user.startsWith(SERVICE_ACCOUNT)) return Optional.empty();
        var parts = user.substring(SERVICE_ACCOUNT.length()).split(":", -1);
        boolean whole = parts.length == 2 && !parts[0].isEmpty() && !parts[1].isEmpty();
        return whole ? Optional.of(parts) : Optional.empty();
    }

    private static RequestInfo.Target target(String group, String resource, String subresource, String name) {
        return new RequestInfo.Target(
                new GroupVersion(group, group.isEmpty() ? "" : "v1"), "", resource, subresource, name, List.of());
    }

    /// The groups asked for; those of a service account where none are; and the group of all who are authenticated, or
    /// of all who are not.
    private static List<String> groups(String user, List<String> asked) {
        var groups = new ArrayList<>(asked);
        var account = serviceAccount(user);
        if (asked.isEmpty() && account.isPresent()) {
            groups.add("system:serviceaccounts");
            groups.add("system:serviceaccounts:" + account.get()[0]);
        }
        if (user.equals(Caller.ANONYMOUS.name())) {
            if (!groups.contains(UNAUTHENTICATED)) groups.add(UNAUTHENTICATED);
        } else if (!groups.contains(AUTHENTICATED) && !groups.contains(UNAUTHENTICATED)) {
            groups.add(AUTHENTICATED);
        }
        return groups;
    }
}
