package dev.outrigger.store.etcd;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Store.Range;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Keys, values and ranges in etcd's messages. Values are not copied: their bytes are never changed by anybody.
final class Wire {
    /// As a key the lowest there is; as a range's end no end.
    static final ByteString ZERO = ByteString.copyFrom(new byte[1]);

    private Wire() {}

    static ByteString key(String key) {
        return ByteString.copyFromUtf8(key);
    }

    static ByteString value(byte[] value) {
        return UnsafeByteOperations.unsafeWrap(value);
    }

    static Entry entry(KeyValue pair) {
        return new Entry(
                pair.getKey().toStringUtf8(),
                bytes(pair.getValue()),
                new Revision(pair.getCreateRevision()),
                new Revision(pair.getModRevision()));
    }

    /// The range's first key and its end.
    static RangeRequest.Builder range(Range range) {
        var from = start(range.prefix());
        if (!range.startAfter().isEmpty()) {
            var next = key(range.startAfter()).concat(ZERO);
            if (ByteString.unsignedLexicographicalComparator().compare(next, from) > 0) from = next;
        }
        return RangeRequest.newBuilder().setKey(from).setRangeEnd(end(range.prefix()));
    }

    static ByteString start(String prefix) {
        return prefix.isEmpty() ? ZERO : key(prefix);
    }

    /// The lowest key above all that start with the prefix. No byte of UTF-8 is the highest, so the last can grow.
    static ByteString end(String prefix) {
        if (prefix.isEmpty()) return ZERO;
        var bytes = key(prefix).toByteArray();
        bytes[bytes.length - 1]++;
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    private static byte[] bytes(ByteString value) {
        var taking = new Taking();
        try {
            UnsafeByteOperations.unsafeWriteTo(value, taking);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return taking.bytes;
    }

    /// Takes the array that holds a value alone; copies what is part of something larger.
    private static final class Taking extends ByteOutput {
        private byte[] bytes = {};

        @Override
        public void writeLazy(byte[] value, int offset, int length) {
            boolean whole = bytes.length == 0 && offset == 0 && length == value.length;
            if (whole) bytes = value;
            else write(value, offset, length);
        }

        @Override
        public void write(byte[] value, int offset, int length) {
            int before = bytes.length;
            bytes = Arrays.copyOf(bytes, before + length);
            System.arraycopy(value, offset, bytes, before, length);
        }

        @Override
        public void write(byte value) {
            write(new byte[] {value}, 0, 1);
        }

        @Override
        public void write(ByteBuffer value) {
            var copy = new byte[value.remaining()];
            value.get(copy);
            write(copy, 0, copy.length);
        }

        @Override
        public void writeLazy(ByteBuffer value) {
            write(value);
        }
    }
}
