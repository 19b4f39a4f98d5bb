package dev.outrigger.rest;

import dev.outrigger.cache.Repository;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.schema.Rules;

/// What an operation is on: a resource of this server in the version the client speaks.
///
/// @param type the resource
/// @param rules the CEL rules of its hub
/// @param repository its objects
/// @param version the version of the request's path
/// @param namespace the namespace of the path; empty for none
/// @param part the part of an object that is meant
record Target(
        ResourceType type,
        Rules rules,
        Repository repository,
        ResourceType.Version version,
        String namespace,
        Part part) {

    /// The part of an object an operation is on.
    enum Part {
        /// The object itself.
        OBJECT(""),
        /// Its `status` subresource.
        STATUS("status");

        private final String subresource;

        Part(String subresource) {
            this.subresource = subresource;
        }

        String subresource() {
            return subresource;
        }
    }

    GroupVersionKind kind() {
        return type.kind(version.name());
    }
}
