package dev.outrigger.pipeline;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parameters of a request's query string. What cannot be decoded is left out, as Go's `url.Query()` does.
public final class Query {
    /// No parameters.
    public static final Query NONE = new Query("", Map.of());

    private final String text;
    private final Map<String, List<String>> parameters;

    private Query(String text, Map<String, List<String>> parameters) {
        this.text = text;
        this.parameters = parameters;
    }

    /// Reads what follows the `?` of a request target.
    public static Query parse(String raw) {
        if (raw.isEmpty()) return NONE;
        var parameters = new LinkedHashMap<String, List<String>>();
        for (String pair : raw.split("&")) {
            if (pair.isEmpty() || pair.indexOf(';') >= 0) continue;
            int equals = pair.indexOf('=');
            var name = decode(equals < 0 ? pair : pair.substring(0, equals));
            var value = decode(equals < 0 ? "" : pair.substring(equals + 1));
            if (name.isEmpty() || value.isEmpty()) continue;
            parameters.computeIfAbsent(name.get(), _ -> new ArrayList<>(1)).add(value.get());
        }
        return new Query(raw, parameters);
    }

    private static Optional<String> decode(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The whole of it as the client wrote it, to be handed on.
    public String text() {
        return text;
    }

    /// The first value of that parameter, the empty string where it is absent: the two mean the same to Kubernetes.
    public String first(String name) {
        var values = parameters.get(name);
        return values == null ? "" : values.getFirst();
    }

    /// All values of that parameter.
    public List<String> all(String name) {
        return List.copyOf(parameters.getOrDefault(name, List.of()));
    }

    /// All parameters, with all their values.
    public Map<String, List<String>> all() {
        return Collections.unmodifiableMap(parameters);
    }

    /// Whether the parameter is there, be it empty.
    public boolean has(String name) {
        return parameters.containsKey(name);
    }
}
