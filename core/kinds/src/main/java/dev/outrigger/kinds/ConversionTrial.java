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
