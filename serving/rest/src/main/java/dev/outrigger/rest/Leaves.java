package dev.outrigger.rest;

import dev.outrigger.meta.Value;
import java.util.LinkedHashMap;

/// Which fields of an object follow from those of another: found by taking them away and looking at what changes.
final class Leaves {
    private Leaves() {}

    /// An object without the fields that a configuration sets; what is no object counts as one field.
    static Value.Struct removed(Value.Struct object, Value.Struct configuration) {
        var left = object.copy();
        configuration.members().forEach((name, set) -> {
            var here = object.get(name).orElse(Value.NULL);
            if (set instanceof Value.Struct inner
                    && here instanceof Value.Struct struct
                    && !inner.members().isEmpty()) left.put(name, removed(struct, inner));
            else left.remove(name);
        });
        return new Value.Struct(left);
    }

    /// The fields of one object that another lacks or has otherwise.
    static Value.Struct decided(Value.Struct with, Value.Struct without) {
        var decided = new LinkedHashMap<String, Value>();
        with.members().forEach((name, value) -> {
            var other = without.get(name);
            if (other.isPresent() && other.get().equals(value)) return;
            boolean both = value instanceof Value.Struct && other.orElse(Value.NULL) instanceof Value.Struct;
            decided.put(name, both ? decided((Value.Struct) value, (Value.Struct) other.orElse(Value.NULL)) : value);
        });
        return new Value.Struct(decided);
    }
}
