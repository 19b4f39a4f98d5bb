package dev.outrigger.streams;

import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.Headers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// What of a request is handed on, and what of an answer is handed back.
final class Onward {
    /// Fields of one connection (RFC 9110, section 7.6.1).
    private static final Set<String> HOPS = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "http2-settings");

    private static final String UNRESERVED = "-._~!$&'()*+,;=:@/";
    private static final String TOKEN = "base64url.bearer.authorization.k8s.io.";

    private Onward() {}

    /// The target's address for what stood behind the subresource.
    ///
    /// @param query as the client wrote it
    static URI target(URI target, String path, String query) {
        var start = target.getRawPath() == null ? "" : target.getRawPath();
        var rest = encoded(path);
        if (start.endsWith("/") && rest.startsWith("/")) rest = rest.substring(1);
        var whole = start + rest;
        var own = target.getRawQuery() == null ? "" : target.getRawQuery();
        var all = own.isEmpty() || query.isEmpty() ? own + query : own + "&" + query;
        return URI.create(target.getScheme() + "://" + target.getRawAuthority() + (whole.isEmpty() ? "/" : whole)
                + (all.isEmpty() ? "" : "?" + encodedQuery(all)));
    }

    /// A path as it stands in a request: what a path cannot hold is percent-encoded.
    static String encoded(String path) {
        var text = new StringBuilder();
        for (byte one : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (one & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            if (plain) text.append(c);
            else text.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
        }
        return text.toString();
    }

    /// A query as the client wrote it, but for what no address may hold.
    private static String encodedQuery(String query) {
        var text = new StringBuilder();
        for (byte one : query.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (one & 0xff);
            boolean plain =
                    c < 128 && (Character.isLetterOrDigit(c) || "%?".indexOf(c) >= 0 || UNRESERVED.indexOf(c) >= 0);
            if (plain) text.append(c);
            else text.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
        }
        return text.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    }

    /// The names that a field lists, in lower case.
    static Set<String> names(Headers headers, String field) {
        var names = new HashSet<String>();
        for (var value : headers.all(field)) {
            for (var name : value.split(",")) names.add(name.strip().toLowerCase(Locale.ROOT));
        }
        return names;
    }

    /// The fields of a request that are handed on, and where it came from.
    static Headers headers(ApiRequest request) {
        var kept = new Headers[] {Headers.NONE};
        kept(request.headers()).forEach((name, value) -> {
            if (!saysWho(name)) kept[0] = kept[0].with(name, value);
        });
        var host = request.headers().first("Host").orElse("");
        return kept[0].with("X-Forwarded-For", request.peer().address())
                .with("X-Forwarded-Host", host)
                .with("X-Forwarded-Proto", "https")
                .with("X-Forwarded-Uri", encoded(request.path()));
    }

    private static boolean saysWho(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("authorization")
                || lower.startsWith("impersonate-")
                || lower.startsWith("x-remote-")
                || lower.startsWith("x-forwarded-");
    }

    /// The fields that are not of one connection.
    static Headers kept(Headers headers) {
        var dropped = names(headers, "Connection");
        dropped.addAll(HOPS);
        var kept = new Headers[] {Headers.NONE};
        headers.forEach((name, value) -> {
            if (!dropped.contains(name.toLowerCase(Locale.ROOT))) kept[0] = kept[0].with(name, value);
        });
        return kept[0];
    }

    static Headers without(Headers headers, String field) {
        var kept = new Headers[] {Headers.NONE};
        headers.forEach((name, value) -> {
            if (!name.equalsIgnoreCase(field)) kept[0] = kept[0].with(name, value);
        });
        return kept[0];
    }

    /// The fields of the target's answer that are handed back.
    static Headers answered(ApiRequest request, URI target, Headers headers) {
        var kept = kept(headers);
        return kept.first("Location")
                .map(to -> without(kept, "Location").with("Location", location(request, target, to)))
                .orElse(kept);
    }

    /// The subprotocols of a WebSocket handshake, without the one that is a bearer token.
    static String subprotocols(String value) {
        var kept = new StringBuilder();
        for (var one : value.split(",")) {
            var name = one.strip();
            if (name.startsWith(TOKEN) || name.isEmpty()) continue;
            if (!kept.isEmpty()) kept.append(", ");
            kept.append(name);
        }
        return kept.toString();
    }

    /// Where an answer leads, as the client reaches it: what is on the target is reached through here.
    static String location(ApiRequest request, URI target, String location) {
        try {
            var to = URI.create(location);
            boolean here = to.getRawAuthority() == null || to.getRawAuthority().equals(target.getRawAuthority());
            var path = to.getRawPath() == null ? "" : to.getRawPath();
            var start = target.getRawPath() == null ? "" : target.getRawPath().replaceAll("/$", "");
            if (!here || !path.startsWith("/") || !path.startsWith(start)) return location;
            var query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
            var fragment = to.getRawFragment() == null ? "" : "#" + to.getRawFragment();
            return encoded(Subpath.before(request.path())) + path.substring(start.length()) + query + fragment;
        } catch (IllegalArgumentException _) {
            return location;
        }
    }
}
