package dev.outrigger.cache;

import dev.outrigger.codec.ProtoMessage;
import dev.outrigger.codec.Protobuf;
import dev.outrigger.kinds.ConversionException;
import dev.outrigger.kinds.ProtoMessages;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.Value;
import java.util.Optional;

/// One of the forms that a resource's objects may have in the store.
///
/// @param version the version that the stored bytes are in
/// @param message the protobuf message of its objects; empty where they have none
record StoredForm(ResourceType type, ResourceType.Version version, Optional<ProtoMessage> message) {
    static StoredForm of(ResourceType type, ResourceType.Version version) {
        return new StoredForm(type, version, ProtoMessages.of(type, version));
    }

    /// An object of a protobuf document, of which no more than the metadata is told where this form has no message.
    Value.Struct read(Protobuf.Enveloped document) {
        return document.object(message.orElse(ProtoMessages.METADATA_ALONE), false);
    }

    String name() {
        return version.name();
    }

    private boolean isHub() {
        return version.name().equals(type.hub());
    }

    /// A stored object in the shape of the hub.
    ///
    /// @throws ConversionException where it cannot be converted
    Value.Struct toHub(Value.Struct stored) {
        return isHub() ? stored : type.toHub(type.completed(stored, version), version);
    }

    /// The object, given in the shape of the hub, as it is stored.
    ///
    /// @throws ConversionException where it cannot be converted
    Value.Struct fromHub(Value.Struct hub) {
        return isHub() ? hub : type.fromHub(hub, version);
    }

    /// The object that labels are read from: that of the hub, where those may differ.
    ///
    /// @throws ConversionException where it cannot be converted
    Value.Struct labelled(Value.Struct stored) {
        return isHub() || !version.conversion().changesMetadata() ? stored : toHub(stored);
    }
}
