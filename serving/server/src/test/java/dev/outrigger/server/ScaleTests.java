package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The subresource `scale`.
class ScaleTests extends HerdCase {
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
    private final String scale = herds + "/a/scale";

    private static String scale(String spec) {
        return ProtocolCase.object("autoscaling/v1", "Scale", "'name': 'a'", spec);
    }

    @Test
    void itShowsHowManyThereShallBeAndAre() {
        herd("'size': 3");
        var counted = admin().merge(herds + "/a/status", "{'status': {'counted': 2, 'selector': 'a=b'}}")
                .ok();
        var seen = admin().get(scale).ok();
        assertThat(seen.textAt("/apiVersion")).isEqualTo("autoscaling/v1");
        assertThat(seen.textAt("/kind")).isEqualTo("Scale");
        assertThat(seen.at("/spec/replicas")).isEqualTo(3L);
        assertThat(seen.at("/status/replicas")).isEqualTo(2L);
        assertThat(seen.textAt("/status/selector")).isEqualTo("a=b");
        for (String shared : new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
            assertThat(seen.textAt("/metadata/" + shared)).isEqualTo(counted.textAt("/metadata/" + shared));
        }
        assertThat(seen.has("/metadata/managedFields")).isFalse();
        assertThat(seen.has("/metadata/generation")).isFalse();
    }

    @Test
    void whatIsNotCountedIsZero() {
        herd("'size': 3");
        var seen = admin().get(scale).ok();
        assertThat(seen.at("/status/replicas")).isEqualTo(0L);
        assertThat(seen.has("/status/selector")).isFalse();
    }

    @Test
    void anObjectWithoutTheNumberHasNothingToShow() {
        herd();
        admin().get(scale)
                .refused(
                        500,
                        "InternalError",
                        "Internal error occurred: the spec replicas field \".spec.size\" does not exist");
        admin().merge(scale, "{'metadata': {'labels': {'a': 'b'}}}")
                .refused(400, "BadRequest", "the spec replicas field \".spec.size\" cannot be empty");
        assertThat(admin().put(scale, scale("'replicas': 4")).ok().at("/spec/replicas"))
                .isEqualTo(4L);
    }

