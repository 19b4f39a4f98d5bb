package dev.outrigger.codec;

import dev.outrigger.meta.Value;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;

/// How one member of a JSON object is written as a field of a protobuf message.
@FunctionalInterface
interface ProtoPart {
    /// Writes the value as the field of that number.
    void write(ProtoWriter out, int field, Value value);

    /// A string.
    ProtoPart TEXT = (out, field, value) -> out.text(field, string(value));

    /// A boolean.
    ProtoPart BOOL = (out, field, value) -> out.varint(field, value.equals(Value.of(true)) ? 1 : 0);

    /// A 64-bit integer.
    ProtoPart INT64 = (out, field, value) -> out.varint(field, integer(value));

    /// A floating-point number.
    ProtoPart DOUBLE = (out, field, value) -> out.fixed64(field, number(value));

    /// Anything: gnostic's `Any`, which holds YAML text; JSON is YAML.
    ProtoPart ANY = (out, field, value) -> out.message(field, any -> any.bytes(2, Json.encode(value)));

    /// A list of strings.
    ProtoPart TEXTS = repeated(TEXT);

    /// A list, each item a field of its own; a single value counts as a list of one.
    static ProtoPart repeated(ProtoPart item) {
        return (out, field, value) -> {
            if (value instanceof Value.Array(var items)) items.forEach(one -> item.write(out, field, one));
            else item.write(out, field, value);
        };
    }

    /// An object that is a message; the shape is asked for late, as shapes refer to each other.
    static ProtoPart message(Supplier<ProtoShape> shape) {
        return (out, field, value) -> out.message(field, content -> shape.get().write(content, struct(value)));
    }

    /// An object whose members are the entries of a message, each a field `1` of name and value.
    static ProtoPart entries(ProtoPart each) {
        return (out, field, value) -> out.message(
                field,
                content -> struct(value).members().forEach((name, member) -> entry(content, 1, name, member, each)));
    }

    /// One entry: a message of a name and a value.
    static void entry(ProtoWriter out, int field, String name, Value value, ProtoPart part) {
        out.message(field, entry -> {
            entry.text(1, name);
            part.write(entry, 2, value);
        });
    }

    /// A message around a single field.
    static ProtoPart wrapped(int inner, ProtoPart part) {
        return (out, field, value) -> out.message(field, content -> part.write(content, inner, value));
    }

    /// One of several, told by the value.
    static ProtoPart choice(Function<Value, ProtoPart> choice) {
        return (out, field, value) -> choice.apply(value).write(out, field, value);
    }

    static String string(Value value) {
        if (value instanceof Value.Text(var text)) return text;
        throw new IllegalArgumentException("no string: " + new String(Json.encode(value), StandardCharsets.UTF_8));
    }

    static long integer(Value value) {
        if (value instanceof Value.Int(var number)) return number;
        throw new IllegalArgumentException("no integer: " + new String(Json.encode(value), StandardCharsets.UTF_8));
    }

    static double number(Value value) {
        if (value instanceof Value.Int(var number)) return number;
        if (value instanceof Value.Real(var number)) return number;
        throw new IllegalArgumentException("no number: " + new String(Json.encode(value), StandardCharsets.UTF_8));
    }

    static Value.Struct struct(Value value) {
        if (value instanceof Value.Struct struct) return struct;
        throw new IllegalArgumentException("no object: " + new String(Json.encode(value), StandardCharsets.UTF_8));
    }
}
