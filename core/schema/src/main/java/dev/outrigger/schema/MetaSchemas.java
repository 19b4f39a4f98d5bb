package dev.outrigger.schema;

import static dev.outrigger.schema.MetaTypes.bool;
import static dev.outrigger.schema.MetaTypes.int32;
import static dev.outrigger.schema.MetaTypes.int64;
import static dev.outrigger.schema.MetaTypes.list;
import static dev.outrigger.schema.MetaTypes.setOf;
import static dev.outrigger.schema.MetaTypes.text;
import static dev.outrigger.schema.MetaTypes.texts;
import static dev.outrigger.schema.MetaTypes.type;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The schemas of the types that all Kubernetes APIs share, under their published names.
public final class MetaSchemas {
    private static final String META = MetaTypes.META;

    /// `apiVersion`, as every kind has it.
    public static final Schema API_VERSION = MetaTypes.API_VERSION;

    /// `kind`, as every kind has it.
    public static final Schema KIND = MetaTypes.KIND;

    /// A point in time: RFC 3339 to the second, in UTC.
    public static final Schema TIME = MetaTypes.TIME;

    /// A set of fields, as server-side apply keeps it.
    public static final Schema FIELDS_V1 = Schema.of(Schema.Type.OBJECT)
            .withPreserveUnknown(true)
            .withDescription("A set of fields as a tree: a key `f:<name>` is a field, `k:<keys>` a list item by its "
                    + "keys, `v:<value>` a list item by its value, `i:<index>` one by its place, and `.` the node "
                    + "itself.")
            .withName(META + "FieldsV1");

    /// What a patch request carries; its form is told by the media type.
    public static final Schema PATCH = Schema.of(Schema.Type.OBJECT)
            .withPreserveUnknown(true)
            .withDescription("The body of a PATCH request.")
            .withName(META + "Patch");

    /// Any object of any kind.
    public static final Schema RAW_EXTENSION = Schema.of(Schema.Type.OBJECT)
            .withPreserveUnknown(true)
            .withDescription("An object of any kind.")
            .withName("io.k8s.apimachinery.pkg.runtime.RawExtension");

    /// One manager's fields of an object.
    public static final Schema MANAGED_FIELDS_ENTRY = type(
            META + "ManagedFieldsEntry",
            "The fields of an object that one manager owns, and since when.",
            Map.entry("apiVersion", text("The version of the resource that the field set is written in.")),
            Map.entry("fieldsType", text("The form of the field set; always FieldsV1.")),
            Map.entry("fieldsV1", FIELDS_V1.withDescription("The field set.")),
            Map.entry("manager", text("Who manages these fields.")),
            Map.entry("operation", text("How the manager came to own the fields: Apply or Update.")),
            Map.entry("subresource", text("The subresource the fields were set through, empty for the main one.")),
            Map.entry("time", TIME.withDescription("When the manager last added, changed or removed an owned field.")));

    /// A reference from an object to the one that owns it.
    public static final Schema OWNER_REFERENCE = MetaTypes.atomic(type(
                    META + "OwnerReference",
                    "Names the owner of an object: one of the same namespace, or one without a namespace.",
                    Map.entry("apiVersion", text("The API version of the owner.")),
                    Map.entry(
                            "blockOwnerDeletion",
                            bool("Whether an owner that is deleted in the foreground waits for this object to go. "
                                    + "Setting it needs the delete permission on the owner.")),
                    Map.entry("controller", bool("Whether the owner is the controller that manages this object.")),
                    Map.entry("kind", text("The kind of the owner.")),
                    Map.entry("name", text("The name of the owner.")),
                    Map.entry("uid", text("The UID of the owner."))))
            .withRequired(List.of("apiVersion", "kind", "name", "uid"));

