package dev.outrigger.cache;

import dev.outrigger.kinds.ConversionException;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The fields by which a resource's objects are selected, in each version that has any.
///
/// @param type the resource
/// @param versions those that have selectable fields
record Selectable(ResourceType type, List<ResourceType.Version> versions) {
    static Selectable of(ResourceType type) {
        var versions = type.served().stream()
                .filter(version -> !version.selectableFields().isEmpty())
                .toList();
        return new Selectable(type, versions);
    }

    /// The values of a stored object's fields, by version and field.
    ///
    /// @throws ConversionException where it cannot be taken to the hub
    Map<String, Map<String, String>> stored(Value.Struct stored, StoredForm form) {
        return versions.isEmpty() ? Map.of() : values(form.toHub(stored));
    }

    /// The values of an object's fields, by version and field, without the versions that it cannot be shown in.
    ///
    /// @param hub the object in the shape of the hub
    Map<String, Map<String, String>> values(Value.Struct hub) {
        if (versions.isEmpty()) return Map.of();
        var values = new LinkedHashMap<String, Map<String, String>>();
        for (ResourceType.Version version : versions) {
            try {
                values.put(version.name(), values(type.fromHub(hub, version), version));
            } catch (ConversionException _) {
                // Whoever asks for the object in that version is told.
            }
        }
        return Map.copyOf(values);
    }

    private static Map<String, String> values(Value.Struct object, ResourceType.Version version) {
        var fields = new LinkedHashMap<String, String>();
        for (String field : version.selectableFields()) fields.put(field, text(object, field));
        return Map.copyOf(fields);
    }

    /// The value as selectors write it; empty where there is none.
    private static String text(Value.Struct object, String field) {
        Value at = object;
        for (String member : field.split("\\.", -1)) {
            at = at instanceof Value.Struct struct ? struct.get(member).orElse(Value.NULL) : Value.NULL;
        }
        return switch (at) {
            case Value.Text(var text) -> text;
            case Value.Bool(var bool) -> Boolean.toString(bool);
            case Value.Int(var number) -> Long.toString(number);
            case Value.Real(var number) -> Long.toString((long) number);
            case Value.Null _, Value.Array _, Value.Struct _ -> "";
        };
    }
}
