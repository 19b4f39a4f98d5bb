package dev.outrigger.cache;

import dev.outrigger.codec.DecodeException;
import dev.outrigger.codec.Json;
import dev.outrigger.codec.ProtoMessage;
import dev.outrigger.codec.Protobuf;
import dev.outrigger.kinds.Conversion;
import dev.outrigger.kinds.Lifecycle;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import dev.outrigger.store.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The forms that a resource's objects may have in the store, by the `apiVersion` that their bytes say: what is stored
/// now may differ from what was stored by an earlier version of the program, or by another one beside it.
final class StoredForms {
    private final ResourceType type;
    private final Map<String, StoredForm> byApiVersion = new ConcurrentHashMap<>();
    private final StoredForm written;
    private final StoredForm none;

    StoredForms(ResourceType type) {
        this.type = type;
        for (var version : type.versions()) {
            byApiVersion.put(type.groupVersion(version.name()).toString(), StoredForm.of(type, version));
        }
        this.written = StoredForm.of(type, type.version(type.storageVersion()));
        this.none = unknown("");
    }

    /// The form that objects are written in.
    StoredForm written() {
        return written;
    }

    /// The form of bytes that are no object.
    StoredForm none() {
        return none;
    }

    /// The message of a version's objects.
    Optional<ProtoMessage> message(String version) {
        return Optional.ofNullable(byApiVersion.get(type.groupVersion(version).toString()))
                .flatMap(StoredForm::message);
    }

    /// Stored bytes as the object they hold, in JSON or in protobuf: what one server wrote, another that writes the
    /// other reads.
    ///
    /// @throws UnreadableException where they hold none
    Value.Struct read(Entry entry) {
        try {
            return decoded(entry.value());
        } catch (DecodeException | IllegalArgumentException broken) {
            throw UnreadableException.undecodable(entry, broken);
        }
    }

    private Value.Struct decoded(byte[] bytes) {
        if (Protobuf.isDocument(bytes)) {
            var document = Protobuf.opened(bytes);
            return form(document.apiVersion()).read(document);
        }
        if (Json.decode(bytes).value() instanceof Value.Struct object) return object;
        throw new IllegalArgumentException("it is JSON of another sort");
    }

    private StoredForm form(String apiVersion) {
        return apiVersion.isEmpty() ? written : byApiVersion.computeIfAbsent(apiVersion, this::unknown);
    }

    /// The form of stored bytes; those that name no version are taken to be in the one that is written.
    StoredForm of(Value.Struct stored) {
        return form(stored.text("apiVersion").orElse(""));
    }

    /// Of an object in such a form nothing can be shown but that it is there.
    private StoredForm unknown(String apiVersion) {
        var conversion = new Conversion() {
            @Override
            public Value.Struct toHub(Value.Struct object) {
                throw new IllegalArgumentException("it is stored in a version that this server does not know");
            }

            @Override
            public Value.Struct fromHub(Value.Struct hub) {
                throw new IllegalArgumentException("this server does not know that version");
            }
        };
        var name = apiVersion.substring(apiVersion.lastIndexOf('/') + 1);
        boolean taken = type.find(name).isPresent();
        return new StoredForm(
                type,
                new ResourceType.Version(
                        taken ? apiVersion : name,
                        Schema.of(Schema.Type.ANY),
                        List.of(),
                        List.of(),
                        conversion,
                        Optional.empty(),
                        false,
                        Lifecycle.ALWAYS),
                Optional.empty());
    }
}
