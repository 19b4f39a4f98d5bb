package dev.outrigger.codec;

import dev.outrigger.meta.Value;
import java.util.HashMap;
import java.util.Map;

/// Which member of a JSON object is which field of a protobuf message.
final class ProtoShape {
    private record Field(int number, ProtoPart part) {}

    private final Map<String, Field> fields = new HashMap<>();
    private Field extensions = new Field(0, ProtoPart.ANY);
    private Field others = new Field(0, ProtoPart.ANY);

    /// The member of that name.
    ProtoShape with(String name, int number, ProtoPart part) {
        fields.put(name, new Field(number, part));
        return this;
    }

    /// Members whose name begins with `x-`, each an entry of the field.
    ProtoShape withExtensions(int number) {
        extensions = new Field(number, ProtoPart.ANY);
        return this;
    }

    /// All other members, each an entry of the field.
    ProtoShape withOthers(int number, ProtoPart part) {
        others = new Field(number, part);
        return this;
    }

    void write(ProtoWriter out, Value.Struct struct) {
        struct.members().forEach((name, value) -> {
            Field field = fields.get(name);
            if (field != null) field.part().write(out, field.number(), value);
            else entry(out, name, value);
        });
    }

    private void entry(ProtoWriter out, String name, Value value) {
        Field field = name.startsWith("x-") ? extensions : others;
        if (field.number() == 0) throw new IllegalArgumentException("a message has no field for " + name);
        ProtoPart.entry(out, field.number(), name, value, field.part());
    }
}
