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

    /// The values of a stored object's fields, by version and field; none where it cannot be converted: whoever reads
    /// it will be told.
    Map<String, Map<String, String>> stored(Value.Struct stored, StoredForm form) {
        if (versions.isEmpty()) return Map.of();
        try {
            return values(form.toHub(stored));
        } catch (ConversionException _) {
            return Map.of();
        }
    }

    /// The values of an object's fields, by version and field.
    ///
    /// @param hub the object in the shape of the hub
    /// @throws ConversionException where it cannot be converted
    Map<String, Map<String, String>> values(Value.Struct hub) {
        if (versions.isEmpty()) return Map.of();
        var values = new LinkedHashMap<String, Map<String, String>>();
        for (ResourceType.Version version : versions) {
            var object = type.fromHub(hub, version);
            var fields = new LinkedHashMap<String, String>();
            for (String field : version.selectableFields()) fields.put(field, text(object, field));
            values.put(version.name(), Map.copyOf(fields));
        }
        return Map.copyOf(values);
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
