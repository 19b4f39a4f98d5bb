package dev.outrigger.kinds;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.MetaSchemas;
import dev.outrigger.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What Kubernetes publishes of its own types and fabric8's classes of them do not tell: their names, which
/// lists merge and by what, which members those keys make required, and which objects are owned whole.
///
/// It is that of the core group, and what all groups have in common. A list of which nothing is said here
/// is atomic. (`api/openapi-spec/v3/api__v1_openapi.json` of Kubernetes 1.36)
final class KubernetesTypes {
    private static final String MODEL = "io.fabric8.kubernetes.api.model";
    private static final String PUBLISHED = "io.k8s.api.";

    /// Types that all of Kubernetes shares, and those that hold anything.
    private static final Map<String, Schema> SHARED = Map.of(
            "ObjectMeta", MetaSchemas.OBJECT_META,
            "ListMeta", MetaSchemas.LIST_META,
            "OwnerReference", MetaSchemas.OWNER_REFERENCE,
            "ManagedFieldsEntry", MetaSchemas.MANAGED_FIELDS_ENTRY,
            "FieldsV1", MetaSchemas.FIELDS_V1,
            "LabelSelector", MetaSchemas.LABEL_SELECTOR,
            "AnyType", Schema.of(Schema.Type.ANY),
            "HasMetadata", resource(),
            "KubernetesResource", resource(),
            "GenericKubernetesResource", resource());

