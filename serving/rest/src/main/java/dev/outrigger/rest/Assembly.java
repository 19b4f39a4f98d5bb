package dev.outrigger.rest;

import dev.outrigger.codec.Cbor;
import dev.outrigger.codec.Json;
import dev.outrigger.codec.Protobuf;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import dev.outrigger.rest.Representation.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Documents put together from the kept bytes of objects: something before, the items, something after.
final class Assembly {
    private static final byte[] COMMA = {','};
    private static final byte[] END_OF_LIST = "]}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CBOR_PREFIX = Cbor.prefix();
    private static final int ITEMS = 2;

    private Assembly() {}

    /// A document that is one object.
    ///
    /// @param item the object, encoded as an item of this format and shape
    /// @param kind what the object is where all of it is written
    static List<byte[]> object(GroupVersionKind kind, Shape shape, Format format, byte[] item) {
        return switch (format) {
            case JSON, YAML -> List.of(item);
            case CBOR -> List.of(CBOR_PREFIX, item);
            case PROTOBUF -> {
                var head = shape instanceof Shape.Metadata(var version)
                        ? Protobuf.envelope("meta.k8s.io/" + version, "PartialObjectMetadata", item.length)
                        : Protobuf.envelope(kind.apiVersion(), kind.kind(), item.length);
                yield List.of(head, item);
            }
        };
    }

    /// A list.
    ///
    /// @param empty the list without items; its last member is the list they go into
    static List<byte[]> list(Value.Struct empty, Format format, List<byte[]> items) {
        return switch (format) {
            case JSON, YAML -> json(empty, items);
            case CBOR -> cbor(empty, items);
            case PROTOBUF -> protobuf(empty, items);
        };
    }

    private static List<byte[]> json(Value.Struct empty, List<byte[]> items) {
        var whole = Json.encode(empty);
        var parts = new ArrayList<byte[]>(items.size() * 2 + 2);
        parts.add(Arrays.copyOf(whole, whole.length - END_OF_LIST.length));
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) parts.add(COMMA);
            parts.add(items.get(i));
        }
        parts.add(END_OF_LIST);
        return parts;
    }

    private static List<byte[]> cbor(Value.Struct empty, List<byte[]> items) {
        var halves = Cbor.around(empty, "items", items.size());
        var parts = new ArrayList<byte[]>(items.size() + 2);
        parts.add(halves.before());
        parts.addAll(items);
        parts.add(halves.after());
        return parts;
    }

    private static List<byte[]> protobuf(Value.Struct empty, List<byte[]> items) {
        var metadata = Protobuf.listMetadata(empty.struct("metadata"));
        var message = new ArrayList<byte[]>(items.size() * 2 + 3);
        message.add(Protobuf.field(1, metadata.length));
        message.add(metadata);
        for (byte[] item : items) {
            message.add(Protobuf.field(ITEMS, item.length));
            message.add(item);
        }
        message.addFirst(Protobuf.envelope(
                empty.text("apiVersion").orElse(""), empty.text("kind").orElse(""), length(message)));
        return message;
    }

    /// How many bytes there are in all.
    static long length(List<byte[]> parts) {
        long length = 0;
        for (byte[] part : parts) length += part.length;
        return length;
    }

    /// All parts in one.
    static byte[] joined(List<byte[]> parts) {
        if (parts.size() == 1) return parts.getFirst();
        var joined = new byte[Math.toIntExact(length(parts))];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
