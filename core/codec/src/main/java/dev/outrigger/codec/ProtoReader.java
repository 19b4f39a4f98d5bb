package dev.outrigger.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Takes a message of the protobuf wire format apart and words what is wrong with it as Go's generated code does.
final class ProtoReader {
    private static final int LONGEST_VARINT = 10;

    private final byte[] in;
    private int at;

    private ProtoReader(byte[] message) {
        in = message;
    }

    /// One field as it was sent.
    ///
    /// @param number the field's number
    /// @param wire how it was written: 0 a varint, 1 and 5 fixed widths, 2 bytes
    /// @param varint the number of a varint; 0 for all others
    /// @param bytes the content of all others
    record Field(int number, int wire, long varint, byte[] bytes) {
        /// The number of a field that must be one.
        long number(String name) {
            expect(0, name);
            return varint;
        }

        /// The bytes of a field that must hold some.
        byte[] bytes(String name) {
            expect(2, name);
            return bytes;
        }

        String text(String name) {
            return new String(bytes(name), StandardCharsets.UTF_8);
        }

        private void expect(int wanted, String name) {
            if (wire != wanted) throw new DecodeException("proto: wrong wireType = " + wire + " for field " + name);
        }
    }

    /// The fields of a message, in the order they were written.
    ///
    /// @throws DecodeException where the bytes are no message
    static List<Field> fields(byte[] message) {
        var reader = new ProtoReader(message);
        var fields = new ArrayList<Field>();
        while (reader.at < message.length) fields.add(reader.field());
        return fields;
    }

    /// The numbers that stand packed in one field, each written as `wire` says.
    ///
    /// @throws DecodeException where the bytes are no such numbers
    static List<Field> packed(byte[] numbers, int wire) {
        var reader = new ProtoReader(numbers);
        var fields = new ArrayList<Field>();
        while (reader.at < numbers.length) {
            fields.add(
                    wire == 0
                            ? new Field(1, wire, reader.varint(), new byte[0])
                            : new Field(1, wire, 0, reader.taken(wire == 1 ? 8 : 4)));
        }
        return fields;
    }

    /// The string in the last field of that number; the empty string where there is none.
    static String text(byte[] message, int number) {
        var text = "";
        for (Field field : fields(message)) if (field.number() == number) text = field.text("field " + number);
        return text;
    }

    private Field field() {
        long tag = varint();
        int number = (int) (tag >>> 3);
        int wire = (int) (tag & 7);
        if (number <= 0) throw new DecodeException("proto: illegal tag " + number + " (wire type " + tag + ")");
        return switch (wire) {
            case 0 -> new Field(number, wire, varint(), new byte[0]);
            case 1 -> new Field(number, wire, 0, taken(8));
            case 2 -> new Field(number, wire, 0, taken(varint()));
            case 5 -> new Field(number, wire, 0, taken(4));
            // Groups are older than Kubernetes: none of its messages has one.
            case 3, 4 -> throw new DecodeException("proto: wiretype end group for non-group");
            default -> throw new DecodeException("proto: illegal wireType " + wire);
        };
    }

    private byte[] taken(long length) {
        if (length < 0) throw new DecodeException("proto: negative length found during unmarshaling");
        if (length > in.length - at) throw new DecodeException("unexpected EOF");
        int start = at;
        at += (int) length;
        return Arrays.copyOfRange(in, start, at);
    }

    private long varint() {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            if (at == in.length) throw new DecodeException("unexpected EOF");
            byte next = in[at++];
            value |= (long) (next & 0x7f) << (7 * i);
            if (next >= 0) return value;
        }
        throw new DecodeException("proto: integer overflow");
    }
}
