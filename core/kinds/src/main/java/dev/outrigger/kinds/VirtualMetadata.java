package dev.outrigger.kinds;

import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/// The metadata of a computed object, for types that have no `metadata` member of their own. What is not said here,
/// such
/// as the uid, the engine makes up.
///
/// @param name the object's name
/// @param namespace its namespace; empty for none
/// @param labels its labels
/// @param annotations its annotations
public record VirtualMetadata(
        String name, String namespace, Map<String, String> labels, Map<String, String> annotations) {
    public VirtualMetadata {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /// An object of that name, in no namespace.
    public static VirtualMetadata named(String name) {
        return new VirtualMetadata(name, "", Map.of(), Map.of());
    }

    /// The same in a namespace.
    public VirtualMetadata in(String other) {
        return new VirtualMetadata(name, other, labels, annotations);
    }

    /// The same with these labels.
    public VirtualMetadata labelled(Map<String, String> others) {
        return new VirtualMetadata(name, namespace, others, annotations);
    }

    /// The same with these annotations.
    public VirtualMetadata annotated(Map<String, String> others) {
        return new VirtualMetadata(name, namespace, labels, others);
    }

    /// Where the object is.
    public ObjectKey key() {
        return new ObjectKey(namespace, name);
    }

    static VirtualMetadata of(Value.Struct metadata) {
        return new VirtualMetadata(
                metadata.text("name").orElse(""),
                metadata.text("namespace").orElse(""),
                texts(metadata.struct("labels")),
                texts(metadata.struct("annotations")));
    }

    private static Map<String, String> texts(Value.Struct members) {
        var texts = new LinkedHashMap<String, String>();
        members.members().forEach((name, value) -> {
            if (value instanceof Value.Text(var text)) texts.put(name, text);
        });
        return texts;
    }

    Value.Struct toValue() {
        var members = new LinkedHashMap<String, Value>();
        members.put("name", Value.of(name));
        if (!namespace.isEmpty()) members.put("namespace", Value.of(namespace));
        put("labels", labels, members);
        put("annotations", annotations, members);
        return new Value.Struct(members);
    }

    /// In the order of the keys: the same metadata must be the same bytes each time.
    private static void put(String name, Map<String, String> texts, Map<String, Value> members) {
        if (texts.isEmpty()) return;
        var values = new LinkedHashMap<String, Value>();
        texts.keySet().stream().sorted().forEach(key -> values.put(key, Value.of(texts.getOrDefault(key, ""))));
        members.put(name, new Value.Struct(values));
    }
}