    @Test
    void aPutSetsTheNumberAndNothingElse() {
        var before = herd("'size': 3", "'shepherd': 'ann'");
        var answer = admin().put(
                        scale,
                        ProtocolCase.json(
                                "{'apiVersion': 'autoscaling/v1', 'kind': 'Scale', 'metadata':"
                                        + " {'name': 'a', 'labels': {'x': 'y'}}, 'spec': {'replicas': 5}, 'status': {'replicas': 9}}"))
                .ok();
        assertThat(answer.at("/spec/replicas")).isEqualTo(5L);
        assertThat(answer.at("/status/replicas")).isEqualTo(0L);
        var herd = admin().get(herds + "/a").ok();
        assertThat(herd.at("/spec/size")).isEqualTo(5L);
        assertThat(herd.textAt("/spec/shepherd")).isEqualTo("ann");
        assertThat(herd.has("/metadata/labels")).isFalse();
        assertThat(herd.has("/status")).isFalse();
        assertThat(herd.at("/metadata/generation")).isEqualTo(2L);
        assertThat(herd.revision()).isGreaterThan(before.revision());
        assertThat(answer.resourceVersion()).isEqualTo(herd.resourceVersion());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/merge-patch+json           | {'spec': {'replicas': 7}}
            application/strategic-merge-patch+json | {'spec': {'replicas': 7}}
            application/json-patch+json            | [{'op': 'replace', 'path': '/spec/replicas', 'value': 7}]
            """)
    void aPatchSetsTheNumber(String mediaType, String patch) {
        herd("'size': 3", "'shepherd': 'ann'");
        assertThat(admin().patch(scale, mediaType, patch).ok().at("/spec/replicas"))
                .isEqualTo(7L);
        var herd = admin().get(herds + "/a").ok();
        assertThat(herd.at("/spec/size")).isEqualTo(7L);
        assertThat(herd.textAt("/spec/shepherd")).isEqualTo("ann");
    }

    @Test
    void anOldResourceVersionIsRefusedAndTheNewestIsTaken() {
        var seen = herd("'size': 3");
        admin().merge(herds + "/a", "{'spec': {'shepherd': 'bea'}}").ok();
        var old = ProtocolCase.object(
                "autoscaling/v1",
                "Scale",
                "'name': 'a', 'resourceVersion': '" + seen.resourceVersion() + "'",
                "'replicas': 5");
        admin().put(scale, old).refused(409, "Conflict").saying("the object has been modified");
        var now = admin().get(scale).ok();
        admin().put(scale, now.with("/spec/replicas", "5")).ok();
        admin().merge(
                        scale,
                        "{'metadata': {'resourceVersion': '" + seen.resourceVersion() + "'}, 'spec': {'replicas': 6}}")
                .refused(409, "Conflict");
    }

    @Test
    void anotherUidIsRefused() {
        herd("'size': 3");
        var other = ProtocolCase.object("autoscaling/v1", "Scale", "'name': 'a', 'uid': 'other'", "'replicas': 5");
        admin().put(scale, other)
                .refused(409, "Conflict")
                .saying("Operation cannot be fulfilled on herds.farm.example.com \"a\"", "Precondition failed: UID");
    }

    @Test
    void whatIsMissingIsNotFound() {
        var missing = "herds.farm.example.com \"a\" not found";
        admin().get(scale).refused(404, "NotFound", missing);
        admin().put(scale, scale("'replicas': 5")).refused(404, "NotFound", missing);
        admin().merge(scale, "{'spec': {'replicas': 5}}").refused(404, "NotFound", missing);
        admin().apply(scale + "?fieldManager=m", scale("'replicas': 5")).refused(404, "NotFound", missing);
    }

    @Test
    void aNumberBelowZeroIsNoScale() {
        herd("'size': 3");
        admin().put(scale, scale("'replicas': -1"))
                .refused(
                        422,
                        "Invalid",
                        "Scale.autoscaling \"a\" is invalid: spec.replicas: Invalid value: -1: must be greater than or"
                                + " equal to 0")
                .cause("FieldValueInvalid", "Invalid value: -1: must be greater than or equal to 0", "spec.replicas");
    }

    @Test
    void whatTheObjectsOwnRulesRefuseIsRefused() {
        herd("'size': 3");
        admin().merge(scale, "{'spec': {'replicas': 100}}")
                .refused(
                        422,
                        "Invalid",
                        "Herd.farm.example.com \"a\" is invalid: spec.size: Invalid value: 100: is more than the meadow"
                                + " holds");
        assertThat(admin().get(scale).at("/spec/replicas")).isEqualTo(3L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'spec': {'replicas': 'many'}}", "{'spec': {'replicas': 1.5}}"})
    void aNumberThatIsNoneIsRefused(String patch) {
        herd("'size': 3");
        admin().merge(scale, patch).refused(422, "Invalid").saying("patch: Invalid value");
    }

    @Test
    void anotherKindIsRefused() {
        herd("'size': 3");
        admin().put(scale, SubresourceTypes.herd("v1", "a", "'size': 5"))
                .refused(400, "BadRequest")
                .saying("no kind \"Herd\" is registered for version \"farm.example.com/v1\"");
        admin().put(scale, ProtocolCase.object("autoscaling/v1", "Scale", "'name': 'b'", "'replicas': 5"))
                .refused(400, "BadRequest", "the name of the object (b) does not match the name on the URL (a)");
    }

    @Test
    void unknownFieldsAreToldOfOrRefused() {
        herd("'size': 3");
        var odd = scale("'replicas': 5, 'nope': 1");
        assertThat(admin().put(scale, odd).ok().warnings())
                .containsExactly("299 - \"unknown field \\\"spec.nope\\\"\"");
        admin().put(scale + "?fieldValidation=Strict", odd)
                .refused(400, "BadRequest")
                .saying("strict decoding error: unknown field \"spec.nope\"");
    }

    @Test
    void aDryRunStoresNothing() {
        var before = herd("'size': 3");
        assertThat(admin().put(scale + "?dryRun=All", scale("'replicas': 5"))
                        .ok()
                        .at("/spec/replicas"))
                .isEqualTo(5L);
        assertThat(admin().get(herds + "/a").resourceVersion()).isEqualTo(before.resourceVersion());
    }

    @Test
    void theSameNumberAgainChangesNothing() {
        herd("'size': 3");
        var once = admin().put(scale, scale("'replicas': 5")).ok();
        var again = admin().put(scale, scale("'replicas': 5")).ok();
        assertThat(again.resourceVersion()).isEqualTo(once.resourceVersion());
    }

    @Test
    void anUpdaterOwnsTheObjectsFieldThroughTheSubresource() {
        herd("'size': 3");
        admin().merge(scale + "?fieldManager=scaler", "{'spec': {'replicas': 5}}")
                .ok();
        var entries = admin().get(herds + "/a").ok();
        var entry = entries.listAt("/metadata/managedFields").stream()
                .map(String::valueOf)
                .filter(text -> text.contains("scaler"))
                .toList();
        assertThat(entry).hasSize(1);
        assertThat(entry.getFirst())
                .contains("subresource=scale", "operation=Update", "apiVersion=farm.example.com/v1", "f:size");
        assertThat(entries.textAt("/metadata/managedFields")).containsOnlyOnce("f:size");
    }

    @Test
    void anApplierOfTheScaleMeetsWhoeverAppliedTheObject() {
        var applied = SubresourceTypes.herd("v1", "a", "'size': 3", "'shepherd': 'ann'");
        admin().apply(herds + "/a?fieldManager=owner", applied).created();
        admin().apply(scale + "?fieldManager=scaler", scale("'replicas': 5"))
                .refused(409, "Conflict", "Apply failed with 1 conflict: conflict with \"owner\": .spec.replicas")
                .cause("FieldManagerConflict", "conflict with \"owner\"", ".spec.replicas");
        var forced = admin().apply(scale + "?fieldManager=scaler&force=true", scale("'replicas': 5"))
                .ok();
        assertThat(forced.at("/spec/replicas")).isEqualTo(5L);
        var herd = admin().get(herds + "/a").ok();
        assertThat(herd.textAt("/metadata/managedFields"))
                .contains("subresource=scale")
                .containsOnlyOnce("f:size");
        assertThat(herd.at("/spec/size")).isEqualTo(5L);

        admin().apply(herds + "/a?fieldManager=owner", applied)
                .refused(409, "Conflict")
                .saying("conflict with \"scaler\" with subresource \"scale\"", ".spec.size");
    }

    @Test
    void anApplierOfZeroOwnsIt() {
        herd("'size': 3");
        admin().apply(scale + "?fieldManager=scaler&force=true", scale("'replicas': 0"))
                .ok();
        var herd = admin().get(herds + "/a").ok();
        assertThat(herd.at("/spec/size")).isEqualTo(0L);
        assertThat(herd.textAt("/metadata/managedFields")).containsOnlyOnce("f:size");
    }

    @Test
    void whatIsNoScaleCannotBeApplied() {
        herd("'size': 3");
        admin().apply(scale + "?fieldManager=m", scale("'nope': 5"))
                .refused(
                        400,
                        "BadRequest",
                        "failed to create typed patch object (/a; autoscaling/v1, Kind=Scale): .spec.nope: field not"
                                + " declared in schema");
        admin().apply(scale + "?fieldManager=m", SubresourceTypes.herd("v1", "a"))
                .refused(400, "BadRequest")
                .saying("invalid object type: farm.example.com/v1, Kind=Herd");
        admin().apply(scale, scale("'replicas': 5")).refused(422, "Invalid").saying("fieldManager");
    }

    @Test
    void aTableShowsWhatIsWantedAndWhatThereIs() {
        herd("'size': 3");
        var table = admin().get(scale, "Accept", TABLE).ok();
        assertThat(table.textAt("/kind")).isEqualTo("Table");
        assertThat(table.listAt("/columnDefinitions").stream().map(String::valueOf))
                .satisfiesExactly(
                        name -> assertThat(name).contains("name=Name"),
                        desired -> assertThat(desired).contains("name=Desired"),
                        available -> assertThat(available).contains("name=Available"),
                        age -> assertThat(age).contains("name=Age"));
        assertThat(table.listAt("/rows/0/cells").subList(0, 3))
                .map(String::valueOf)
                .containsExactly("a", "3", "0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/yaml", "application/cbor"})
    void everyMediaTypeIsSpoken(String mediaType) {
        herd("'size': 3");
        var seen = admin().get(scale, "Accept", mediaType).ok();
        assertThat(seen.header("Content-Type")).isEqualTo(mediaType);
        assertThat(seen.at("/spec/replicas")).isEqualTo(3L);
        var meta = admin().get(scale, "Accept", "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io")
                .ok();
        assertThat(meta.textAt("/kind")).isEqualTo("PartialObjectMetadata");
        assertThat(meta.textAt("/metadata/name")).isEqualTo("a");
    }

    @Test
    void watchersOfTheObjectSeeIt() {
        var before = herd("'size': 3");
        try (var watch = admin().watch(herds + "?watch=true&resourceVersion=" + before.resourceVersion())) {
            admin().put(scale, scale("'replicas': 5")).ok();
            assertThat(watch.next().at("/spec/size")).isEqualTo(5L);
        }
    }

    @Test
    void anotherVersionScalesTheSameObject() {
        herd("'size': 3");
        var other = scale.replace("/v1/", "/v1alpha1/");
        assertThat(admin().get(other).ok().at("/spec/replicas")).isEqualTo(3L);
        admin().merge(other + "?fieldManager=scaler", "{'spec': {'replicas': 8}}")
                .ok();
        assertThat(admin().get(herds + "/a").ok().at("/spec/size")).isEqualTo(8L);
        admin().apply(other + "?fieldManager=applier&force=true", scale("'replicas': 9"))
                .ok();
        assertThat(admin().get(scale).ok().at("/spec/replicas")).isEqualTo(9L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE"})
    void otherMethodsAreNotAllowed(String method) {
        herd("'size': 3");
        admin().send(method, scale, java.util.Optional.of("{}"), "Content-Type", "application/json")
                .refused(405, "MethodNotAllowed");
    }
}
