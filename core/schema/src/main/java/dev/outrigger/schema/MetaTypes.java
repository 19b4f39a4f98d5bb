package dev.outrigger.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The words that the shared types are written in, and those shared types that hold many others.
final class MetaTypes {
    static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    private static final String API_VERSION_TEXT =
            "The versioned schema of this representation of an object. Servers convert recognized schemas to the latest "
                    + "internal value and may reject unrecognized ones.";
    private static final String KIND_TEXT =
            "The REST resource this object represents, in CamelCase. Servers may infer it from the endpoint a request is "
                    + "sent to. It cannot be updated.";

    static final Schema API_VERSION = text(API_VERSION_TEXT);
    static final Schema KIND = text(KIND_TEXT);
    static final Schema TIME = text("A point in time, written as RFC 3339 has it.")
            .withFormat("date-time")
            .withName(META + "Time");

    private MetaTypes() {}

    static Schema text(String description) {
        return Schema.of(Schema.Type.STRING).withDescription(description);
    }

    static Schema bool(String description) {
        return Schema.of(Schema.Type.BOOLEAN).withDescription(description);
    }

    static Schema int32(String description) {
        return Schema.of(Schema.Type.INTEGER).withFormat("int32").withDescription(description);
    }

    static Schema int64(String description) {
        return Schema.of(Schema.Type.INTEGER).withFormat("int64").withDescription(description);
    }

    static Schema map(String description) {
        return Schema.mapOf(Schema.of(Schema.Type.STRING)).withDescription(description);
    }

    static Schema list(Schema item, String description) {
        return Schema.listOf(item).withDescription(description);
    }

    static Schema texts(String description) {
        return list(Schema.of(Schema.Type.STRING), description);
    }

    /// A list of strings that appliers share and strategic patches merge.
    static Schema setOf(String description) {
        return texts(description).withMerge(new Schema.Merge(Schema.ListType.SET, List.of(), false, "merge", ""));
    }

    /// A list of objects told apart by one member.
    static Schema mapList(Schema item, String key, String description) {
        return list(item, description)
                .withMerge(new Schema.Merge(Schema.ListType.MAP, List.of(key), false, "merge", key));
    }

    static Schema atomic(Schema object) {
        return object.withMerge(new Schema.Merge(Schema.ListType.ATOMIC, List.of(), true, "", ""));
    }

    @SafeVarargs
    static Schema type(String name, String description, Map.Entry<String, Schema>... members) {
        var properties = new LinkedHashMap<String, Schema>();
        for (Map.Entry<String, Schema> member : members) properties.put(member.getKey(), member.getValue());
        return Schema.object(properties).withName(name).withDescription(description);
    }

    static Schema condition(String name) {
        return type(
                        name,
                        "One condition of an object, as last observed.",
                        Map.entry("lastTransitionTime", TIME.withDescription("When the status last changed.")),
                        Map.entry("message", text("What the last change was about, for people.")),
                        Map.entry("observedGeneration", int64("The generation that the condition was derived from.")),
                        Map.entry("reason", text("Why the status last changed, in CamelCase, for programs.")),
                        Map.entry("status", text("True, False or Unknown.")),
                        Map.entry("type", text("What the condition is about, in CamelCase.")))
                .withRequired(List.of("type", "status", "lastTransitionTime", "reason", "message"));
    }

    static Schema labelSelector(String prefix) {
        Schema requirement = type(
                        prefix + "LabelSelectorRequirement",
                        "What the values of one label must be.",
                        Map.entry("key", text("The label.")),
                        Map.entry("operator", text("In, NotIn, Exists or DoesNotExist.")),
                        Map.entry("values", texts("The values for In and NotIn; none for the other operators.")))
                .withRequired(List.of("key", "operator"));
        return atomic(type(
                prefix + "LabelSelector",
                "Selects objects by their labels; all that is asked must hold. An empty one selects everything.",
                Map.entry("matchExpressions", list(requirement, "What labels must satisfy.")),
                Map.entry("matchLabels", map("The values that labels must have."))));
    }

    static Schema scale() {
        String prefix = "io.k8s.api.autoscaling.v1.";
        Schema spec = type(
                prefix + "ScaleSpec",
                "The scale that is wanted.",
                Map.entry("replicas", int32("How many are wanted.")));
        Schema status = type(
                        prefix + "ScaleStatus",
                        "The scale as it is.",
                        Map.entry("replicas", int32("How many there are.")),
                        Map.entry("selector", text("Selects what is counted, as a label query in its text form.")))
                .withRequired(List.of("replicas"));
        var members = new LinkedHashMap<String, Schema>();
        members.put("spec", spec);
        members.put("status", status);
        return MetaSchemas.kind(members)
                .withName(prefix + "Scale")
                .withDescription("The number of replicas of an object, wanted and actual.");
    }
}
