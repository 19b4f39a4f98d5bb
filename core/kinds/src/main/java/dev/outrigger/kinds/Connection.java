package dev.outrigger.kinds;

import dev.outrigger.meta.Caller;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Map;

/// What a connection's handler knows of the request beside its object and its options.
///
/// @param key namespace and name of the object
/// @param object the object in the version that the client speaks
/// @param caller who connects
/// @param method the HTTP method
/// @param path what the path holds behind the subresource's name, without a leading slash; empty for nothing
/// @param query the query string's parameters, decoded
/// @param headers the header fields, names in lower case
/// @param body the body; empty where there was none, and where it is handed on while it comes, as by [Connect#proxy]
public record Connection(
        ObjectKey key,
        Value.Struct object,
        Caller caller,
        Subresource.Method method,
        String path,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        byte[] body) {}
