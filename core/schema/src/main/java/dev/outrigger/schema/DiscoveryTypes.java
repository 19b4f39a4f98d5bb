package dev.outrigger.schema;

import static dev.outrigger.schema.MetaTypes.bool;
import static dev.outrigger.schema.MetaTypes.list;
import static dev.outrigger.schema.MetaTypes.text;
import static dev.outrigger.schema.MetaTypes.texts;
import static dev.outrigger.schema.MetaTypes.type;

import java.util.List;
import java.util.Map;

/// The schemas of what discovery answers.
final class DiscoveryTypes {
    private static final String META = MetaTypes.META;

    static final Schema RESOURCE = type(
                    META + "APIResource",
                    "A resource and what can be done with it.",
                    Map.entry("categories", texts("The groups of resources it belongs to, such as all.")),
                    Map.entry("group", text("The group of its kind, where that is not the list's.")),
                    Map.entry("kind", text("The kind of its objects.")),
                    Map.entry("name", text("Its plural name.")),
                    Map.entry("namespaced", bool("Whether its objects live in namespaces.")),
                    Map.entry("shortNames", texts("Short names for it.")),
                    Map.entry("singularName", text("Its singular name.")),
                    Map.entry("storageVersionHash", text("Changes when the version it is stored in does.")),
                    Map.entry("verbs", texts("What can be done with it, such as get, list, watch, create.")),
                    Map.entry("version", text("The version of its kind, where that is not the list's.")))
            .withRequired(List.of("name", "singularName", "namespaced", "kind", "verbs"));

    static final Schema RESOURCE_LIST = type(
                    META + "APIResourceList",
                    "The resources of one group version.",
                    Map.entry("apiVersion", MetaTypes.API_VERSION),
                    Map.entry("groupVersion", text("The group and version of the resources.")),
                    Map.entry("kind", MetaTypes.KIND),
                    Map.entry("resources", list(RESOURCE, "The resources.")))
            .withRequired(List.of("groupVersion", "resources"));

    static final Schema GROUP_VERSION = type(
                    META + "GroupVersionForDiscovery",
                    "A group and a version of it.",
                    Map.entry("groupVersion", text("Both, as group/version.")),
                    Map.entry("version", text("The version alone.")))
            .withRequired(List.of("groupVersion", "version"));

    private static final Schema SERVER_ADDRESS = type(
                    META + "ServerAddressByClientCIDR",
                    "The server address for clients of an address range.",
                    Map.entry("clientCIDR", text("The address range of the clients.")),
                    Map.entry(
                            "serverAddress", text("Where these clients reach the server: host, host:port or address.")))
            .withRequired(List.of("clientCIDR", "serverAddress"));

    static final Schema GROUP = type(
                    META + "APIGroup",
                    "An API group and its versions.",
                    Map.entry("apiVersion", MetaTypes.API_VERSION),
                    Map.entry("kind", MetaTypes.KIND),
                    Map.entry("name", text("The name of the group.")),
                    Map.entry(
                            "preferredVersion", GROUP_VERSION.withDescription("The version that the server prefers.")),
                    Map.entry(
                            "serverAddressByClientCIDRs",
                            list(SERVER_ADDRESS, "Where clients reach the server, by their address.")),
                    Map.entry("versions", list(GROUP_VERSION, "The versions of the group.")))
            .withRequired(List.of("name", "versions"));

    static final Schema GROUP_LIST = type(
                    META + "APIGroupList",
                    "The API groups of a server.",
                    Map.entry("apiVersion", MetaTypes.API_VERSION),
                    Map.entry("groups", list(GROUP, "The groups.")),
                    Map.entry("kind", MetaTypes.KIND))
            .withRequired(List.of("groups"));

    static final Schema VERSIONS = type(
                    META + "APIVersions",
                    "The versions of the core group.",
                    Map.entry("apiVersion", MetaTypes.API_VERSION),
                    Map.entry("kind", MetaTypes.KIND),
                    Map.entry(
                            "serverAddressByClientCIDRs",
                            list(SERVER_ADDRESS, "Where clients reach the server, by their address.")),
                    Map.entry("versions", texts("The versions.")))
            .withRequired(List.of("versions", "serverAddressByClientCIDRs"));

    static final Schema VERSION_INFO = type(
                    "io.k8s.apimachinery.pkg.version.Info",
                    "The version of a server.",
                    Map.entry("buildDate", text("When it was built.")),
                    Map.entry("compiler", text("What compiled it.")),
                    Map.entry("gitCommit", text("The commit it was built from.")),
                    Map.entry("gitTreeState", text("Whether the sources were those of the commit.")),
                    Map.entry("gitVersion", text("The version in full.")),
                    Map.entry("goVersion", text("The runtime it was built for.")),
                    Map.entry("major", text("The major version.")),
                    Map.entry("minor", text("The minor version.")),
                    Map.entry("platform", text("The system it runs on.")))
            .withRequired(List.of(
                    "major",
                    "minor",
                    "gitVersion",
                    "gitCommit",
                    "gitTreeState",
                    "buildDate",
                    "goVersion",
                    "compiler",
                    "platform"));

    private DiscoveryTypes() {}
}