    /// The `metadata` of an object.
    public static final Schema OBJECT_META = type(
            META + "ObjectMeta",
            "What the API keeps about every stored object.",
            Map.entry(
                    "annotations",
                    MetaTypes.map("Free values by name, set by tools and people; they cannot be selected by.")),
            Map.entry(
                    "creationTimestamp",
                    TIME.withDescription("When the server created the object. Set by the server, read-only.")),
            Map.entry(
                    "deletionGracePeriodSeconds",
                    int64("How long the object may take to end once deleted, in seconds. Read-only.")),
            Map.entry(
                    "deletionTimestamp",
                    TIME.withDescription("When the object is to be gone. Set by the server on deletion that is "
                            + "graceful or waits for finalizers; it cannot be unset.")),
            Map.entry(
                    "finalizers",
                    setOf("What must happen before the object goes; each entry is removed by who is responsible. "
                            + "None may be added once the object is being deleted.")),
            Map.entry(
                    "generateName",
                    text("A prefix from which the server makes a unique name, where no name is given.")),
            Map.entry("generation", int64("Counts the changes of the desired state. Set by the server, read-only.")),
            Map.entry("labels", MetaTypes.map("Short values by name to group and select objects by.")),
            Map.entry(
                    "managedFields",
                    list(MANAGED_FIELDS_ENTRY, "Which manager owns which fields; kept by the server.")),
            Map.entry("name", text("The name, unique within its namespace and resource. It cannot be updated.")),
            Map.entry("namespace", text("The namespace the name is unique in. It cannot be updated.")),
            Map.entry(
                    "ownerReferences",
                    MetaTypes.mapList(
                            OWNER_REFERENCE,
                            "uid",
                            "The objects that this one depends on. When all are deleted it is collected; at most one "
                                    + "may be its controller.")),
            Map.entry(
                    "resourceVersion",
                    text("The revision of the object: opaque, to be sent back unchanged to detect lost updates. "
                            + "Read-only.")),
            Map.entry("selfLink", text("A legacy field that the server leaves empty.")),
            Map.entry("uid", text("Tells the object from all others in time and space. Set by the server.")));

    /// The `metadata` of a list.
    public static final Schema LIST_META = type(
            META + "ListMeta",
            "What the API tells about a list.",
            Map.entry("continue", text("Where the list goes on: the token to ask for the next page with.")),
            Map.entry("remainingItemCount", int64("How many items follow this page, where that is known.")),
            Map.entry("resourceVersion", text("The revision that the list was read at. Read-only.")),
            Map.entry("selfLink", text("A legacy field that the server leaves empty.")));

    /// One cause of a failure.
    public static final Schema STATUS_CAUSE = type(
            META + "StatusCause",
            "One cause of a failure; there may be several.",
            Map.entry("field", text("The path of the field at fault, such as `spec.items[0].name`.")),
            Map.entry("message", text("What is wrong, for people.")),
            Map.entry("reason", text("What is wrong, for programs.")));

    /// The details of a failure.
    public static final Schema STATUS_DETAILS = type(
            META + "StatusDetails",
            "More about a result; which fields are set depends on its reason.",
            Map.entry("causes", list(STATUS_CAUSE, "The causes of the failure.")),
            Map.entry("group", text("The API group of the resource.")),
            Map.entry("kind", text("The kind or resource the result is about.")),
            Map.entry("name", text("The name of the object the result is about.")),
            Map.entry("retryAfterSeconds", int32("After how many seconds to try again.")),
            Map.entry("uid", text("The UID of the object the result is about.")));

    /// The answer to a request that returns no object.
    public static final Schema STATUS = type(
            META + "Status",
            "The result of a request that returns no other object.",
            Map.entry("apiVersion", API_VERSION),
            Map.entry("code", int32("The HTTP status code of the answer.")),
            Map.entry("details", STATUS_DETAILS.withDescription("More about the result.")),
            Map.entry("kind", KIND),
            Map.entry("message", text("What happened, for people.")),
            Map.entry("metadata", LIST_META.withDescription("Standard list metadata.")),
            Map.entry("reason", text("What happened, for programs.")),
            Map.entry("status", text("Success or Failure.")));

    /// What must hold for an operation to be carried out.
    public static final Schema PRECONDITIONS = type(
            META + "Preconditions",
            "What must hold of the object for the operation to be carried out.",
            Map.entry("resourceVersion", text("The revision that the object must be at.")),
            Map.entry("uid", text("The UID that the object must have.")));

