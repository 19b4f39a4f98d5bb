package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.outrigger.meta.Value;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.Runtime;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Documents in Kubernetes' protobuf, read and written with classes that were compiled from its definitions.
final class ProtocolProto {
    static final String TYPE = "application/vnd.kubernetes.protobuf";
    private static final byte[] MAGIC = {'k', '8', 's', 0};

    private ProtocolProto() {}

    /// The envelope around a document.
    static Runtime.Unknown envelope(byte[] document) {
        assertThat(document).startsWith(MAGIC);
        var unknown = new byte[document.length - MAGIC.length];
        System.arraycopy(document, MAGIC.length, unknown, 0, unknown.length);
        return parsed(Runtime.Unknown.parser(), unknown);
    }

    /// The message in a document, whose kind is checked.
    static <T extends Message> T read(byte[] document, String apiVersion, String kind, Parser<T> parser) {
        var envelope = envelope(document);
        assertThat(envelope.getTypeMeta().getKind()).isEqualTo(kind);
        assertThat(envelope.getTypeMeta().getApiVersion()).isEqualTo(apiVersion);
        var message = parsed(parser, envelope.getRaw().toByteArray());
        assertThat(message.getUnknownFields().asMap()).isEmpty();
        return message;
    }

    static <T> T parsed(Parser<T> parser, byte[] bytes) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    /// A document that holds this message.
    static byte[] document(String apiVersion, String kind, Message message) {
        var unknown = Runtime.Unknown.newBuilder()
                .setTypeMeta(
                        Runtime.TypeMeta.newBuilder().setApiVersion(apiVersion).setKind(kind))
                .setRaw(message.toByteString())
                .setContentEncoding("")
                .setContentType("")
                .build();
        var out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        out.writeBytes(unknown.toByteArray());
        return out.toByteArray();
    }

    /// The object of an event as a tree: as much of it as tests of watches look at.
    static Value.Struct tree(byte[] document) {
        var type = envelope(document).getTypeMeta();
        if (type.getKind().equals("Status")) {
            var status = read(document, "v1", "Status", Meta.Status.parser());
            return Value.object("kind", "Status", "reason", status.getReason(), "code", status.getCode());
        }
        var partial =
                read(document, type.getApiVersion(), "PartialObjectMetadata", Meta.PartialObjectMetadata.parser());
        var metadata = new LinkedHashMap<String, Value>();
        metadata.put("name", Value.of(partial.getMetadata().getName()));
        metadata.put("resourceVersion", Value.of(partial.getMetadata().getResourceVersion()));
        metadata.put("labels", texts(partial.getMetadata().getLabelsMap()));
        metadata.put("annotations", texts(partial.getMetadata().getAnnotationsMap()));
        return Value.object(
                "kind", type.getKind(), "apiVersion", type.getApiVersion(), "metadata", new Value.Struct(metadata));
    }

    private static Value texts(Map<String, String> map) {
        var members = new LinkedHashMap<String, Value>();
        map.forEach((name, text) -> members.put(name, Value.of(text)));
        return new Value.Struct(members);
    }

    /// A time as JSON has it.
    static String text(Meta.Time time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).toString();
    }
}
