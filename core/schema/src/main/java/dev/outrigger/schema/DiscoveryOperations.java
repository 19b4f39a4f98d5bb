package dev.outrigger.schema;

import dev.outrigger.meta.GroupVersion;
import java.util.List;

/// The operations that tell what a server serves.
final class DiscoveryOperations {
    private DiscoveryOperations() {}

    /// `/apis/`: the groups.
    static ApiOperation groups() {
        return get("getAPIVersions", "apis", "get available API versions", MetaSchemas.API_GROUP_LIST);
    }

    /// `/apis/G/`, or `/api/` for the core group.
    static ApiOperation group(String group) {
        ApiNames names = ApiNames.of(group);
        if (group.isEmpty()) {
            return get("getCoreAPIVersions", "core", "get available API versions", MetaSchemas.API_VERSIONS);
        }
        String id = "get" + names.prefix() + "APIGroup";
        return get(id, names.tag(), "get information of a group", MetaSchemas.API_GROUP);
    }

    /// `/apis/G/V/`, or `/api/V/` for the core group.
    static ApiOperation version(GroupVersion version) {
        ApiNames names = ApiNames.of(version);
        String id = "get" + names.prefix() + "APIResources";
        return get(id, names.tag(), "get available resources", MetaSchemas.API_RESOURCE_LIST);
    }

    /// `/version/`.
    static ApiOperation build() {
        String description = "get the version information for this server";
        return get("getCodeVersion", "version", description, MetaSchemas.VERSION_INFO)
                .in(MediaTypes.JSON, MediaTypes.JSON);
    }

    private static ApiOperation get(String id, String tag, String description, Schema answer) {
        List<String> mediaTypes = MediaTypes.OBJECTS;
        return ApiOperation.of("get", id, tag, description)
                .giving(200, "OK", answer)
                .in(mediaTypes, mediaTypes);
    }
}
