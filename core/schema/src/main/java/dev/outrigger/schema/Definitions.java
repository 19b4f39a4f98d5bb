package dev.outrigger.schema;

import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The schemas that a document publishes under a name, each once.
///
/// What is said where a schema is used (its description there, its default, whether it may be null) is not part of
/// the definition and may differ from use to use.
final class Definitions {
    private static final Map<String, Schema> SHARED = shared();

    private final SortedMap<String, Schema> byName = new TreeMap<>();
    private final PublishedKinds kinds;

    Definitions(PublishedKinds kinds) {
        this.kinds = kinds;
    }

    /// Adds a schema and all that it refers to.
    ///
    /// @throws IllegalArgumentException where another schema has the name already
    void add(Schema schema) {
        if (!schema.name().isEmpty()) {
            Schema known = byName.putIfAbsent(schema.name(), SHARED.getOrDefault(schema.name(), schema));
            if (known != null) {
                if (!bare(known).equals(bare(schema))) throw collision(schema.name());
                if (known.description().isEmpty()) byName.put(schema.name(), schema);
                return;
            }
        }
        schema.properties().values().forEach(this::addUsed);
        schema.additionalProperties().ifPresent(this::addUsed);
        schema.items().ifPresent(this::addUsed);
    }

    /// Without what is said of this use: `kubectl explain` shows the words of a use and of its definition one after
    /// the other.
    private void addUsed(Schema schema) {
        add(schema.asDefinition());
    }

    /// The definition of that name.
    Schema get(String name) {
        Schema schema = byName.get(name);
        if (schema == null) throw new IllegalStateException("no schema named " + name + " was added");
        return schema;
    }

    /// All definitions as a document has them.
    Value.Struct published(SchemaForm form) {
        var published = new LinkedHashMap<String, Value>();
        byName.forEach((name, schema) -> published.put(name, definition(name, form.content(schema, this))));
        return new Value.Struct(published);
    }

    private Value definition(String name, Value.Struct content) {
        var listed = kinds.of(name);
        if (listed.isEmpty()) return content;
        var entries = listed.stream().map(Definitions::entry).toList();
        var told = content.with("x-kubernetes-group-version-kind", new Value.Array(entries));
        var selectable = kinds.selectableFields(name).stream()
                .<Value>map(field -> Value.object("fieldPath", field))
                .toList();
        return selectable.isEmpty() ? told : told.with("x-kubernetes-selectable-fields", new Value.Array(selectable));
    }

    /// A kind, as extensions list it.
    static Value entry(GroupVersionKind kind) {
        return Value.object("group", kind.group(), "kind", kind.kind(), "version", kind.version());
    }

    private static Schema bare(Schema schema) {
        return schema.asDefinition();
    }

    private static IllegalArgumentException collision(String name) {
        return new IllegalArgumentException("two different schemas are named " + name
                + "; give one of them another name, or none to publish it in place");
    }

    /// The shared types, whose definitions carry their own description whatever is said where they are used.
    private static Map<String, Schema> shared() {
        var byName = new LinkedHashMap<String, Schema>();
        MetaSchemas.described().forEach(schema -> shared(schema, byName));
        return byName;
    }

    private static void shared(Schema schema, Map<String, Schema> byName) {
        if (!schema.name().isEmpty() && byName.putIfAbsent(schema.name(), schema) != null) return;
        schema.properties().values().forEach(member -> shared(member, byName));
        schema.items().ifPresent(item -> shared(item, byName));
    }
}
