package dev.outrigger.kinds;

import dev.outrigger.meta.Value;
import java.util.List;

/// The way of one object from one version of a resource to another. What is the engine's of it stays what it was,
/// except labels and annotations.
record Passage(ResourceType type, String from, String to) {
    private static final List<String> CONVERTED = List.of("labels", "annotations");

    private interface Step {
        Value.Struct take(Value.Struct object);
    }

    Value.Struct toHub(Value.Struct object, Conversion conversion) {
        return taken(object, conversion, conversion::toHub);
    }

    Value.Struct fromHub(Value.Struct object, Conversion conversion) {
        return taken(object, conversion, conversion::fromHub);
    }

    Value.Struct completed(Value.Struct object, Conversion conversion) {
        return taken(object, conversion, conversion::defaulted);
    }

    private Value.Struct taken(Value.Struct object, Conversion conversion, Step step) {
        Value.Struct converted;
        try {
            converted = step.take(object);
        } catch (RuntimeException e) {
            throw new ConversionException(described(object), e);
        }
        var named = converted
                .with("apiVersion", type.groupVersion(to).toString())
                .with("kind", type.names().kind());
        return object.get("metadata").isEmpty()
                ? named.without("metadata")
                : named.with("metadata", metadata(object, converted, conversion));
    }

    private static Value.Struct metadata(Value.Struct object, Value.Struct converted, Conversion conversion) {
        var metadata = object.struct("metadata");
        if (!conversion.changesMetadata()) return metadata;
        var changed = converted.struct("metadata");
        for (String name : CONVERTED) {
            var now = changed.get(name);
            if (now.equals(metadata.get(name))) continue;
            metadata = now.isPresent() ? metadata.with(name, now.get()) : metadata.without(name);
        }
        return metadata;
    }

    private String described(Value.Struct object) {
        var metadata = object.struct("metadata");
        var namespace = metadata.text("namespace").map(text -> text + "/").orElse("");
        var name = "\"" + namespace + metadata.text("name").orElse("") + "\"";
        var what = from.equals(to) ? "completed in " : "converted from " + type.groupVersion(from) + " to ";
        return type.names().kind() + " " + name + " cannot be " + what + type.groupVersion(to);
    }
}
