package dev.outrigger.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// HTTP header fields; names do not tell case apart, values keep their order.
public final class Headers {
    /// No header fields.
    public static final Headers NONE = new Headers(new String[0]);

    /// Names and values in turn: a request has some ten fields and is asked for some ten, so that looking through
    /// them is less work than sorting them.
    private final String[] fields;

    private Headers(String[] fields) {
        this.fields = fields;
    }

    /// Fields of alternating names and values.
    ///
    /// @throws IllegalArgumentException where a name has no value
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) throw new IllegalArgumentException("a header without a value");
        return new Headers(namesAndValues.clone());
    }

    /// The fields of a list of entries, as a server reads them from the wire.
    public static Headers copyOf(Iterable<Map.Entry<String, String>> entries) {
        var fields = new ArrayList<String>(32);
        for (var entry : entries) {
            fields.add(entry.getKey());
            fields.add(entry.getValue());
        }
        return new Headers(fields.toArray(String[]::new));
    }

    /// The first value of that field.
    public Optional<String> first(String name) {
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i].equalsIgnoreCase(name)) return Optional.of(fields[i + 1]);
        }
        return Optional.empty();
    }

    /// All values of that field, none where it is absent.
    public List<String> all(String name) {
        var values = new ArrayList<String>(1);
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i].equalsIgnoreCase(name)) values.add(fields[i + 1]);
        }
        return List.copyOf(values);
    }

    /// These fields and one more value.
    public Headers with(String name, String value) {
        var more = Arrays.copyOf(fields, fields.length + 2);
        more[fields.length] = name;
        more[fields.length + 1] = value;
        return new Headers(more);
    }

    /// These fields without those of some names; these themselves where there are none.
    public Headers without(Predicate<String> names) {
        int kept = 0;
        for (int i = 0; i < fields.length; i += 2) if (!names.test(fields[i])) kept += 2;
        if (kept == fields.length) return this;
        var less = new String[kept];
        int at = 0;
        for (int i = 0; i < fields.length; i += 2) {
            if (names.test(fields[i])) continue;
            less[at++] = fields[i];
            less[at++] = fields[i + 1];
        }
        return new Headers(less);
    }

    /// The names of all fields that start with a prefix, in lower case and in order, each once.
    public List<String> namesWithPrefix(String prefix) {
        var names = new TreeSet<String>();
        for (int i = 0; i < fields.length; i += 2) {
            if (startsWith(fields[i], prefix)) names.add(fields[i].toLowerCase(Locale.ROOT));
        }
        return List.copyOf(names);
    }

    /// Whether there is a field whose name starts with a prefix.
    public boolean hasPrefix(String prefix) {
        for (int i = 0; i < fields.length; i += 2) if (startsWith(fields[i], prefix)) return true;
        return false;
    }

    private static boolean startsWith(String name, String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /// Calls with each name and value, in order.
    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < fields.length; i += 2) action.accept(fields[i], fields[i + 1]);
    }
}
