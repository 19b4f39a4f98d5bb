package dev.outrigger.schema;

import java.util.Optional;

/// Which schema the members of an object have.
///
/// A resource (the root of a tree, or an embedded one) always knows `apiVersion`, `kind` and `metadata`, and these
/// always have the schemas of the meta API, whatever its author's schema says of them.
final class Members {
    private static final Schema TEXT = Schema.of(Schema.Type.STRING);

    private final Schema owner;
    private final boolean resource;

    private Members(Schema owner, boolean resource) {
        this.owner = owner;
        this.resource = resource;
    }

    static Members of(Schema owner, Path path) {
        return new Members(owner, path.isRoot() || owner.embeddedResource());
    }

    /// The schema of one member; empty where the owner says nothing of it.
    Optional<Schema> schema(String name) {
        if (resource) {
            switch (name) {
                case "apiVersion", "kind" -> {
                    return Optional.of(TEXT);
                }
                case "metadata" -> {
                    return Optional.of(metadata());
                }
                default -> {
                    // a member as any other
                }
            }
        }
        Schema property = owner.properties().get(name);
        return property != null ? Optional.of(property) : owner.additionalProperties();
    }

    /// Whether the member is one that the type names, and no key of a map.
    boolean isNamed(String name) {
        return owner.properties().containsKey(name)
                || (resource && (name.equals("metadata") || name.equals("kind") || name.equals("apiVersion")));
    }

    /// A list's metadata is no object's: the author's schema says which, where it names one.
    private Schema metadata() {
        Schema declared = owner.properties().get("metadata");
        return declared != null && MetaSchemas.isMeta(declared.name()) ? declared : MetaSchemas.OBJECT_META;
    }
}