    /// The body of a delete request.
    public static final Schema DELETE_OPTIONS = type(
            META + "DeleteOptions",
            "How to delete an object.",
            Map.entry("apiVersion", API_VERSION),
            Map.entry("dryRun", texts("The stages to go through without storing anything; All is the only value.")),
            Map.entry("gracePeriodSeconds", int64("How long the object may take to end; zero deletes at once.")),
            Map.entry(
                    "ignoreStoreReadErrorWithClusterBreakingPotential",
                    bool("Whether to delete an object that cannot be read from the store, finalizers or not.")),
            Map.entry("kind", KIND),
            Map.entry("orphanDependents", bool("Deprecated: use propagationPolicy. Whether dependents are kept.")),
            Map.entry("preconditions", PRECONDITIONS.withDescription("What must hold for the deletion to go on.")),
            Map.entry(
                    "propagationPolicy",
                    text("What becomes of dependents: Orphan keeps them, Background deletes them afterwards, "
                            + "Foreground before.")));

    /// One event of a watch.
    public static final Schema WATCH_EVENT = type(
                    META + "WatchEvent",
                    "One event of a watch.",
                    Map.entry(
                            "object",
                            RAW_EXTENSION.withDescription("The object after the change, before its deletion, at a "
                                    + "bookmark only its revision, or the Status of an error.")),
                    Map.entry("type", text("ADDED, MODIFIED, DELETED, BOOKMARK or ERROR.")))
            .withRequired(List.of("type", "object"));

    /// One condition of an object's status, as controllers report it.
    public static final Schema CONDITION = MetaTypes.condition(META + "Condition");

    /// A query over labels.
    public static final Schema LABEL_SELECTOR = MetaTypes.labelSelector(META);

    /// The `Scale` of the autoscaling group, as scale subresources serve it.
    public static final Schema SCALE = MetaTypes.scale();

    /// A resource of a group version.
    public static final Schema API_RESOURCE = DiscoveryTypes.RESOURCE;

    /// The resources of a group version.
    public static final Schema API_RESOURCE_LIST = DiscoveryTypes.RESOURCE_LIST;

    /// An API group and its versions.
    public static final Schema API_GROUP = DiscoveryTypes.GROUP;

    /// All API groups.
    public static final Schema API_GROUP_LIST = DiscoveryTypes.GROUP_LIST;

    /// The versions of the core group.
    public static final Schema API_VERSIONS = DiscoveryTypes.VERSIONS;

    /// What `/version` answers.
    public static final Schema VERSION_INFO = DiscoveryTypes.VERSION_INFO;

    private MetaSchemas() {}

    /// The schema of a kind: `apiVersion`, `kind`, `metadata` and then the author's members.
    ///
    /// @param properties the author's members, such as `spec` and `status`, in published order
    public static Schema kind(Map<String, Schema> properties) {
        var members = new LinkedHashMap<String, Schema>();
        members.put("apiVersion", API_VERSION);
        members.put("kind", KIND);
        members.put("metadata", OBJECT_META.withDescription("Standard object metadata."));
        members.putAll(properties);
        return Schema.object(members);
    }

    /// The schema of the list of a kind.
    ///
    /// @param item the kind's schema; its name, with `List` appended, becomes the list's
    public static Schema listOf(Schema item) {
        var members = new LinkedHashMap<String, Schema>();
        members.put("apiVersion", API_VERSION);
        members.put("items", list(item, "The objects."));
        members.put("kind", KIND);
        members.put("metadata", LIST_META.withDescription("Standard list metadata."));
        String name = item.name().isEmpty() ? "" : item.name() + "List";
        String kind = item.name().substring(item.name().lastIndexOf('.') + 1);
        String description = kind.isEmpty() ? "A list of objects of one kind." : "A list of " + kind + " objects.";
        return Schema.object(members)
                .withRequired(List.of("items"))
                .withName(name)
                .withDescription(description);
    }

    /// Whether the member is a resource's metadata in its shared form.
    static boolean isMetadata(String member, Schema schema) {
        return member.equals("metadata") && isMeta(schema.name());
    }

    /// Whether the name is one of the shared meta types.
    static boolean isMeta(String name) {
        return name.startsWith(META);
    }

    /// The shared types, each before those that use it with words of their own.
    static List<Schema> described() {
        return List.of(
                TIME,
                FIELDS_V1,
                RAW_EXTENSION,
                OBJECT_META,
                LIST_META,
                STATUS_DETAILS,
                STATUS,
                PRECONDITIONS,
                DELETE_OPTIONS,
                WATCH_EVENT,
                LABEL_SELECTOR,
                CONDITION,
                SCALE,
                DiscoveryTypes.GROUP_VERSION,
                API_RESOURCE_LIST,
                API_GROUP_LIST,
                API_VERSIONS);
    }
}
