package dev.outrigger.cache;

import dev.outrigger.kinds.Conversion;
import dev.outrigger.kinds.Lifecycle;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
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

    StoredForms(ResourceType type) {
        this.type = type;
        for (var version : type.versions()) {
            byApiVersion.put(type.groupVersion(version.name()).toString(), new StoredForm(type, version));
        }
        this.written = new StoredForm(type, type.version(type.storageVersion()));
    }

    /// The form that objects are written in.
    StoredForm written() {
        return written;
    }

    /// The form of stored bytes; those that name no version are taken to be in the one that is written.
    StoredForm of(Value.Struct stored) {
        return stored.text("apiVersion")
                .filter(text -> !text.isEmpty())
                .map(text -> byApiVersion.computeIfAbsent(text, this::unknown))
                .orElse(written);
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
                        Lifecycle.ALWAYS));
    }
}
