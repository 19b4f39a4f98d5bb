package dev.outrigger.codec;

import static dev.outrigger.codec.ProtoPart.BOOL;
import static dev.outrigger.codec.ProtoPart.INT64;
import static dev.outrigger.codec.ProtoPart.TEXT;
import static dev.outrigger.codec.ProtoPart.TEXTS;
import static dev.outrigger.codec.ProtoPart.message;
import static dev.outrigger.codec.ProtoPart.repeated;
import static dev.outrigger.codec.ProtoPart.wrapped;

import dev.outrigger.meta.Value;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;

/// The messages of `k8s.io/apimachinery/pkg/apis/meta/v1` and `k8s.io/api/apidiscovery/v2` that a server writes. The
/// field numbers are those of their `generated.proto`.
final class MetaProto {
    static final ProtoShape LIST_META = new ProtoShape()
            .with("selfLink", 1, TEXT)
            .with("resourceVersion", 2, TEXT)
            .with("continue", 3, TEXT)
            .with("remainingItemCount", 4, INT64);

    private static final ProtoShape OWNER_REFERENCE = new ProtoShape()
            .with("kind", 1, TEXT)
            .with("name", 3, TEXT)
            .with("uid", 4, TEXT)
            .with("apiVersion", 5, TEXT)
            .with("controller", 6, BOOL)
            .with("blockOwnerDeletion", 7, BOOL);

    private static final ProtoShape MANAGED_FIELDS_ENTRY = new ProtoShape()
            .with("manager", 1, TEXT)
            .with("operation", 2, TEXT)
            .with("apiVersion", 3, TEXT)
            .with("time", 4, MetaProto::time)
            .with("fieldsType", 6, TEXT)
            .with("fieldsV1", 7, (out, field, value) -> out.message(field, raw -> raw.bytes(1, Json.encode(value))))
            .with("subresource", 8, TEXT);

    static final ProtoShape OBJECT_META = new ProtoShape()
            .with("name", 1, TEXT)
            .with("generateName", 2, TEXT)
            .with("namespace", 3, TEXT)
            .with("selfLink", 4, TEXT)
            .with("uid", 5, TEXT)
            .with("resourceVersion", 6, TEXT)
            .with("generation", 7, INT64)
            .with("creationTimestamp", 8, MetaProto::time)
            .with("deletionTimestamp", 9, MetaProto::time)
            .with("deletionGracePeriodSeconds", 10, INT64)
            .with("labels", 11, MetaProto::texts)
            .with("annotations", 12, MetaProto::texts)
            .with("ownerReferences", 13, repeated(message(() -> OWNER_REFERENCE)))
            .with("finalizers", 14, TEXTS)
            .with("managedFields", 17, repeated(message(() -> MANAGED_FIELDS_ENTRY)));

    static final ProtoShape PARTIAL_OBJECT_METADATA = new ProtoShape().with("metadata", 1, message(() -> OBJECT_META));

    private static final ProtoShape PARTIAL_OBJECT_METADATA_LIST = new ProtoShape()
            .with("metadata", 1, message(() -> LIST_META))
            .with("items", 2, repeated(message(() -> PARTIAL_OBJECT_METADATA)));

    private static final ProtoShape CAUSE =
            new ProtoShape().with("reason", 1, TEXT).with("message", 2, TEXT).with("field", 3, TEXT);

    private static final ProtoShape DETAILS = new ProtoShape()
            .with("name", 1, TEXT)
            .with("group", 2, TEXT)
            .with("kind", 3, TEXT)
            .with("causes", 4, repeated(message(() -> CAUSE)))
            .with("retryAfterSeconds", 5, INT64)
            .with("uid", 6, TEXT);

    private static final ProtoShape STATUS = new ProtoShape()
            .with("metadata", 1, message(() -> LIST_META))
            .with("status", 2, TEXT)
            .with("message", 3, TEXT)
            .with("reason", 4, TEXT)
            .with("details", 5, message(() -> DETAILS))
            .with("code", 6, INT64);

    private static final ProtoShape GROUP_VERSION =
            new ProtoShape().with("groupVersion", 1, TEXT).with("version", 2, TEXT);

    private static final ProtoShape SERVER_ADDRESS =
            new ProtoShape().with("clientCIDR", 1, TEXT).with("serverAddress", 2, TEXT);

