package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.Set;
import java.util.TreeSet;

/// Finds the references in a document.
final class References {
    private final Set<String> found = new TreeSet<>();

    private References() {}

    static Set<String> in(Value document) {
        var references = new References();
        references.collect(document);
        return references.found;
    }

    private void collect(Value value) {
        switch (value) {
            case Value.Struct struct -> {
                struct.text("$ref").ifPresent(found::add);
                struct.members().values().forEach(this::collect);
            }
            case Value.Array(var items) -> items.forEach(this::collect);
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> {}
        }
    }
}
