package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.util.List;
import java.util.Optional;

/// The versions an object can be seen in. Each owner's fields are compared in the version that owner wrote.
public interface Versions {

    /// What the whole object may hold in a version, with apiVersion, kind and metadata; empty where that
    /// version is not served. Owners in such a version are forgotten.
    Optional<Schema> schema(String apiVersion);

    /// The object in another version. It is asked only for versions that have a schema.
    ///
    /// @param object an object that carries its own apiVersion; it may lack fields, but never kind
    /// @param apiVersion the version wanted
    Value.Struct convert(Value.Struct object, String apiVersion);

    /// The fields that a write in this version leaves as they are, such as `/status` on the object itself or
    /// `/spec` on its status subresource, as JSON pointers. A manager never comes to own them.
    default List<String> resetFields(String apiVersion) {
        return List.of();
    }

    /// An object with one version only.
    static Versions only(String apiVersion, Schema schema) {
        return new OneVersion(apiVersion, schema);
    }
}
