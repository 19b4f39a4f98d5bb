package dev.outrigger.kinds;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.util.LinkedHashMap;

/// Tries a conversion, before anything is served, with the emptiest object that its schema lets clients send. One that
/// cannot take it would fail on the first such object, in the midst of a list.
final class ConversionTrial {
    private static final String TIME = "2026-01-02T03:04:05Z";

    private ConversionTrial() {}

    /// @throws IllegalArgumentException where it fails otherwise than by refusing the object
    static void run(
            Class<?> own, Class<?> hubType, ResourceType.Version version, ResourceType.Version hub, String kind) {
        var conversion = version.conversion();
        attempt(own, "defaulting", kind, () -> conversion.defaulted(emptiest(version.schema())));
        attempt(own, "toHub", kind, () -> conversion.toHub(emptiest(version.schema())));
        attempt(own, "fromHub", hubType.getSimpleName(), () -> conversion.fromHub(emptiest(hub.schema())));
    }

    /// What is stored must keep the status, which clients of the stored version never send.
    ///
    /// @throws IllegalArgumentException where it does not
    static void store(Class<?> own, ResourceType.Version stored, ResourceType.Version hub) {
        var status = hub.schema().properties().get("status");
        if (status == null || status.properties().isEmpty() || stored.name().equals(hub.name())) return;
        var sample = emptiest(hub.schema()).with("status", filled(status));
        Value.Struct back;
        try {
            var conversion = stored.conversion();
            back = conversion.toHub(conversion.fromHub(sample));
        } catch (RuntimeException _) {
            // What one that fails must be told, it was told before; it may refuse what it cannot say.
            return;
        }
        if (!back.struct("status").members().isEmpty()) return;
        throw new IllegalArgumentException(
                own.getName() + " (" + stored.name() + ") is stored and loses the status: give"
                        + " it a status member, let its conversion keep the status in an annotation, or store another version"
                        + " with .storedAs(\"" + hub.name() + "\")");
    }

    private static void attempt(Class<?> type, String member, String of, Runnable step) {
        try {
            step.run();
        } catch (IllegalArgumentException | dev.outrigger.meta.ApiException _) {
            // It may refuse what it cannot say.
        } catch (RuntimeException e) {
            var at = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
            throw new IllegalArgumentException(
                    type.getName() + ": " + member + " fails for a " + of
                            + " of which clients sent only what is required ("
                            + e + at + "): take members that are null for ones that were left out, or let the schema"
                            + " require them",
                    e);
        }
    }

    /// An object with nothing but what is required.
    private static Value.Struct emptiest(Schema schema) {
        var members = new LinkedHashMap<String, Value>();
        for (String name : schema.required()) {
            var member = schema.properties().get(name);
            if (member != null) members.put(name, value(member));
        }
        return new Value.Struct(members);
    }

    /// A value with something in all its members.
    private static Value filled(Schema schema) {
        if (schema.type() == Schema.Type.ARRAY) {
            return schema.items().map(item -> Value.Array.of(filled(item))).orElse(Value.Array.EMPTY);
        }
        if (schema.type() != Schema.Type.OBJECT) return value(schema);
        var members = new LinkedHashMap<String, Value>();
        schema.properties().forEach((name, member) -> members.put(name, filled(member)));
        return new Value.Struct(members);
    }

    private static Value value(Schema schema) {
        if (!schema.limits().enumeration().isEmpty())
            return schema.limits().enumeration().getFirst();
        return switch (schema.type()) {
            case OBJECT -> emptiest(schema);
            case ARRAY -> Value.Array.EMPTY;
            case STRING -> Value.of(schema.format().equals("date-time") ? TIME : "");
            case INTEGER, INT_OR_STRING -> Value.of(0);
            case NUMBER -> new Value.Real(0);
            case BOOLEAN -> Value.of(false);
            case ANY -> Value.Struct.EMPTY;
        };
    }
}
