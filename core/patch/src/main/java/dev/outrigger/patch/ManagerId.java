package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/// What tells the entries of `metadata.managedFields` apart. An applier keeps its entry when it moves to
/// another version; updates in two versions are two entries.
///
/// @param apiVersion the version of an update; empty for an apply
record ManagerId(String manager, Operation operation, String apiVersion, String subresource)
        implements Comparable<ManagerId> {

    /// How a manager came to own fields.
    enum Operation {
        /// By server-side apply.
        APPLY("Apply"),
        /// By any other write.
        UPDATE("Update");

        private final String text;

        Operation(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /// The entry of a manager that updates in this version.
    static ManagerId updating(FieldManager by, String apiVersion) {
        return new ManagerId(name(by), Operation.UPDATE, apiVersion, by.subresource());
    }

    /// The entry of a manager that applies.
    static ManagerId applying(FieldManager by) {
        return new ManagerId(name(by), Operation.APPLY, "", by.subresource());
    }

    private static String name(FieldManager by) {
        return by.name().isEmpty() ? "unknown" : by.name();
    }

    /// The manager as a conflict names it.
    String described() {
        var described = GoText.quote(manager);
        if (!subresource.isEmpty()) described += " with subresource " + GoText.quote(subresource);
        return operation == Operation.UPDATE ? described + " using " + apiVersion : described;
    }

    /// Upstream's identifier, a JSON text. Its order is the order of managers in messages.
    private String text() {
        Map<String, Value> members = new LinkedHashMap<>();
        if (!manager.isEmpty()) members.put("manager", Value.of(manager));
        members.put("operation", Value.of(operation.text()));
        if (!apiVersion.isEmpty()) members.put("apiVersion", Value.of(apiVersion));
        if (!subresource.isEmpty()) members.put("subresource", Value.of(subresource));
        return Json.write(new Value.Struct(members));
    }

    @Override
    public int compareTo(ManagerId other) {
        return text().compareTo(other.text());
    }
}