    /// What tells the items of a list apart: the first key is the one that strategic merge patches go by.
    private static final Map<String, List<String>> KEYS = Map.ofEntries(
            Map.entry("PodSpec.containers", List.of("name")),
            Map.entry("PodSpec.initContainers", List.of("name")),
            Map.entry("PodSpec.ephemeralContainers", List.of("name")),
            Map.entry("PodSpec.volumes", List.of("name")),
            Map.entry("PodSpec.imagePullSecrets", List.of("name")),
            Map.entry("PodSpec.hostAliases", List.of("ip")),
            Map.entry("PodSpec.topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")),
            Map.entry("PodSpec.schedulingGates", List.of("name")),
            Map.entry("PodSpec.resourceClaims", List.of("name")),
            Map.entry("PodStatus.podIPs", List.of("ip")),
            Map.entry("PodStatus.resourceClaimStatuses", List.of("name")),
            Map.entry("Container.env", List.of("name")),
            Map.entry("Container.ports", List.of("containerPort", "protocol")),
            Map.entry("Container.volumeMounts", List.of("mountPath")),
            Map.entry("Container.volumeDevices", List.of("devicePath")),
            Map.entry("EphemeralContainer.env", List.of("name")),
            Map.entry("EphemeralContainer.ports", List.of("containerPort", "protocol")),
            Map.entry("EphemeralContainer.volumeMounts", List.of("mountPath")),
            Map.entry("EphemeralContainer.volumeDevices", List.of("devicePath")),
            Map.entry("ContainerStatus.volumeMounts", List.of("mountPath")),
            Map.entry("ServiceSpec.ports", List.of("port", "protocol")),
            Map.entry("NodeStatus.addresses", List.of("type")));

    /// What must be there.
    private static final Map<String, List<String>> REQUIRED = Map.ofEntries(
            Map.entry("PodSpec", List.of("containers")),
            Map.entry("Container", List.of("name")),
            Map.entry("EphemeralContainer", List.of("name")),
            Map.entry("ContainerPort", List.of("containerPort")),
            Map.entry("EnvVar", List.of("name")),
            Map.entry("Volume", List.of("name")),
            Map.entry("VolumeMount", List.of("mountPath", "name")),
            Map.entry("VolumeMountStatus", List.of("mountPath", "name")),
            Map.entry("VolumeDevice", List.of("devicePath", "name")),
            Map.entry("LocalObjectReference", List.of("name")),
            Map.entry("HostAlias", List.of("ip")),
            Map.entry("TopologySpreadConstraint", List.of("maxSkew", "topologyKey", "whenUnsatisfiable")),
            Map.entry("PodSchedulingGate", List.of("name")),
            Map.entry("PodResourceClaim", List.of("name")),
            Map.entry("PodResourceClaimStatus", List.of("name")),
            Map.entry("PodIP", List.of("ip")),
            Map.entry("ServicePort", List.of("port")),
            Map.entry("NodeAddress", List.of("address", "type")),
            Map.entry("Event", List.of("involvedObject")));

    private static final Map<String, Value> DEFAULTS =
            Map.of("ContainerPort.protocol", Value.of("TCP"), "ServicePort.protocol", Value.of("TCP"));

    /// References and selectors, which have one owner.
    private static final Set<String> WHOLE = Set.of(
            "ConfigMapKeySelector",
            "FileKeySelector",
            "LocalObjectReference",
            "NodeSelector",
            "NodeSelectorTerm",
            "ObjectFieldSelector",
            "ObjectReference",
            "ResourceFieldSelector",
            "SecretKeySelector",
            "SecretReference",
            "TopologySelectorTerm",
            "TypedLocalObjectReference");

    private KubernetesTypes() {}

    private static Schema resource() {
        return Schema.of(Schema.Type.OBJECT).withPreserveUnknown(true).withEmbeddedResource(true);
    }

    /// Whether the class stands for one of Kubernetes' own types.
    static boolean has(Class<?> type) {
        return type.getPackageName().startsWith(MODEL);
    }

    /// Whether the schema is of one of Kubernetes' own types, or has been.
    static boolean has(Schema schema) {
        return schema.name().startsWith(PUBLISHED);
    }

    /// The schema of a type whose class does not tell it.
    static Optional<Schema> shared(Class<?> type) {
        if (!has(type)) return Optional.empty();
        if (type.getPackageName().equals(MODEL + ".runtime")) return Optional.of(MetaSchemas.RAW_EXTENSION);
        return isCore(type) ? Optional.ofNullable(SHARED.get(type.getSimpleName())) : Optional.empty();
    }

    private static boolean isCore(Class<?> type) {
        return type.getPackageName().equals(MODEL);
    }

    /// The name that Kubernetes publishes a type under, such as `io.k8s.api.core.v1.PodSpec`, in whatever
    /// group it is used.
    static String name(Class<?> type) {
        var group = type.getPackageName().substring(MODEL.length());
        if (group.isEmpty()) group = ".core";
        if (!group.matches(".*\\.v[0-9]+\\w*")) group += ".v1";
        return PUBLISHED + group.substring(1) + "." + type.getSimpleName();
    }

    /// The schema of a type, read off its class, with what Kubernetes says besides.
    static Schema completed(Schema schema, Class<?> type) {
        var members = new LinkedHashMap<>(schema.properties());
        members.replaceAll((name, member) -> completed(member, type, name));
        var required = new LinkedHashSet<>(schema.required());
        required.addAll(required(type, members));
        var whole = schema.withProperties(members).withRequired(new ArrayList<>(required));
        boolean atomic = isCore(type) && WHOLE.contains(type.getSimpleName());
        return atomic ? whole.withMerge(new Schema.Merge(Schema.ListType.ATOMIC, List.of(), true, "", "")) : whole;
    }

    /// In all groups, a condition has a type and a status.
    private static List<String> required(Class<?> type, Map<String, Schema> members) {
        if (type.getSimpleName().endsWith("Condition") && isCondition(members)) return List.of("status", "type");
        return isCore(type) ? REQUIRED.getOrDefault(type.getSimpleName(), List.of()) : List.of();
    }

    private static boolean isCondition(Map<String, Schema> members) {
        return members.containsKey("type") && members.containsKey("status");
    }

    private static Schema completed(Schema member, Class<?> type, String name) {
        return isCore(type)
                ? KubernetesFields.numbered(merged(member, type, name), type.getSimpleName(), name)
                : merged(member, type, name);
    }

    private static Schema merged(Schema member, Class<?> type, String name) {
        var place = type.getSimpleName() + "." + name;
        var preset = DEFAULTS.get(place);
        if (isCore(type) && preset != null) return member.withDefault(preset);
        var keys = isCore(type) ? KEYS.getOrDefault(place, List.of()) : List.<String>of();
        if (name.equals("conditions")
                && member.items().filter(item -> isCondition(item.properties())).isPresent()) {
            keys = List.of("type");
        }
        return keys.isEmpty()
                ? member
                : member.withMerge(new Schema.Merge(Schema.ListType.MAP, keys, false, "merge", keys.getFirst()));
    }
}
