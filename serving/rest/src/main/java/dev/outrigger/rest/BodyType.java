package dev.outrigger.rest;

import dev.outrigger.codec.ProtoMessage;
import dev.outrigger.kinds.Subresource;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.schema.Schema;
import java.util.List;
import java.util.Optional;

/// What an object in a body must be.
///
/// @param kind its kind, in the version that the client speaks
/// @param schema what it may hold
/// @param versions the versions that the kind is served in
/// @param message the protobuf message of its objects; empty where they have none
record BodyType(GroupVersionKind kind, Schema schema, List<String> versions, Optional<ProtoMessage> message) {
    static BodyType of(Subresource.Kind kind) {
        return new BodyType(kind.name(), kind.schema(), List.of(kind.name().version()), kind.message());
    }
}
