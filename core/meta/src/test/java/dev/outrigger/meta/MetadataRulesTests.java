package dev.outrigger.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetadataRulesTests {
    private static final Value.Struct TOM = Value.object("name", "tom", "namespace", "pets");

    private static List<String> create(Value.Struct metadata) {
        return MetadataRules.create(metadata, true, Names::dns1123Subdomain).stream()
                .map(FieldError::toString)
                .toList();
    }

    private static List<String> update(Value.Struct metadata, Value.Struct old) {
        return MetadataRules.update(metadata, old).stream()
                .map(FieldError::toString)
                .toList();
    }

    @Test
    void plainMetadataPasses() {
        assertThat(create(TOM)).isEmpty();
        assertThat(create(TOM.with("generateName", "tom-")
                        .with("labels", Value.object("app.kubernetes.io/name", "Cat_1"))
                        .with("annotations", Value.object("Example.COM/Notes", "any text \n at all"))
                        .with("finalizers", Value.Array.of(Value.of("example.com/guard")))))
                .isEmpty();
    }

    @Test
    void aNameIsRequiredAndObeysTheTypesRule() {
        assertThat(create(TOM.without("name")))
                .containsExactly("metadata.name: Required value: name or generateName is required");
        assertThat(create(TOM.with("name", "A_b")))
                .singleElement()
                .asString()
                .startsWith("metadata.name: Invalid value: \"A_b\": a lowercase RFC 1123 subdomain must consist of");
        assertThat(create(TOM.with("generateName", "A--")))
                .singleElement()
                .asString()
                .startsWith("metadata.generateName: Invalid value: \"A--\": a lowercase RFC 1123 subdomain must");
        assertThat(MetadataRules.create(TOM.with("name", "A b"), true, Names::pathSegment))
                .isEmpty();
    }

    @Test
    void aNamespaceIsRequiredOrForbiddenByScope() {
        assertThat(create(TOM.without("namespace"))).containsExactly("metadata.namespace: Required value");
        assertThat(create(TOM.with("namespace", "a.b")))
                .containsExactly("metadata.namespace: Invalid value: \"a.b\": must not contain dots");
        assertThat(MetadataRules.create(TOM, false, Names::pathSegment))
                .singleElement()
                .hasToString("metadata.namespace: Forbidden: not allowed on this type");
        assertThat(MetadataRules.create(TOM.without("namespace"), false, Names::pathSegment))
                .isEmpty();
    }

    @Test
    void labelsHaveLegalKeysAndValues() {
        assertThat(create(TOM.with("labels", Value.object("k".repeat(64), "v", "k", "v".repeat(64)))))
                .containsExactly(
                        "metadata.labels: Invalid value: \"" + "k".repeat(64)
                                + "\": name part must be no more than 63 bytes",
                        "metadata.labels: Invalid value: \"" + "v".repeat(64) + "\": must be no more than 63 bytes");
    }

    @Test
    void annotationsHaveLegalKeysAndTogetherAtMost256Kibibytes() {
        assertThat(create(TOM.with("annotations", Value.object("a/b/c", "v"))))
                .singleElement()
                .asString()
                .startsWith("metadata.annotations: Invalid value: \"a/b/c\": a valid label key must consist of");
        var limit = 256 * 1024;
        assertThat(create(TOM.with("annotations", Value.object("a", "ä".repeat((limit - 1) / 2), "b", ""))))
                .isEmpty();
        assertThat(create(TOM.with("annotations", Value.object("a", "ä".repeat(limit / 2)))))
                .containsExactly("metadata.annotations: Too long: may not be more than 262144 bytes");
    }

    @Test
    void anOwnerIsFullyNamed() {
        var owners = Value.Array.of(Value.object("apiVersion", "apps/", "kind", "", "name", ""));
        assertThat(create(TOM.with("ownerReferences", owners)))
                .containsExactly(
                        "metadata.ownerReferences.apiVersion: Invalid value: \"apps/\": version must not be empty",
                        "metadata.ownerReferences.kind: Invalid value: \"\": must not be empty",
                        "metadata.ownerReferences.name: Invalid value: \"\": must not be empty",
                        "metadata.ownerReferences.uid: Invalid value: \"\": must not be empty");
    }

    @Test
    void anEventOwnsNothing() {
        var event = Value.object("uid", "1", "kind", "Event", "name", "e", "apiVersion", "v1");
        assertThat(create(TOM.with("ownerReferences", Value.Array.of(event))))
                .containsExactly("metadata.ownerReferences: Invalid value: "
                        + "{\"apiVersion\":\"v1\",\"kind\":\"Event\",\"name\":\"e\",\"uid\":\"1\"}: "
                        + "/v1, Kind=Event is disallowed from being an owner");
    }

    @Test
    void atMostOneOwnerIsTheController() {
        assertThat(create(TOM.with("ownerReferences", Value.Array.of(owner("a"), owner("b")))))
                .containsExactly("metadata.ownerReferences: Invalid value: "
                        + "[{\"apiVersion\":\"v1\",\"kind\":\"Cat\",\"name\":\"a\",\"uid\":\"1\",\"controller\":true},"
                        + "{\"apiVersion\":\"v1\",\"kind\":\"Cat\",\"name\":\"b\",\"uid\":\"1\",\"controller\":true}]: "
                        + "Only one reference can have Controller set to true. "
                        + "Found \"true\" in references for Cat/a and Cat/b");
        assertThat(create(TOM.with("ownerReferences", Value.Array.of(owner("a")))))
                .isEmpty();
    }

    private static Value.Struct owner(String name) {
        return Value.object("apiVersion", "v1", "kind", "Cat", "name", name, "uid", "1", "controller", true);
    }

    @Test
    void finalizersAreQualifiedAndDoNotContradict() {
        assertThat(create(TOM.with("finalizers", Value.Array.of(Value.of("a b")))))
                .singleElement()
                .asString()
                .startsWith("metadata.finalizers: Invalid value: \"a b\": name part must consist of");
        var both = Value.Array.of(Value.of("orphan"), Value.of("foregroundDeletion"));
        assertThat(create(TOM.with("finalizers", both)))
                .containsExactly("metadata.finalizers: Invalid value: [\"orphan\",\"foregroundDeletion\"]: "
                        + "finalizer orphan and foregroundDeletion cannot be both set");
    }

    @Test
    void managedFieldsNameAnOperationAPrintableManagerAndTheOnlyFormat() {
        var entry = Value.object(
                "operation", "Patch", "fieldsType", "FieldsV2", "manager", "ä\u0007", "subresource", "s".repeat(257));
        assertThat(create(TOM.with("managedFields", Value.Array.of(Value.object("operation", "Apply"), entry))))
                .containsExactly(
                        "metadata.managedFields[1].operation: Invalid value: \"Patch\": must be `Apply` or `Update`",
                        "metadata.managedFields[1].fieldsType: Invalid value: \"FieldsV2\": must be `FieldsV1`",
                        "metadata.managedFields[1].manager: Invalid value: \"ä\\a\": "
                                + "invalid character U+0007 (at position 2)",
                        "metadata.managedFields[1].subresource: Too long: may not be more than 256 bytes");
    }

    @Test
    void aFieldManagerHasAtMost128PrintableBytes() {
        assertThat(MetadataRules.fieldManager("fieldManager", "kubectl edit")).isEmpty();
        assertThat(MetadataRules.fieldManager("fieldManager", "x".repeat(129)))
                .singleElement()
                .hasToString("fieldManager: Too long: may not be more than 128 bytes");
    }

    @Test
    void generationNeitherIsNegativeNorFalls() {
        assertThat(create(TOM.with("generation", Value.of(-1))))
                .containsExactly("metadata.generation: Invalid value: -1: must be greater than or equal to 0");
        assertThat(update(TOM.with("generation", Value.of(1)), TOM.with("generation", Value.of(2))))
                .containsExactly("metadata.generation: Invalid value: 1: must not be decremented");
        assertThat(update(TOM.with("generation", Value.of(2)), TOM.with("generation", Value.of(1))))
                .isEmpty();
    }

    @Test
    void identityDoesNotChange() {
        var old = TOM.with("uid", "1").with("creationTimestamp", "2026-01-01T00:00:00Z");
        var changed = Value.object("name", "tim", "namespace", "", "uid", "2");
        assertThat(update(changed, old))
                .containsExactly(
                        "metadata.name: Invalid value: \"tim\": field is immutable",
                        "metadata.namespace: Invalid value: \"\": field is immutable",
                        "metadata.uid: Invalid value: \"2\": field is immutable",
                        "metadata.creationTimestamp: Invalid value: null: field is immutable");
        assertThat(update(old.with("creationTimestamp", "2026-01-01T01:00:00+01:00"), old))
                .isEmpty();
    }

    @Test
    void deletionIsNotTakenBackOrMoved() {
        var old = TOM.with("deletionTimestamp", "2026-01-01T00:00:00Z").with("deletionGracePeriodSeconds", Value.of(0));
        var changed = TOM.with("deletionGracePeriodSeconds", Value.of(5));
        assertThat(update(changed, old))
                .containsExactly(
                        "metadata.deletionTimestamp: Invalid value: null: field is immutable",
                        "metadata.deletionGracePeriodSeconds: Invalid value: 5: field is immutable");
        assertThat(update(TOM.with("deletionTimestamp", "2026-01-01T00:00:00Z"), TOM))
                .containsExactly(
                        "metadata.deletionTimestamp: Invalid value: \"2026-01-01T00:00:00Z\": field is immutable");
        assertThat(update(TOM.with("deletionTimestamp", Value.NULL), TOM)).isEmpty();
    }

    @Test
    void finalizersMayLeaveButNotJoinAnObjectBeingDeleted() {
        var old = TOM.with("deletionTimestamp", "2026-01-01T00:00:00Z")
                .with("finalizers", Value.Array.ofTexts(List.of("a.b/c")));
        assertThat(update(old.without("finalizers"), old)).isEmpty();
        assertThat(update(old.with("finalizers", Value.Array.ofTexts(List.of("a.b/e", "a.b/c", "a.b/d"))), old))
                .containsExactly("metadata.finalizers: Forbidden: no new finalizers can be added if the object is "
                        + "being deleted, found new finalizers []string{\"a.b/d\", \"a.b/e\"}");
        assertThat(update(TOM.with("finalizers", Value.Array.ofTexts(List.of("a.b/d"))), TOM))
                .isEmpty();
    }

    @Test
    void membersOfTheWrongTypeCountAsAbsent() {
        var odd = Value.object("name", 1, "namespace", "pets", "labels", "x", "finalizers", Value.object("a", 1));
        assertThat(create(odd)).containsExactly("metadata.name: Required value: name or generateName is required");
    }
}
