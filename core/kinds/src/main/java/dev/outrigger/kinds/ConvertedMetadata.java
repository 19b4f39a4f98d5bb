package dev.outrigger.kinds;

import dev.outrigger.meta.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a conversion sees of an object's metadata, and may change of it: its labels and annotations.
///
/// The maps are the object's own copy; what is put there or removed goes into the converted object.
public final class ConvertedMetadata {
    private final Value.Struct metadata;
    private final Map<String, String> labels;
    private final Map<String, String> annotations;

    ConvertedMetadata(Value.Struct metadata) {
        this.metadata = metadata;
        this.labels = texts(metadata.struct("labels"));
        this.annotations = texts(metadata.struct("annotations"));
    }

    private static Map<String, String> texts(Value.Struct members) {
        var texts = new LinkedHashMap<String, String>();
        members.members().forEach((name, value) -> {
            if (value instanceof Value.Text(var text)) texts.put(name, text);
        });
        return texts;
    }

    /// The object's name; empty where it has none yet.
    public String name() {
        return metadata.text("name").orElse("");
    }

    /// The object's namespace; empty where it is in none.
    public String namespace() {
        return metadata.text("namespace").orElse("");
    }

    /// The labels, to read and to change.
    public Map<String, String> labels() {
        return labels;
    }

    /// The annotations, to read and to change.
    public Map<String, String> annotations() {
        return annotations;
    }

    /// The metadata with what was changed.
    Value.Struct changed() {
        return with(with(metadata, "labels", labels), "annotations", annotations);
    }

    private static Value.Struct with(Value.Struct metadata, String name, Map<String, String> texts) {
        if (texts.equals(texts(metadata.struct(name)))) return metadata;
        if (texts.isEmpty()) return metadata.without(name);
        var members = new LinkedHashMap<String, Value>();
        texts.forEach((key, text) -> members.put(key, Value.of(text)));
        return metadata.with(name, new Value.Struct(members));
    }
}
