package dev.outrigger.rest;

import dev.outrigger.cache.Repository;
import dev.outrigger.codec.ProtoMessage;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.kinds.Subresource;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.schema.Rules;
import java.util.Optional;

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
    sealed interface Part {
        /// The object itself.
        Part OBJECT = new Whole();

        /// Its status.
        Part STATUS = new Status();

        /// The subresource it is reached by; empty for none.
        String subresource();

        /// The object itself.
        record Whole() implements Part {
            @Override
            public String subresource() {
                return "";
            }
        }

        /// Its `status` subresource.
        record Status() implements Part {
            @Override
            public String subresource() {
                return "status";
            }
        }

        /// The object, or a part of it, as another kind.
        ///
        /// @param rules the CEL rules of that kind
        record Faceted(Subresource.Faceted as, Rules rules) implements Part {
            @Override
            public String subresource() {
                return as.name();
            }
        }
    }

    /// The protobuf message of what is spoken; empty where there is none.
    Optional<ProtoMessage> message() {
        return part instanceof Part.Faceted(var as, var _) ? as.kind().message() : repository.message(version.name());
    }

    /// What an object must be that is sent.
    BodyType body() {
        var versions = type.served().stream().map(ResourceType.Version::name).toList();
        return new BodyType(kind(), version.schema(), versions, message());
    }

    /// The same with another part of the object.
    Target at(Part other) {
        return new Target(type, rules, repository, version, namespace, other);
    }

    /// The same in the version that rules run on, where an answer is of another kind anyway.
    Target inHub() {
        return new Target(type, rules, repository, type.hubVersion(), namespace, part);
    }

    GroupVersionKind kind() {
        return type.kind(version.name());
    }
}
