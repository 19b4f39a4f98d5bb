package dev.outrigger.codec;

import dev.outrigger.meta.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Writes objects of authors' types as their messages.
final class ObjectProto {
    private ObjectProto() {}

    /// @throws IllegalArgumentException where a value does not fit its field
    static void write(ProtoWriter out, ProtoMessage message, Value.Struct object) {
        for (ProtoMessage.Field field : message.fields()) {
            var value = field.type() instanceof ProtoMessage.Inline
                    ? object
                    : object.members().get(field.name());
            if (value == null || value instanceof Value.Null) continue;
            try {
                field(out, field, value);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(field.name() + ": " + wrong.getMessage(), wrong);
            }
        }
    }

    private static void field(ProtoWriter out, ProtoMessage.Field field, Value value) {
        switch (field.label()) {
            case OPTIONAL -> part(field.type()).write(out, field.number(), value);
            case REPEATED -> {
                if (!(value instanceof Value.Array(var items))) throw new IllegalArgumentException("no list");
                for (Value item : items) part(field.type()).write(out, field.number(), item);
            }
            case MAP -> {
                if (!(value instanceof Value.Struct(var members))) throw new IllegalArgumentException("no object");
                members.forEach((key, member) -> ProtoPart.entry(out, field.number(), key, member, part(field.type())));
            }
        }
    }

    private static ProtoPart part(ProtoMessage.Type type) {
        return switch (type) {
            case ProtoMessage.Scalar scalar -> scalar(scalar);
            case ProtoMessage.Shared shared -> shared(shared);
            case ProtoMessage.Nested(var message) ->
                (out, field, value) -> out.message(field, content -> write(content, message, ProtoPart.struct(value)));
            case ProtoMessage.Inline(var message) -> (out, field, value) -> inline(out, field, message, value);
        };
    }

    private static void inline(ProtoWriter out, int field, ProtoMessage message, Value outer) {
        var object = ProtoPart.struct(outer);
        boolean any =
                message.fields().stream().anyMatch(inner -> object.members().containsKey(inner.name()));
        if (any) out.message(field, content -> write(content, message, object));
    }

    private static ProtoPart scalar(ProtoMessage.Scalar scalar) {
        return switch (scalar) {
            case STRING -> ProtoPart.TEXT;
            case BYTES ->
                (out, field, value) -> out.bytes(field, Base64.getDecoder().decode(ProtoPart.string(value)));
            case BOOL -> ProtoPart.BOOL;
            case INT32, INT64 -> ProtoPart.INT64;
            case FLOAT -> (out, field, value) -> out.fixed32(field, (float) ProtoPart.number(value));
            case DOUBLE -> ProtoPart.DOUBLE;
        };
    }

    private static ProtoPart shared(ProtoMessage.Shared shared) {
        return switch (shared) {
            case OBJECT_META ->
                (out, field, value) -> out.message(
                        field,
                        content ->
                                MetaProto.OBJECT_META.write(content, ProtoPart.struct(Protobuf.withoutNulls(value))));
            case TIME -> MetaProto::time;
            case INT_OR_STRING -> ObjectProto::intOrString;
            case QUANTITY -> (out, field, value) -> out.message(field, content -> content.text(1, text(value)));
            case RAW_EXTENSION ->
                (out, field, value) -> out.message(field, content -> content.bytes(1, Json.encode(value)));
        };
    }

    private static void intOrString(ProtoWriter out, int field, Value value) {
        out.message(field, content -> {
            boolean text = value instanceof Value.Text;
            content.varint(1, text ? 1 : 0);
            content.varint(2, text ? 0 : ProtoPart.integer(value));
            content.text(3, text ? ProtoPart.string(value) : "");
        });
    }

    /// A quantity may be written as a number.
    private static String text(Value value) {
        return value instanceof Value.Text(var text) ? text : new String(Json.encode(value), StandardCharsets.UTF_8);
    }
}
