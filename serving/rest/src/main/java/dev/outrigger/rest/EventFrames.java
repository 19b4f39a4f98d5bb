package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import dev.outrigger.codec.Cbor;
import dev.outrigger.codec.Protobuf;
import dev.outrigger.meta.Revision;
import dev.outrigger.meta.Status;
import dev.outrigger.meta.Value;
import dev.outrigger.rest.Representation.IncludeObject;
import dev.outrigger.rest.Representation.Shape;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The bytes of one watch's events: a line of JSON, an item of a CBOR sequence, or a protobuf message.
///
/// The object in an event is a document of its own, with all that marks one in its format.
final class EventFrames {
    private static final byte[] END_OF_LINE = "}\n".getBytes(StandardCharsets.UTF_8);
    /// What stands before the object, by the event's type.
    private static final Map<String, byte[]> JSON_STARTS = new ConcurrentHashMap<>();

    private static final Map<String, byte[]> CBOR_STARTS = new ConcurrentHashMap<>();

    private final Target target;
    private final Shape shape;
    private final Format format;
    private final Encodings encodings;
    private boolean headed;

    EventFrames(Target target, Representation as) {
        this.target = target;
        this.shape = as.shape();
        this.format = as.format();
        this.encodings = new Encodings(target, shape, format);
    }

    /// The event of one object.
    List<byte[]> event(String type, CachedObject object) {
        var item = encodings.of(object);
        return switch (shape) {
            case Shape.Whole _, Shape.Metadata _ -> framed(type, Assembly.object(target.kind(), shape, format, item));
            case Shape.Table table -> {
                var list = Value.object("resourceVersion", object.revision().toString());
                yield framed(
                        type, Assembly.list(Shapes.table(table, list, columns(), List.of()), format, List.of(item)));
            }
        };
    }

    /// Only the first table has columns.
    private Value columns() {
        if (headed) return Value.NULL;
        headed = true;
        return Shapes.columns(target.version());
    }

    /// The event that says how far the watch has come.
    List<byte[]> bookmark(Revision revision, boolean initialEventsEnd) {
        Value.Struct metadata = Value.object("resourceVersion", revision.toString());
        if (initialEventsEnd) {
            metadata = metadata.with("annotations", Value.object("k8s.io/initial-events-end", "true"));
        }
        var marker = Value.object(
                "kind", target.kind().kind(), "apiVersion", target.kind().apiVersion(), "metadata", metadata);
        var object = switch (shape) {
            case Shape.Whole() -> marker;
            case Shape.Metadata(var version) -> Shapes.metadata(marker, version);
            case Shape.Table table -> {
                var list = Value.object("resourceVersion", revision.toString());
                yield Shapes.table(table, list, columns(), List.of(row(marker, table, initialEventsEnd)));
            }
        };
        boolean message = shape instanceof Shape.Whole && format == Format.PROTOBUF;
        return message
                ? framed(
                        "BOOKMARK",
                        List.of(Protobuf.object(object, target.message().orElseThrow())))
                : event("BOOKMARK", object);
    }

    /// A bookmark is a row; the one that ends the initial events can be told by its object in any case.
    private Value row(Value.Struct marker, Shape.Table table, boolean initialEventsEnd) {
        boolean none = table.include() == IncludeObject.NONE && initialEventsEnd;
        var shown = none ? new Shape.Table(table.version(), IncludeObject.METADATA) : table;
        return Shapes.row(target.version(), marker, shown);
    }

    /// The event that ends a watch which cannot go on.
    List<byte[]> error(Status status) {
        return event("ERROR", status.toValue());
    }

    private List<byte[]> event(String type, Value.Struct object) {
        return framed(type, List.of(format.encode(object)));
    }

    private List<byte[]> framed(String type, List<byte[]> object) {
        var parts = new ArrayList<byte[]>(object.size() + 2);
        parts.add(
                switch (format) {
                    case JSON, YAML -> JSON_STARTS.computeIfAbsent(type, EventFrames::jsonStart);
                    case CBOR -> CBOR_STARTS.computeIfAbsent(type, EventFrames::cborStart);
                    case PROTOBUF -> protobufStart(type, Assembly.length(object));
                });
        parts.addAll(object);
        if (format == Format.JSON) parts.add(END_OF_LINE);
        return parts;
    }

    private static byte[] jsonStart(String type) {
        return ("{\"type\":\"" + type + "\",\"object\":").getBytes(StandardCharsets.UTF_8);
    }

    /// An event without its object, the last member: the `null` in its place is cut off.
    private static byte[] cborStart(String type) {
        var whole = Cbor.encode(Value.object("type", type, "object", Value.NULL));
        return java.util.Arrays.copyOf(whole, whole.length - 1);
    }

    /// A `WatchEvent`, which names no kind, up to the bytes of the object in its
    /// `RawExtension`.
    private static byte[] protobufStart(String type, long length) {
        var name = type.getBytes(StandardCharsets.UTF_8);
        var typeHead = Protobuf.field(1, name.length);
        var rawHead = Protobuf.field(1, length);
        var extensionHead = Protobuf.field(2, rawHead.length + length);
        int before = typeHead.length + name.length + extensionHead.length + rawHead.length;
        return ByteBuffer.allocate(before)
                .put(typeHead)
                .put(name)
                .put(extensionHead)
                .put(rawHead)
                .array();
    }
}
