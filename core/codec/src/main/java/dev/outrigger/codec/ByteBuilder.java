package dev.outrigger.codec;

import java.util.Arrays;

/// Bytes that grow at the end: what documents are written into. Not safe for use by several threads at once.
public final class ByteBuilder {
    private byte[] bytes;
    private int size;

    /// An empty builder with room for that many bytes before it must grow.
    public ByteBuilder(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    /// Appends one byte, the low eight bits.
    public ByteBuilder append(int single) {
        if (size == bytes.length) grow(1);
        bytes[size++] = (byte) single;
        return this;
    }

    /// Appends all of these bytes.
    public ByteBuilder append(byte[] more) {
        return append(more, 0, more.length);
    }

    /// Appends some of these bytes.
    public ByteBuilder append(byte[] more, int offset, int length) {
        if (length > bytes.length - size) grow(length);
        System.arraycopy(more, offset, bytes, size, length);
        size += length;
        return this;
    }

    /// Appends text that is ASCII only, one byte a character.
    public ByteBuilder appendAscii(String text) {
        int length = text.length();
        if (length > bytes.length - size) grow(length);
        for (int i = 0; i < length; i++) bytes[size + i] = (byte) text.charAt(i);
        size += length;
        return this;
    }

    /// How many bytes were appended.
    public int size() {
        return size;
    }

    /// Forgets all bytes and keeps the room.
    public void clear() {
        size = 0;
    }

    /// A copy of the bytes.
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /// Appends the leading characters of the text from `start` that need no escape in JSON, and tells where it
    /// stopped.
    int appendPlain(String text, int start) {
        int length = text.length();
        if (length - start > bytes.length - size) grow(length - start);
        var into = bytes;
        int at = size;
        int i = start;
        while (i < length) {
            char c = text.charAt(i);
            if (c >= 0x80 || !JsonWriter.PLAIN[c]) break;
            into[at++] = (byte) c;
            i++;
        }
        size = at;
        return i;
    }

    private void grow(int more) {
        long wanted = Math.max((long) size + more, bytes.length * 2L);
        if ((long) size + more > Integer.MAX_VALUE - 16) throw new OutOfMemoryError("a document of over 2 GiB");
        bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 16));
    }
}
