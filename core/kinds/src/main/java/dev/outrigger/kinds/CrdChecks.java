package dev.outrigger.kinds;

import dev.outrigger.meta.Names;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// What clusters want of a CRD's names and columns, beside its schemas (apiextensions-apiserver
/// `pkg/apis/apiextensions/validation`).
final class CrdChecks {
    private static final TreeSet<String> TYPES =
            new TreeSet<>(List.of("boolean", "date", "integer", "number", "string"));
    private static final TreeSet<String> FORMATS =
            new TreeSet<>(List.of("byte", "date", "date-time", "double", "float", "int32", "int64", "password"));

    private CrdChecks() {}

    /// @throws IllegalArgumentException where one of the names is refused; the message names the fix
    static void names(ResourceType type) {
        var names = type.names();
        var group = Names.dns1123Subdomain(type.group());
        if (!group.isEmpty()) throw refused("group", type.group(), group.getFirst(), "in");
        label("plural", names.plural(), names.plural(), "plural");
        label("kind", names.kind(), names.kind().toLowerCase(Locale.ROOT), "kind");
        label("singular", names.singular(), names.singular(), "kind");
        for (String name : names.shortNames()) label("short name", name, name, "shortName");
        for (String name : names.categories()) label("category", name, name, "category");
    }

    private static void label(String what, String name, String label, String method) {
        var errors = Names.dns1035Label(label);
        if (!errors.isEmpty()) throw refused(what, name, errors.getFirst(), method);
    }

    private static IllegalArgumentException refused(String what, String name, String why, String method) {
        return new IllegalArgumentException(
                "the " + what + " \"" + name + "\": " + why + ": say another with ." + method + "(…)");
    }

    /// @throws IllegalArgumentException where a column is refused; the message names the fix
    static void columns(List<Column> columns) {
        for (Column column : columns) {
            if (column.name().isEmpty()) {
                throw new IllegalArgumentException("the column of " + column.path() + " has no name: give it one");
            }
            oneOf("type", column, column.type(), TYPES);
            oneOf("format", column, column.format(), FORMATS);
        }
    }

    private static void oneOf(String what, Column column, String value, TreeSet<String> allowed) {
        if (value.isEmpty() || allowed.contains(value)) return;
        throw new IllegalArgumentException("the " + what + " of the column " + column.name() + " must be one of "
                + String.join(", ", allowed) + ", was \"" + value + "\"");
    }
}
