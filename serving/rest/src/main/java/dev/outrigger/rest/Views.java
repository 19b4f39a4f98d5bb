package dev.outrigger.rest;

import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.Value;
import dev.outrigger.patch.Versions;
import dev.outrigger.schema.Schema;
import java.util.List;
import java.util.Optional;

/// A resource's objects in its versions.
///
/// @param type the resource
/// @param part the part that is written; the other one's fields are never owned
record Views(ResourceType type, Target.Part part) implements Versions {

    private Optional<ResourceType.Version> version(String apiVersion) {
        return type.versions().stream()
                .filter(version -> type.groupVersion(version.name()).toString().equals(apiVersion))
                .findFirst();
    }

    @Override
    public Optional<Schema> schema(String apiVersion) {
        return version(apiVersion).map(ResourceType.Version::schema);
    }

    @Override
    public Value.Struct convert(Value.Struct object, String apiVersion) {
        var from = version(object.text("apiVersion").orElse(""));
        var to = version(apiVersion);
        if (from.isEmpty() || to.isEmpty()) throw new IllegalArgumentException("no version " + apiVersion);
        return type.fromHub(type.toHub(object, from.get()), to.get());
    }

    @Override
    public List<String> resetFields(String apiVersion) {
        return switch (part) {
            case Target.Part.Whole() -> type.statusSubresource() ? List.of("/status") : List.of();
            case Target.Part.Status() -> List.of("/spec", "/metadata");
            case Target.Part.Faceted _ -> List.of("/metadata");
        };
    }
}
