package dev.outrigger.rest;

import dev.outrigger.kinds.Conversion;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.kinds.Subresource;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;

/// Stored objects as the other kinds that subresources show them as.
final class Facets {
    /// What the other kind shares with the stored object, as upstream's `scaleFromCustomResource` has it.
    private static final List<String> SHARED =
            List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp");

    private Facets() {}

    /// The whole object of the other kind.
    static Value.Struct whole(Subresource.Faceted faceted, Value.Struct object) {
        return whole(faceted, object, faceted.facet().read(object));
    }

    private static Value.Struct whole(Subresource.Faceted faceted, Value.Struct object, Value.Struct members) {
        return dressed(faceted.kind(), sharedMetadata(object), members);
    }

    private static Value.Struct sharedMetadata(Value.Struct object) {
        var shared = new LinkedHashMap<String, Value>();
        for (String name : SHARED) {
            object.struct("metadata").get(name).ifPresent(value -> shared.put(name, value));
        }
        return new Value.Struct(shared);
    }

    /// Members of a kind with what the engine gives every object.
    static Value.Struct dressed(Subresource.Kind kind, Value.Struct metadata, Value.Struct members) {
        var all = new LinkedHashMap<String, Value>();
        all.put("apiVersion", Value.of(kind.name().apiVersion()));
        all.put("kind", Value.of(kind.name().kind()));
        all.put("metadata", metadata);
        members.members().forEach(all::putIfAbsent);
        return new Value.Struct(all);
    }

    /// The answer to a read.
    static ApiResponse shown(Subresource.Faceted faceted, Value.Struct object, Representation as) {
        var members = faceted.facet().shown(object);
        return document(faceted.kind(), whole(faceted, object, members), 200, as);
    }

    /// The answer to a write.
    static ApiResponse reply(Subresource.Faceted faceted, Value.Struct object, Representation as) {
        return document(faceted.kind(), whole(faceted, object), 200, as);
    }

    /// An object of another kind in the shape that the client asked for.
    static ApiResponse document(Subresource.Kind kind, Value.Struct object, int code, Representation as) {
        if (as.isMessage()) return Reply.message(object, kind.message().orElseThrow(), code, as);
        var version =
                new ResourceType.Version(kind.name().version(), kind.schema(), kind.columns(), Conversion.IDENTITY);
        return Reply.document(Shapes.document(version, object, as.shape()), code, as);
    }
}
