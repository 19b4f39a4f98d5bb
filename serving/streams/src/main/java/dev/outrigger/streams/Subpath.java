package dev.outrigger.streams;

/// Where the path of a request to a subresource ends, and what is the subresource's begins:
/// `/api/VERSION/…/NAME/SUBRESOURCE` or `/apis/GROUP/VERSION/…`, the middle with or without a namespace.
final class Subpath {
    private Subpath() {}

    /// The path up to the subresource's name, that included.
    static String before(String path) {
        int end = end(path);
        return path.substring(0, end);
    }

    /// What follows the subresource's name: empty, or from a slash on.
    static String after(String path) {
        return path.substring(end(path));
    }

    private static int end(String path) {
        int segments = path.startsWith("/apis/") ? 3 : 2;
        int at = skip(path, 0, segments);
        boolean namespaced = path.startsWith("/namespaces/", at);
        return skip(path, at, namespaced ? 5 : 3);
    }

    private static int skip(String path, int from, int segments) {
        int at = from;
        for (int i = 0; i < segments && at < path.length(); i++) {
            int next = path.indexOf('/', at + 1);
            at = next < 0 ? path.length() : next;
        }
        return at;
    }
}
