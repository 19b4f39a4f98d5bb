package dev.outrigger.codec;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Writes the protobuf wire format: fields with their number, in the order they are written.
final class ProtoWriter {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final ByteBuilder out = new ByteBuilder(64);

    byte[] bytes() {
        return out.toByteArray();
    }

    void varint(int field, long value) {
        tag(field, VARINT);
        varint(value);
    }

    void fixed64(int field, double value) {
        tag(field, FIXED64);
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 0; shift < 64; shift += 8) out.append((int) (bits >>> shift));
    }

    void fixed32(int field, float value) {
        tag(field, FIXED32);
        int bits = Float.floatToRawIntBits(value);
        for (int shift = 0; shift < 32; shift += 8) out.append(bits >>> shift);
    }

    void text(int field, String text) {
        bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    void message(int field, Consumer<ProtoWriter> content) {
        var message = new ProtoWriter();
        content.accept(message);
        bytes(field, message.bytes());
    }

    void bytes(int field, byte[] bytes) {
        head(field, bytes.length);
        out.append(bytes);
    }

    /// What stands before a field's bytes.
    void head(int field, long length) {
        tag(field, LENGTH_DELIMITED);
        varint(length);
    }

    private void tag(int field, int wireType) {
        varint(((long) field << 3) | wireType);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.append((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.append((int) rest);
    }
}
