package dev.outrigger.schema;

import dev.outrigger.meta.GroupVersionKind;
import java.util.List;
import java.util.Set;

/// A subresource, as the OpenAPI documents describe it.
public sealed interface PublishedSubresource {

    /// The last segment of its path, such as `status`.
    String name();

    /// The kind it serves, which may be of another group than the resource.
    GroupVersionKind kind();

    /// A subresource of objects, such as `status` and `scale`.
    ///
    /// @param schema the schema of what it serves: for `status` the resource's own
    /// @param verbs of `create`, `get`, `patch`, `update`
    record Edited(String name, GroupVersionKind kind, Schema schema, Set<String> verbs)
            implements PublishedSubresource {
        public Edited {
            verbs = Set.copyOf(verbs);
            if (schema.name().isEmpty()) schema = schema.withName(PublishedResource.nameOf(kind));
        }
    }

    /// A subresource that is a connection, such as `exec`.
    ///
    /// @param kind the kind of its options
    /// @param methods the HTTP methods it takes, in lower case
    /// @param options its parameters, by their names
    /// @param reach where its paths end
    record Connected(String name, GroupVersionKind kind, List<String> methods, Schema options, Reach reach)
            implements PublishedSubresource {
        public Connected {
            methods = List.copyOf(methods);
        }
    }

    /// Where the paths of a connection end.
    enum Reach {
        /// At its name.
        ITSELF,
        /// Anywhere below its name.
        PATHS_BELOW
    }
}
