package dev.outrigger.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// HTTP header fields; names do not tell case apart, values keep their order.
public final class Headers {
    /// No header fields.
    public static final Headers NONE = new Headers(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));

    private final TreeMap<String, List<String>> fields;

    private Headers(TreeMap<String, List<String>> fields) {
        this.fields = fields;
    }

    /// Fields of alternating names and values.
    ///
    /// @throws IllegalArgumentException where a name has no value
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) throw new IllegalArgumentException("a header without a value");
        var fields = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.computeIfAbsent(namesAndValues[i], _ -> new ArrayList<>(1)).add(namesAndValues[i + 1]);
        }
        return new Headers(fields);
    }

    /// The fields of a list of entries, as a server reads them from the wire.
    public static Headers copyOf(Iterable<Map.Entry<String, String>> entries) {
        var fields = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var entry : entries) {
            fields.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>(1)).add(entry.getValue());
        }
        return new Headers(fields);
    }

    /// The first value of that field.
    public Optional<String> first(String name) {
        var values = fields.get(name);
        return values == null ? Optional.empty() : Optional.of(values.getFirst());
    }

    /// All values of that field, none where it is absent.
    public List<String> all(String name) {
        return List.copyOf(fields.getOrDefault(name, List.of()));
    }

    /// These fields and one more value.
    public Headers with(String name, String value) {
        var copy = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(fields);
        var values = new ArrayList<>(copy.getOrDefault(name, List.of()));
        values.add(value);
        copy.put(name, values);
        return new Headers(copy);
    }

    /// The names of all fields that start with a prefix, in lower case.
    public List<String> namesWithPrefix(String prefix) {
        var lower = prefix.toLowerCase(Locale.ROOT);
        return fields.keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith(lower))
                .toList();
    }

    /// All fields, a name at a time.
    public Map<String, List<String>> all() {
        return Collections.unmodifiableMap(fields);
    }
}
