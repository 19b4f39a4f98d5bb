package dev.outrigger.codec;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Protobuf as Kubernetes has it: the bytes `k8s` and zero, and a `runtime.Unknown` that names apiVersion and kind and
/// holds the message; and the OpenAPI documents as gnostic's messages.
///
/// Written are the documents of the API machinery itself, and objects of those authors' types that have a
/// [ProtoMessage].
public final class Protobuf {
    private static final byte[] MAGIC = {'k', '8', 's', 0};

    private Protobuf() {}

    /// A document whose kind is one of the API machinery's, such as `Status` or `PartialObjectMetadata`.
    ///
    /// @throws IllegalArgumentException where the kind has no message
    public static byte[] encode(Value.Struct document) {
        var kind = document.text("kind").orElse("");
        var shape = Optional.ofNullable(MetaProto.DOCUMENTS.get(kind))
                .orElseThrow(() -> new IllegalArgumentException("no message for a " + kind));
        var message = bare(shape, document);
        var out = new ByteBuilder(message.length + 64);
        out.append(envelope(document.text("apiVersion").orElse(""), kind, message.length));
        return out.append(message).toByteArray();
    }

    /// A `PartialObjectMetadata` with nothing around it: what lists hold, and what stands in an [#envelope].
    public static byte[] metadata(Value.Struct partialObject) {
        return bare(MetaProto.PARTIAL_OBJECT_METADATA, partialObject);
    }

    /// The `ListMeta` of a list, with nothing around it.
    public static byte[] listMetadata(Value.Struct metadata) {
        return bare(MetaProto.LIST_META, metadata);
    }

    /// What stands before the message of a document.
    ///
    /// @param length how many bytes the message has
    public static byte[] envelope(String apiVersion, String kind, long length) {
        var type = new ProtoWriter();
        type.text(1, apiVersion);
        type.text(2, kind);
        var head = new ProtoWriter();
        head.bytes(1, type.bytes());
        head.head(2, length);
        var bytes = head.bytes();
        return new ByteBuilder(MAGIC.length + bytes.length)
                .append(MAGIC)
                .append(bytes)
                .toByteArray();
    }

    /// What stands before a field that holds bytes: its number, and how many there are.
    public static byte[] field(int number, long length) {
        var head = new ProtoWriter();
        head.head(number, length);
        return head.bytes();
    }

    /// An object of an author's type as a document.
    ///
    /// @throws IllegalArgumentException where a value does not fit its field
    public static byte[] object(Value.Struct object, ProtoMessage message) {
        var bare = bare(object, message);
        var head = envelope(
                object.text("apiVersion").orElse(""), object.text("kind").orElse(""), bare.length);
        return new ByteBuilder(head.length + bare.length)
                .append(head)
                .append(bare)
                .toByteArray();
    }

    /// An object of an author's type with nothing around it: what lists hold, and what stands in an [#envelope].
    ///
    /// @throws IllegalArgumentException where a value does not fit its field
    public static byte[] bare(Value.Struct object, ProtoMessage message) {
        var out = new ProtoWriter();
        ObjectProto.write(out, message, object);
        return out.bytes();
    }

    /// A document as it is taken apart: what it is, and its message.
    ///
    /// @param apiVersion what it says of its version; may be empty
    /// @param kind what it says of its kind; may be empty
    /// @param message the bytes of the message
    public record Enveloped(String apiVersion, String kind, byte[] message) {
        /// The object in the message, with what the document says it is.
        ///
        /// @param fromClient whether a client wrote it: those in Go write an empty string where a member
        ///     is absent
        /// @throws DecodeException where the bytes are no such message
        public Value.Struct object(ProtoMessage of, boolean fromClient) {
            var members = new LinkedHashMap<String, Value>();
            if (!apiVersion.isEmpty()) members.put("apiVersion", Value.of(apiVersion));
            if (!kind.isEmpty()) members.put("kind", Value.of(kind));
            members.putAll(new ObjectReading(fromClient).read(of, message).members());
            return new Value.Struct(members);
        }
    }

    /// Whether the bytes begin as documents do.
    public static boolean isDocument(byte[] bytes) {
        return bytes.length >= MAGIC.length && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /// Takes a document apart.
    ///
    /// @throws DecodeException with Go's sentence where the bytes are none
    public static Enveloped opened(byte[] document) {
        var apiVersion = "";
        var kind = "";
        var message = new byte[0];
        for (ProtoReader.Field field : ProtoReader.fields(unknown(document))) {
            if (field.number() == 1) {
                apiVersion = ProtoReader.text(field.bytes("TypeMeta"), 1);
                kind = ProtoReader.text(field.bytes("TypeMeta"), 2);
            }
            if (field.number() == 2) message = field.bytes("Raw");
        }
        return new Enveloped(apiVersion, kind, message);
    }

    /// A Swagger 2.0 document in the form of gnostic's `openapi_v2.Document`.
    ///
    /// @throws IllegalArgumentException where a member has no field
    public static byte[] openApiV2(Value.Struct document) {
        return SwaggerProto.encode(document);
    }

    /// An OpenAPI 3.0 document in the form of gnostic's `openapi_v3.Document`.
    ///
    /// @throws IllegalArgumentException where a member has no field
    public static byte[] openApiV3(Value.Struct document) {
        return OpenApiProto.encode(document);
    }

    private static byte[] bare(ProtoShape shape, Value.Struct document) {
        var out = new ProtoWriter();
        shape.write(out, withoutNulls(document).without("kind").without("apiVersion"));
        return out.bytes();
    }

    /// Members that are `null` are as good as absent.
    static Value.Struct withoutNulls(Value value) {
        return withoutNulls(ProtoPart.struct(value));
    }

    private static Value.Struct withoutNulls(Value.Struct struct) {
        var kept = new LinkedHashMap<String, Value>();
        struct.members().forEach((name, value) -> {
            switch (value) {
                case Value.Null _ -> {}
                case Value.Struct nested when !name.equals("fieldsV1") -> kept.put(name, withoutNulls(nested));
                case Value.Array(var items) -> kept.put(name, withoutNulls(items));
                case Value.Struct _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> kept.put(name, value);
            }
        });
        return new Value.Struct(kept);
    }

    private static Value withoutNulls(Iterable<Value> items) {
        var kept = new ArrayList<Value>();
        for (Value item : items) kept.add(item instanceof Value.Struct struct ? withoutNulls(struct) : item);
        return new Value.Array(kept);
    }

    /// Reads `DeleteOptions`, the one document that clients send in protobuf to every server. It comes out as the
    /// same document in JSON would; fields that are not known are passed over.
    ///
    /// @throws DecodeException with Go's sentence where the bytes are no such document
    public static Value.Struct deleteOptions(byte[] document) {
        return DeleteOptionsProto.read(unknown(document));
    }

    /// The `runtime.Unknown` in a document.
    private static byte[] unknown(byte[] document) {
        if (!isDocument(document)) {
            throw new DecodeException(
                    "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }
        if (document.length == MAGIC.length) throw new DecodeException("empty body");
        return Arrays.copyOfRange(document, MAGIC.length, document.length);
    }
}
