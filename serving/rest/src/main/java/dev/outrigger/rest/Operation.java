package dev.outrigger.rest;

import dev.outrigger.codec.Cbor;
import dev.outrigger.codec.Decoded;
import dev.outrigger.codec.Json;
import dev.outrigger.codec.Yaml;
import dev.outrigger.kinds.Subresource;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.patch.Patch;
import dev.outrigger.schema.Rules;
import java.util.function.Function;

/// What a request asks for, once path, method and query have been understood. The switch over it is the engine's verb
/// table.
sealed interface Operation {

    /// What it is on.
    Target target();

    /// Reads one object.
    ///
    /// @param resourceVersion how recent it must be, as the client put it
    record Get(Target target, ObjectKey key, String resourceVersion) implements Operation {}

    /// Reads many.
    record List(Target target, ListOptions options) implements Operation {}

    /// Follows changes.
    record Watch(Target target, ListOptions options) implements Operation {}

    /// Creates an object.
    record Create(Target target, WriteOptions options) implements Operation {}

    /// Replaces an object.
    record Update(Target target, ObjectKey key, WriteOptions options) implements Operation {}

    /// Changes an object by a patch.
    record Edit(Target target, ObjectKey key, PatchKind kind, WriteOptions options) implements Operation {}

    /// Deletes one object.
    record Delete(Target target, ObjectKey key) implements Operation {}

    /// Deletes many.
    record DeleteCollection(Target target, ListOptions options) implements Operation {}

    /// Does something with an object, and stores nothing.
    ///
    /// @param rules the CEL rules of the action's kind
    record Act(Target target, ObjectKey key, Subresource.Action action, Rules rules, WriteOptions options)
            implements Operation {}

    /// Connects to what an object stands for.
    ///
    /// @param path what the request's path holds behind the subresource, without a leading slash
    record Connect(Target target, ObjectKey key, Subresource.Connect connect, Subresource.Method method, String path)
            implements Operation {}

    /// The media types a PATCH may have.
    enum PatchKind {
        /// RFC 6902.
        JSON("application/json-patch+json", "patch", Json::decode),
        /// RFC 7396.
        MERGE("application/merge-patch+json", "patch", Json::decode),
        /// Kubernetes' own.
        STRATEGIC("application/strategic-merge-patch+json", "patch", Json::decode),
        /// Server-side apply.
        APPLY("application/apply-patch+yaml", "YAML", Yaml::decode),
        /// Server-side apply, in CBOR.
        APPLY_CBOR("application/apply-patch+cbor", "CBOR", Cbor::decode);

        private final String mediaType;
        private final String language;
        private final Function<byte[], Decoded> decoder;

        PatchKind(String mediaType, String language, Function<byte[], Decoded> decoder) {
            this.mediaType = mediaType;
            this.language = language;
            this.decoder = decoder;
        }

        String mediaType() {
            return mediaType;
        }

        /// What its documents are written in, as errors name it.
        String language() {
            return language;
        }

        /// A document of this kind.
        ///
        /// @throws dev.outrigger.codec.DecodeException where the bytes are none
        Decoded decode(byte[] bytes) {
            return decoder.apply(bytes);
        }

        boolean isApply() {
            return this == APPLY || this == APPLY_CBOR;
        }
    }

    /// What apply does about conflicts.
    static Patch.OnConflict onConflict(boolean force) {
        return force ? Patch.OnConflict.TAKE : Patch.OnConflict.REFUSE;
    }
}