    private static final ProtoShape API_GROUP = new ProtoShape()
            .with("name", 1, TEXT)
            .with("versions", 2, repeated(message(() -> GROUP_VERSION)))
            .with("preferredVersion", 3, message(() -> GROUP_VERSION))
            .with("serverAddressByClientCIDRs", 4, repeated(message(() -> SERVER_ADDRESS)));

    private static final ProtoShape API_RESOURCE = new ProtoShape()
            .with("name", 1, TEXT)
            .with("namespaced", 2, BOOL)
            .with("kind", 3, TEXT)
            .with("verbs", 4, wrapped(1, TEXTS))
            .with("shortNames", 5, TEXTS)
            .with("singularName", 6, TEXT)
            .with("categories", 7, TEXTS)
            .with("group", 8, TEXT)
            .with("version", 9, TEXT)
            .with("storageVersionHash", 10, TEXT);

    private static final ProtoShape GROUP_VERSION_KIND =
            new ProtoShape().with("group", 1, TEXT).with("version", 2, TEXT).with("kind", 3, TEXT);

    private static final ProtoShape SUBRESOURCE_DISCOVERY = new ProtoShape()
            .with("subresource", 1, TEXT)
            .with("responseKind", 2, message(() -> GROUP_VERSION_KIND))
            .with("acceptedTypes", 3, repeated(message(() -> GROUP_VERSION_KIND)))
            .with("verbs", 4, TEXTS);

    private static final ProtoShape RESOURCE_DISCOVERY = new ProtoShape()
            .with("resource", 1, TEXT)
            .with("responseKind", 2, message(() -> GROUP_VERSION_KIND))
            .with("scope", 3, TEXT)
            .with("singularResource", 4, TEXT)
            .with("verbs", 5, TEXTS)
            .with("shortNames", 6, TEXTS)
            .with("categories", 7, TEXTS)
            .with("subresources", 8, repeated(message(() -> SUBRESOURCE_DISCOVERY)));

    private static final ProtoShape VERSION_DISCOVERY = new ProtoShape()
            .with("version", 1, TEXT)
            .with("resources", 2, repeated(message(() -> RESOURCE_DISCOVERY)))
            .with("freshness", 3, TEXT);

    private static final ProtoShape GROUP_DISCOVERY = new ProtoShape()
            .with("metadata", 1, message(() -> OBJECT_META))
            .with("versions", 2, repeated(message(() -> VERSION_DISCOVERY)));

    /// The messages that are documents of their own, by kind.
    static final Map<String, ProtoShape> DOCUMENTS = Map.of(
            "Status",
            STATUS,
            "PartialObjectMetadata",
            PARTIAL_OBJECT_METADATA,
            "PartialObjectMetadataList",
            PARTIAL_OBJECT_METADATA_LIST,
            "APIVersions",
            new ProtoShape()
                    .with("versions", 1, TEXTS)
                    .with("serverAddressByClientCIDRs", 2, repeated(message(() -> SERVER_ADDRESS))),
            "APIGroup",
            API_GROUP,
            "APIGroupList",
            new ProtoShape().with("groups", 1, repeated(message(() -> API_GROUP))),
            "APIResourceList",
            new ProtoShape().with("groupVersion", 1, TEXT).with("resources", 2, repeated(message(() -> API_RESOURCE))),
            "APIGroupDiscoveryList",
            new ProtoShape()
                    .with("metadata", 1, message(() -> LIST_META))
                    .with("items", 2, repeated(message(() -> GROUP_DISCOVERY))));

    private MetaProto() {}

    /// A map of strings: an entry is a field of its own.
    private static void texts(ProtoWriter out, int field, Value value) {
        if (!(value instanceof Value.Struct(var members))) return;
        members.forEach((name, member) -> ProtoPart.entry(out, field, name, member, TEXT));
    }

    /// A `Time`: seconds since 1970, and nanoseconds. The empty message is no time.
    static void time(ProtoWriter out, int field, Value value) {
        out.message(field, content -> {
            if (!(value instanceof Value.Text(var text))) return;
            try {
                var time = OffsetDateTime.parse(text);
                content.varint(1, time.toEpochSecond());
                if (time.getNano() != 0) content.varint(2, time.getNano());
            } catch (DateTimeException _) {
                // An ancient object's: what cannot be told is left out.
            }
        });
    }
}
