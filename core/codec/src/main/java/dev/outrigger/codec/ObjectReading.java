package dev.outrigger.codec;

import dev.outrigger.meta.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads messages of authors' types as the objects they are in JSON. Fields that are not known are passed over.
///
/// @param fromClient whether a client wrote it: those in Go write an empty string where a member is absent
record ObjectReading(boolean fromClient) {
    private static final int VARINT = 0;
    private static final int BYTES = 2;

    Value.Struct read(ProtoMessage message, byte[] bytes) {
        var found = new LinkedHashMap<Integer, List<ProtoReader.Field>>();
        for (ProtoReader.Field field : ProtoReader.fields(bytes)) {
            found.computeIfAbsent(field.number(), _ -> new ArrayList<>()).add(field);
        }
        var members = new LinkedHashMap<String, Value>();
        for (ProtoMessage.Field field : message.fields()) {
            var occurrences = found.get(field.number());
            if (occurrences != null) add(field, occurrences, members);
        }
        return new Value.Struct(members);
    }

    private void add(ProtoMessage.Field field, List<ProtoReader.Field> occurrences, Map<String, Value> members) {
        switch (field.label()) {
            case OPTIONAL -> {
                var value = value(field, occurrences.getLast());
                boolean absent = value instanceof Value.Null
                        || fromClient && field.emptyIsAbsent() && value.equals(Value.of(""));
                if (field.type() instanceof ProtoMessage.Inline && value instanceof Value.Struct(var inner)) {
                    members.putAll(inner);
                } else if (!absent) members.put(field.name(), value);
            }
            case REPEATED -> {
                var items = new ArrayList<Value>();
                for (ProtoReader.Field one : occurrences) items(field, one, items);
                members.put(field.name(), new Value.Array(items));
            }
            case MAP -> {
                var entries = new LinkedHashMap<String, Value>();
                for (ProtoReader.Field one : occurrences) entry(field, one.bytes(field.name()), entries);
                members.put(field.name(), new Value.Struct(entries));
            }
        }
    }

    /// Numbers may come packed, many in one field.
    private void items(ProtoMessage.Field field, ProtoReader.Field occurrence, List<Value> items) {
        boolean number = field.type() instanceof ProtoMessage.Scalar scalar
                && scalar != ProtoMessage.Scalar.STRING
                && scalar != ProtoMessage.Scalar.BYTES;
        if (!number || occurrence.wire() != BYTES) {
            items.add(value(field, occurrence));
            return;
        }
        int width = field.type() == ProtoMessage.Scalar.FLOAT ? 5 : field.type() == ProtoMessage.Scalar.DOUBLE ? 1 : 0;
        for (ProtoReader.Field one : ProtoReader.packed(occurrence.bytes(), width)) items.add(value(field, one));
    }

    private void entry(ProtoMessage.Field field, byte[] entry, Map<String, Value> entries) {
        var key = "";
        var value = zero(field.type());
        for (ProtoReader.Field part : ProtoReader.fields(entry)) {
            if (part.number() == 1) key = part.text("key");
            if (part.number() == 2) value = value(field, part);
        }
        entries.put(key, value);
    }

    /// What a map's entry holds where it does not say.
    private Value zero(ProtoMessage.Type type) {
        return switch (type) {
            case ProtoMessage.Scalar scalar ->
                switch (scalar) {
                    case STRING, BYTES -> Value.of("");
                    case BOOL -> Value.of(false);
                    case INT32, INT64, FLOAT, DOUBLE -> Value.of(0);
                };
            case ProtoMessage.Shared _ -> Value.NULL;
            case ProtoMessage.Nested(var message) -> read(message, new byte[0]);
            case ProtoMessage.Inline(var message) -> read(message, new byte[0]);
        };
    }

    private Value value(ProtoMessage.Field field, ProtoReader.Field sent) {
        return switch (field.type()) {
            case ProtoMessage.Scalar scalar -> scalar(scalar, field.name(), sent);
            case ProtoMessage.Shared shared -> shared(shared, sent.bytes(field.name()));
            case ProtoMessage.Nested(var message) -> read(message, sent.bytes(field.name()));
            case ProtoMessage.Inline(var message) -> read(message, sent.bytes(field.name()));
        };
    }

    private static Value scalar(ProtoMessage.Scalar scalar, String name, ProtoReader.Field sent) {
        return switch (scalar) {
            case STRING -> Value.of(sent.text(name));
            case BYTES -> Value.of(Base64.getEncoder().encodeToString(sent.bytes(name)));
            case BOOL -> Value.of(sent.number(name) != 0);
            case INT32 -> Value.of((int) sent.number(name));
            case INT64 -> Value.of(sent.number(name));
            case FLOAT ->
                real(Double.parseDouble(Float.toString(fixed(sent, 5, name).getFloat())), name);
            case DOUBLE -> real(fixed(sent, 1, name).getDouble(), name);
        };
    }

    private static ByteBuffer fixed(ProtoReader.Field sent, int wire, String name) {
        if (sent.wire() != wire) {
            throw new DecodeException("proto: wrong wireType = " + sent.wire() + " for field " + name);
        }
        return ByteBuffer.wrap(sent.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// As JSON would be read: a whole number is an integer.
    private static Value real(double number, String name) {
        if (!Double.isFinite(number)) throw new DecodeException("field " + name + " is no finite number");
        boolean whole = number == Math.rint(number) && Math.abs(number) <= 0x1p53;
        return whole ? Value.of((long) number) : new Value.Real(number);
    }

    private static Value shared(ProtoMessage.Shared shared, byte[] bytes) {
        return switch (shared) {
            case OBJECT_META -> ObjectMetaReading.metadata(bytes);
            case TIME -> time(bytes);
            case INT_OR_STRING -> intOrString(bytes);
            case QUANTITY -> Value.of(ProtoReader.text(bytes, 1));
            case RAW_EXTENSION -> raw(bytes);
        };
    }

    /// The date-time of a `Time`; `null` where it is the empty message.
    static Value time(byte[] bytes) {
        long seconds = 0;
        long nanos = 0;
        var fields = ProtoReader.fields(bytes);
        if (fields.isEmpty()) return Value.NULL;
        for (ProtoReader.Field field : fields) {
            if (field.number() == 1) seconds = field.number("Seconds");
            if (field.number() == 2) nanos = field.number("Nanos");
        }
        try {
            return Value.of(Instant.ofEpochSecond(seconds, nanos).toString());
        } catch (DateTimeException | ArithmeticException _) {
            throw new DecodeException("a time lies beyond what can be told");
        }
    }

    private static Value intOrString(byte[] bytes) {
        long type = 0;
        long number = 0;
        for (ProtoReader.Field field : ProtoReader.fields(bytes)) {
            if (field.number() == 1 && field.wire() == VARINT) type = field.varint();
            if (field.number() == 2 && field.wire() == VARINT) number = field.varint();
        }
        return type == 0 ? Value.of((int) number) : Value.of(ProtoReader.text(bytes, 3));
    }

    /// Anything, as the JSON it was written in.
    static Value raw(byte[] bytes) {
        for (ProtoReader.Field field : ProtoReader.fields(bytes)) {
            if (field.number() == 1) {
                var json = field.bytes("Raw");
                return json.length == 0 ? Value.NULL : Json.decode(json).value();
            }
        }
        return Value.NULL;
    }
}
